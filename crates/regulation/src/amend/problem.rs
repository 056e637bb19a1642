//! What is wrong with an amended text, told by what it is about and not by lines of files.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Localized, amendment::Change};
use utoipa::ToSchema;

use super::clause_id;
use crate::pack::{Pack, PackError, PackErrors, PackSource};

/// Something that stands in the way of an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentProblem)]
pub struct Problem {
    /// A stable word.
    pub code: String,
    /// What is wrong.
    pub message: Localized,
    /// What would be right; may be empty.
    pub help: Localized,
    /// The change that it comes from, where that is known.
    pub change: Option<String>,
    /// What it is about: kind and id of the item of the pack, `rule needs-permit`; empty: the text as a whole.
    pub item: String,
}

impl Problem {
    pub(super) fn new(code: &str, message: Localized, help: Localized) -> Self {
        Self { code: code.to_owned(), message, help, change: None, item: String::new() }
    }

    pub(super) fn of_change(mut self, key: String) -> Self {
        self.change = Some(key);
        self
    }

    /// The errors of an amended text. `base`: the text from which it was made by `changes`.
    pub fn of(base: &Pack, source: &PackSource, changes: &[Change], errors: &PackErrors) -> Vec<Self> {
        let errors = errors.errors.iter();
        errors.map(|error| of_error(base, source, changes, error)).collect()
    }
}

fn of_error(base: &Pack, source: &PackSource, changes: &[Change], error: &PackError) -> Problem {
    let (section, id) = item(source, error).unwrap_or_default();
    let quoted = |name: &str| error.message.en.contains(&format!("{name:?}"));
    let mine = changes.iter().find(|change| match change {
        Change::Clause(text) => section == "clause" && text.clause == id,
        Change::NewClause(new) => section == "clause" && clause_id(base, &new.place) == id,
        Change::Account(listed) => section == "account" && listed.account == id,
        Change::Value { parameter, .. } => section == "parameter" && *parameter == id,
        Change::Step { chain, .. } => section == "chain" && *chain == id,
        Change::Strike { .. } | Change::Unlist { .. } => false,
    });
    // What is gone is named by whatever still rests on it.
    let gone = || {
        changes.iter().find(|change| match change {
            Change::Strike { clause } => quoted(clause),
            Change::Unlist { account } => quoted(account),
            _ => false,
        })
    };
    Problem {
        code: error.code.to_owned(),
        message: error.message.clone(),
        help: error.help.clone(),
        change: mine.or_else(gone).map(Change::key),
        item: if section.is_empty() { String::new() } else { format!("{section} {id}") },
    }
}

/// The item of a file in which an error stands.
fn item(source: &PackSource, error: &PackError) -> Option<(String, String)> {
    let lines: Vec<&str> = source.files.get(&error.file)?.lines().collect();
    let here = error.line.min(lines.len());
    let begin = lines[..here].iter().rposition(|line| line.starts_with("[[") && !line.contains('.'))?;
    let section = lines[begin].trim_matches(['[', ']', ' ']).to_owned();
    let own = lines[begin + 1..].iter().take_while(|line| !line.starts_with("[["));
    let id = own.filter_map(|line| line.strip_prefix("id")).find_map(|rest| rest.split('"').nth(1));
    Some((section, id.unwrap_or_default().to_owned()))
}
