//! Whose turn it is: steps of running cases that wait for one person, for 今日の仕事. In some statements, however many run.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, CaseId, Digest, Localized,
    case::Case,
    duty::{Found, FoundState},
};
use tatefuda_regulation::ClauseRef;
use tatefuda_store::case;

use crate::{
    case::text_of,
    failure::{Failure, left_out},
    governing::Governing,
    post::people::Names,
    query::Look,
};

/// A step that waits for a person.
#[derive(Debug, Clone, Serialize)]
pub struct Turn {
    pub case: CaseId,
    /// The text's word for the procedure.
    pub procedure: Localized,
    /// What it is about, in words.
    pub title: String,
    /// The account concerned.
    pub account: Option<AccountId>,
    pub account_name: String,
    pub step: String,
    /// The text's word for it.
    pub label: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Until when it must be done, where that can be told.
    pub due: Option<Timestamp>,
    /// That moment is over.
    pub late: bool,
    /// It comes today or on the next working day.
    pub soon: bool,
}

/// Found steps as they are shown, the latest ones first.
pub(super) async fn turns(look: &mut Look<'_>, names: &Names, found: &[Found]) -> Result<Vec<Turn>, Failure> {
    let ids: Vec<&str> = found.iter().map(|one| one.instance.as_str()).collect();
    let cases = case::of_ids(look.tx, look.actor.tenant, &ids).await;
    let cases = left_out(cases.map(tatefuda_store::Rows::readable))?;
    let cases: BTreeMap<String, Case> = cases.into_iter().map(|case| (case.id.to_string(), case)).collect();
    let mut texts: BTreeMap<(String, Digest, Digest), Option<Arc<Governing>>> = BTreeMap::new();
    let mut turns = vec![];
    for one in found {
        let Some(case) = cases.get(&one.instance).filter(|case| case.running().is_ok()) else { continue };
        let key = (case.document.clone(), case.pack, case.house);
        let text = match texts.get(&key) {
            Some(known) => known.clone(),
            None => {
                // Where its text cannot be read any more its own page says so.
                let text = match text_of(look.app, look.tx, look.actor.tenant, case, look.at).await {
                    Ok(text) => Some(text),
                    Err(Failure::State { .. } | Failure::Unreadable(_) | Failure::Internal(_)) => None,
                    Err(other) => return Err(other),
                };
                texts.insert(key, text.clone());
                text
            }
        };
        let Some(text) = text else { continue };
        let Some(declared) = text.regulation.procedure(&case.procedure) else { continue };
        let id = one.item.split_once('/').map(|(_, step)| step).unwrap_or_default();
        let Some(step) = declared.steps.iter().find(|step| step.id == id) else { continue };
        let clauses = if step.clauses.is_empty() { &declared.clauses } else { &step.clauses };
        turns.push(Turn {
            case: case.id,
            procedure: declared.label.clone(),
            title: case.title.clone(),
            account: case.account,
            account_name: case.account.map(|account| names.account(account)).unwrap_or_default(),
            step: step.id.clone(),
            label: step.label.clone(),
            clauses: text.regulation.cited(clauses),
            due: one.due,
            late: one.due.is_some_and(|due| due < look.at),
            soon: one.state == FoundState::Warns && one.due.is_some_and(|due| look.at <= due),
        });
    }
    turns.sort_by_key(|turn| (!turn.late, turn.due.is_none(), turn.due));
    Ok(turns)
}
