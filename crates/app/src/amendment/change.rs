//! What a draft changes, and what decided it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AmendmentId,
    amendment::{Change, Event},
};
use utoipa::ToSchema;

use super::{CHANGES_MAX, LINE_MAX, Saved, check, moved, newest, outcome::base, seen};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
};

/// Enters one change, in the place of what was entered for the same thing before.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentChangeInput)]
pub struct ChangeAmendment {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
    /// What is changed.
    pub change: Change,
}

/// Takes back what was entered for a thing.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentUndo)]
pub struct UndoChange {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
    /// For what, as the amendment lists its changes: `clause:ABC-5`.
    pub change: String,
}

/// Says what decided the amendment and from when it is in force. What is not known yet is left out; to put it forward
/// takes all of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentSource)]
pub struct DescribeAmendment {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
    /// As the public reads it: 告示第15号.
    #[serde(default)]
    pub source: String,
    /// The document of the decision: 令和8年総第12号.
    #[serde(default)]
    pub decision: String,
    /// The day of the decision (決裁日).
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub decided_on: Option<Date>,
    /// The first day in force (施行日), not before today.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
}

/// Lets a draft start from the newest version of its document, where that has moved on meanwhile. What was entered stays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentVersion)]
pub struct RebaseAmendment {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
}

impl Command for ChangeAmendment {
    const NAME: &'static str = "amendment.change";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        let base = base(cx.app, cx.tx, cx.tenant(), &amendment).await?;
        let change = check::change(&base, &amendment, &self.change)?;
        let key = change.key();
        let there = amendment.changes.iter().any(|one| one.key() == key);
        if !there && amendment.changes.len() >= CHANGES_MAX {
            return Err(Failure::invalid("change", "amendment-too-many"));
        }
        cx.detail("change", key);
        cx.detail("to", serde_json::to_string(&change).map_err(Failure::internal)?);
        moved(cx, amendment, Event::Put(change)).await
    }
}

impl Command for UndoChange {
    const NAME: &'static str = "amendment.undo";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        cx.detail("change", &self.change);
        moved(cx, amendment, Event::Drop(self.change.clone())).await
    }
}

impl Command for DescribeAmendment {
    const NAME: &'static str = "amendment.describe";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        let mut input = Check::default();
        let source = check::line(&mut input, "source", &self.source, LINE_MAX);
        let decision = check::line(&mut input, "decision", &self.decision, LINE_MAX);
        let base = base(cx.app, cx.tx, cx.tenant(), &amendment).await?;
        let today = check::day(&base, cx.at);
        input.that(self.from.is_none_or(|from| today <= from), "from", "amendment-day-past");
        input.that(self.decided_on.is_none_or(|day| day <= today), "decided_on", "amendment-day-ahead");
        input.done()?;
        for (field, text) in [("source", &source), ("decision", &decision)] {
            cx.detail(field, text);
        }
        for (field, day) in [("decided_on", self.decided_on), ("from", self.from)] {
            cx.detail(field, day.map(|day| day.to_string()).unwrap_or_default());
        }
        let event = Event::Describe { source, decision, decided_on: self.decided_on, from: self.from };
        moved(cx, amendment, event).await
    }
}

impl Command for RebaseAmendment {
    const NAME: &'static str = "amendment.rebase";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        let newest = newest(cx.tx, cx.tenant(), &amendment.document, cx.at).await?.ok_or(Failure::NotFound)?;
        cx.before(amendment.base);
        cx.after(newest.pack);
        moved(cx, amendment, Event::Rebase(newest.pack)).await
    }
}
