//! Whose turn it is: steps of running cases that wait for one person, for 今日の仕事.
//!
//! Nothing of it is stored but what the acts store anyway. What is known of a thing is read once for all its cases, and again
//! only after somebody did something in the body.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{AccountId, Action, CaseId, Digest, Localized, TenantId, case::Case, record::Subject};
use tatefuda_regulation::{ClauseRef, Facts};
use tatefuda_store::{Tx, audit::audit_head, case};

use super::stand;
use crate::{
    actor::{Actor, Via},
    core::App,
    facts::{self, Asker},
    failure::Failure,
    governing::Governing,
    post::people::Names,
    query::Look,
};

/// Most running cases that are looked through, the oldest first. Whatever more there are stand in the list.
const MANY: i64 = 300;

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
    /// As the ledger has it; empty where no account is concerned.
    pub account_name: String,
    /// By its id in the text.
    pub step: String,
    /// The text's word for it.
    pub label: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Until when it must be done, where that can be told.
    pub due: Option<Timestamp>,
    /// That moment is over.
    pub late: bool,
}

/// The steps of running cases that wait for whoever looks, the latest ones first.
pub(crate) async fn turns(look: &mut Look<'_>, names: &Names) -> Result<Vec<Turn>, Failure> {
    let (app, actor) = (look.app, look.actor);
    let (Some(person), Some(capacity)) = (actor.named(), actor.capacity) else { return Ok(vec![]) };
    let running = case::running(look.tx, actor.tenant, MANY).await?.readable();
    if running.is_empty() {
        return Ok(vec![]);
    }
    let seen = audit_head(look.tx, actor.tenant).await?.seq;
    let mut texts: BTreeMap<(String, Digest, Digest), Option<Arc<Governing>>> = BTreeMap::new();
    let mut asker: Option<Asker> = None;
    let mut asked: BTreeMap<(Subject, Digest), Option<Facts>> = BTreeMap::new();
    let mut found = vec![];
    for one in running {
        let key = (one.document.clone(), one.pack, one.house);
        let text = match texts.get(&key) {
            Some(known) => known.clone(),
            None => {
                let text = told(stand::text(app, look.tx, actor.tenant, &one, look.at).await)?;
                texts.insert(key, text.clone());
                text
            }
        };
        let Some(text) = text else { continue };
        let ask = stand::ask(Action::StepDo, &one, &text)?;
        let thing = (one.subject.clone(), one.pack);
        if !asked.contains_key(&thing) {
            let known = told(known(app, look.tx, actor.tenant, &one, &text, seen, look.at).await)?;
            let facts = match known {
                Some(known) => {
                    if asker.is_none() {
                        asker = Some(Asker::load(app, look.tx, actor, &ask, &text, None, look.at).await?);
                    }
                    let Some(asker) = &asker else { continue };
                    Some(facts::of_actor(actor, &ask, &text, (*known).clone(), asker, look.at)?)
                }
                None => None,
            };
            asked.insert(thing.clone(), facts);
        }
        let Some(Some(facts)) = asked.get(&thing) else { continue };
        let Some(course) = text.regulation.course(&ask.question(look.at, facts)) else { continue };
        for step in course.open().filter(|step| step.is_for(&person.to_string(), &capacity.to_string())) {
            found.push(Turn {
                case: one.id,
                procedure: course.label.clone(),
                title: one.title.clone(),
                account: one.account,
                account_name: one.account.map(|account| names.account(account)).unwrap_or_default(),
                step: step.id.clone(),
                label: step.label.clone(),
                clauses: step.clauses.clone(),
                due: step.due,
                late: step.late,
            });
        }
    }
    found.sort_by_key(|turn| (!turn.late, turn.due.is_none(), turn.due));
    Ok(found)
}

/// Where a text or a row cannot be read nobody can tell: it stands on the page of those.
fn told<T>(result: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match result {
        Ok(one) => Ok(Some(one)),
        Err(Failure::State { .. } | Failure::Unreadable(_) | Failure::Internal(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What is known of the thing that a case is about, whoever asks; read again once anything was done in the body.
async fn known(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    case: &Case,
    text: &Arc<Governing>,
    seen: u64,
    at: Timestamp,
) -> Result<Arc<Facts>, Failure> {
    let settings = text.regulation.settings().digest();
    let key = format!("{tenant}:{seen}:{}:{}:{}:{settings}", case.subject.kind, case.subject.id, case.pack);
    if let Some(known) = app.kept.get(&key) {
        return Ok(known);
    }
    let ask = stand::ask(Action::StepDo, case, text)?;
    let facts = Arc::new(facts::known(app, tx, &Actor::nobody(tenant, Via::Worker), &ask, at).await?);
    app.kept.put(&key, Arc::clone(&facts));
    Ok(facts)
}
