//! Packs that a body amended on forms: what comes of it is a pack that lint accepts, or what is wrong is told by what it is
//! about.

#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_domain::amendment::{Change, ClauseText, ListedAccount, NewClause};
use tatefuda_regulation::{
    Pack, PackSource, Settings,
    amend::{Head, Problem, amend},
};
use tatefuda_regulation_tools::{Level, lint};

use crate::support::{house, source};

const BODIES: [&str; 5] = ["packs/takanezawa", "packs/ninohe", "packs/misato", "packs/minato", "packs/kisarazu"];

fn head(day: &str) -> Head {
    Head { from: day.parse().unwrap(), remark: "告示第1号 \"改正\"\n二行目".to_owned() }
}

fn amended(pack: &Pack, changes: &[Change], day: &str) -> PackSource {
    let done = amend(pack, changes, Some(&head(day)));
    assert_eq!(done.problems, []);
    done.source
}

#[track_caller]
fn clean(folder: &str, source: &PackSource) -> Pack {
    let house = house();
    let report = lint(source, Some(&house), &Settings::default(), false);
    let errors: Vec<_> = report.findings.iter().filter(|finding| finding.level == Level::Error).collect();
    assert!(errors.is_empty(), "{folder}: {errors:?}");
    Pack::load(source).unwrap()
}

/// Texts of a clause, an account, values and steps, one after the other; nothing but what was asked for is different.
#[test]
fn three_times_amended_lint_accepts_each() {
    for folder in BODIES {
        let first = Pack::load(&source(folder)).unwrap();
        let clause = first.clauses.last().unwrap().id.to_string();
        let text = ClauseText {
            clause: clause.clone(),
            ja: "改めた「要旨」\\n である。\"引用\"".to_owned(),
            ..ClauseText::default()
        };
        let second = clean(folder, &amended(&first, &[Change::Clause(text)], "2026-12-01"));
        assert_eq!(second.clause(&clause).unwrap().text.ja, "改めた「要旨」\\n である。\"引用\"");
        assert_eq!(second.clauses.len(), first.clauses.len());
        let service = first.header.services[0].clone();
        let new =
            Change::NewClause(NewClause { place: "99(1)".to_owned(), ja: "新設".to_owned(), ..NewClause::default() });
        let account = Change::Account(ListedAccount {
            account: "new-one".to_owned(),
            service,
            name: "新しい名".to_owned(),
            class: first.account_classes.first().map(|class| class.id.clone()).unwrap_or_default(),
            clause: clause.clone(),
            ..ListedAccount::default()
        });
        let third = clean(folder, &amended(&second, &[new, account], "2027-01-01"));
        assert_eq!((third.clauses.len(), third.accounts.len()), (first.clauses.len() + 1, first.accounts.len() + 1));
        let gone = Change::Unlist { account: "new-one".to_owned() };
        let fourth = clean(folder, &amended(&third, &[gone], "2027-02-01"));
        assert_eq!(fourth.accounts.len(), first.accounts.len());
        assert_eq!(fourth.header.version, "2027-02-01");
        assert_eq!((fourth.rules.len(), fourth.duties.len()), (first.rules.len(), first.duties.len()));
    }
}

/// Whatever clause is struck, the outcome holds together, or it is told what does not.
#[test]
fn each_clause_can_be_struck_or_it_is_told_why_not() {
    for folder in BODIES {
        let pack = Pack::load(&source(folder)).unwrap();
        let mut held = 0;
        for clause in &pack.clauses {
            let changes = [Change::Strike { clause: clause.id.to_string() }];
            let done = amend(&pack, &changes, Some(&head("2026-12-01")));
            if !done.problems.is_empty() {
                assert_eq!(done.problems[0].code, "scope-clause", "{folder} {}", clause.id);
                continue;
            }
            match Pack::load(&done.source) {
                Ok(new) => {
                    held += 1;
                    assert!(new.clause(&clause.id).is_none(), "{folder} {}", clause.id);
                }
                Err(errors) => {
                    let told = Problem::of(&pack, &done.source, &changes, &errors);
                    assert!(told.iter().all(|one| !one.message.ja.is_empty()), "{folder} {}", clause.id);
                }
            }
        }
        assert!(held * 2 > pack.clauses.len(), "{folder}: {held} of {}", pack.clauses.len());
    }
}

/// Nothing asked for: nothing changes but scenarios, which speak of the former text.
#[test]
fn nothing_asked_for_changes_nothing() {
    for folder in BODIES {
        let pack = Pack::load(&source(folder)).unwrap();
        assert_eq!(amend(&pack, &[], None).source.digest(), pack.digest(), "{folder}");
    }
}
