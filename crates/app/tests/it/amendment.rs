//! 改正: what a body changes of its own text on forms, by two persons, and what comes of it.

use tatefuda_app::{
    Actor, Failure, Forbidden,
    amendment::{
        AmendmentFilter, ChangeAmendment, ConfirmAmendment, DescribeAmendment, Listed, OpenAmendment, ProposeAmendment,
        RebaseAmendment, ReturnAmendment, Saved, UndoChange, WithdrawAmendment, list,
        view::{AmendmentView, find},
    },
    regulation::{self, LoadWording, handbook},
    setting,
};
use tatefuda_domain::{
    Digest,
    amendment::{AmendmentState, Change, ClauseText, ListedAccount, NewClause},
};
use tatefuda_regulation::Pack;

use crate::towns::Town;

mod kisarazu;
mod misato;
mod ninohe;
mod takanezawa;

const DAY: &str = "2026-12-01";

/// Two people who amend.
struct Two<'t> {
    town: &'t Town,
    first: Actor,
    second: Actor,
}

impl<'t> Two<'t> {
    fn of(town: &'t Town) -> Self {
        let (first, second) = town.deciders();
        Self { town, first, second }
    }

    async fn open(&self) -> Saved {
        let open = OpenAmendment { document: self.town.document.clone() };
        self.town.run(&self.first, &open).await.unwrap()
    }

    async fn change(&self, at: Saved, change: Change) -> Result<Saved, Failure> {
        let command = ChangeAmendment { amendment: at.amendment, version: at.version, change };
        self.town.run(&self.first, &command).await
    }

    async fn describe(&self, at: Saved, day: &str) -> Result<Saved, Failure> {
        let describe = DescribeAmendment {
            amendment: at.amendment,
            version: at.version,
            source: "告示第15号".to_owned(),
            decision: "令和8年総第12号".to_owned(),
            decided_on: Some("2026-11-01".parse().unwrap()),
            from: Some(day.parse().unwrap()),
        };
        self.town.run(&self.first, &describe).await
    }

    async fn propose(&self, at: Saved) -> Result<Saved, Failure> {
        let Saved { amendment, version } = at;
        self.town.run(&self.first, &ProposeAmendment { amendment, version }).await
    }

    async fn confirm(&self, by: &Actor, at: Saved) -> Result<Saved, Failure> {
        let Saved { amendment, version } = at;
        self.town.run(by, &ConfirmAmendment { amendment, version }).await
    }

    async fn view(&self, at: Saved) -> AmendmentView {
        find(&self.town.app, &self.first, at.amendment).await.unwrap()
    }

    /// From draft to a version of the document.
    async fn amended(&self, changes: Vec<Change>, day: &str) -> Digest {
        let mut at = self.open().await;
        for change in changes {
            at = self.change(at, change).await.unwrap();
        }
        at = self.describe(at, day).await.unwrap();
        at = self.propose(at).await.unwrap();
        at = self.confirm(&self.second, at).await.unwrap();
        self.view(at).await.pack.unwrap()
    }

    /// The text in force now.
    async fn in_force(&self) -> std::sync::Arc<regulation::Governing> {
        let all = setting::view::documents(&self.town.app, &self.first).await.unwrap();
        let one = all.into_iter().find(|one| one.governing.document == self.town.document).unwrap();
        one.governing
    }

    fn on(&self, day: &str) {
        self.town.clock.set(format!("{day}T00:00:00+09:00").parse().unwrap());
    }
}

fn keys<T: std::fmt::Debug>(failure: Result<T, Failure>) -> Vec<(String, String)> {
    match failure {
        Err(Failure::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.key)).collect(),
        other => panic!("{other:?}"),
    }
}

fn pair(field: &str, key: &str) -> (String, String) {
    (field.to_owned(), key.to_owned())
}

fn says(clause: &str, ja: &str) -> Change {
    Change::Clause(ClauseText { clause: clause.to_owned(), ja: ja.to_owned(), ..ClauseText::default() })
}
