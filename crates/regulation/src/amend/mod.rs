//! 改正: changes that a body enters on forms, applied to the files of its pack. Whatever they do not touch stays as it is
//! written, remarks of the pack's authors included.

mod clause;
mod files;
mod listed;
mod problem;
mod strike;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Localized, amendment::Change};
use utoipa::ToSchema;

use self::files::Files;
pub use self::problem::Problem;
use crate::pack::{Pack, PackSource};

/// How the amended text calls itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The first day in force; also its version.
    pub from: Date,
    /// What is noted in the file beside the version: which decision it was.
    pub remark: String,
}

/// The files after the changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amended {
    pub source: PackSource,
    /// What rested on clauses that are struck.
    pub ended: Vec<Ended>,
    /// What cannot be done; the files lack it.
    pub problems: Vec<Problem>,
}

/// Something that rested on a clause alone that is struck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentEnd)]
pub struct Ended {
    /// Id of the clause.
    pub clause: String,
    /// What kind of item of the pack it is: `rule`, `duty`, `record`.
    pub section: String,
    pub id: String,
    /// What it is called, or what it says where it has no name.
    pub label: Localized,
    /// It stays, without a clause to rest on: others still use it.
    pub stays: bool,
}

/// Applies changes to the text of a pack. `head`: how it calls itself then, once its day is known.
///
/// Nothing is looked up anywhere else: whether the outcome holds together says [`Pack::load`], whose errors
/// [`Problem::of`] tells by what they are about.
pub fn amend(base: &Pack, changes: &[Change], head: Option<&Head>) -> Amended {
    let mut files = match Files::read(base.source()) {
        Ok(files) => files,
        Err(problem) => return Amended { source: base.source().clone(), ended: vec![], problems: vec![problem] },
    };
    let mut ended = vec![];
    let mut problems = vec![];
    for change in changes {
        let done = match change {
            Change::Clause(text) => clause::change(&mut files, base, text),
            Change::NewClause(new) => clause::add(&mut files, base, new),
            Change::Strike { clause } => strike::strike(&mut files, clause).map(|more| ended.extend(more)),
            Change::Account(listed) => listed::account(&mut files, listed),
            Change::Unlist { account } => listed::remove(&mut files, account),
            Change::Value { parameter, value } => listed::value(&mut files, base, parameter, value),
            Change::Step { chain, step, by } => listed::step(&mut files, chain, step, by),
        };
        if let Err(problem) = done {
            problems.push(problem.of_change(change.key()));
        }
    }
    if let Some(head) = head {
        files.head(head);
    }
    Amended { source: files.source(), ended, problems }
}

/// The id of a clause that is added at a place of the text.
pub fn clause_id(base: &Pack, place: &str) -> String {
    let prefix = base.clauses.first().and_then(|clause| clause.id.split_once('-')).map(|(prefix, _)| prefix);
    match prefix {
        Some(prefix) => format!("{prefix}-{place}"),
        None => place.to_owned(),
    }
}
