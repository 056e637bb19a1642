//! What the clock found, for a person, of an account, of the whole body.

use std::{collections::BTreeMap, sync::Arc};

use tatefuda_domain::{
    AccountId, Localized,
    duty::{Found, FoundKind},
};
use tatefuda_regulation::Met;
use tatefuda_store::duty;

use super::view::DutyRow;
use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, left_out},
    governing::{self, Governing},
    post::{list::names, people::Names},
    query::{Look, Query, query},
    reads::Reads,
};

/// Most lines of a list, what ends first at first.
pub const MANY: i64 = 500;

/// What waits for whoever looks in the appointment in which they look, and what they are told.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn own(app: &App, actor: &Actor) -> Result<Vec<DutyRow>, Failure> {
    query(app, actor, &Lines(Of::Own)).await
}

/// What waits on an account.
///
/// # Errors
/// As [`own`].
pub async fn of_account(app: &App, actor: &Actor, account: AccountId) -> Result<Vec<DutyRow>, Failure> {
    query(app, actor, &Lines(Of::Account(account))).await
}

/// What waits in the whole body.
///
/// # Errors
/// As [`own`].
pub async fn all(app: &App, actor: &Actor) -> Result<Vec<DutyRow>, Failure> {
    query(app, actor, &Lines(Of::Body)).await
}

enum Of {
    Own,
    Account(AccountId),
    Body,
}

struct Lines(Of);

impl Query for Lines {
    const READS: Reads<Self> = Reads::Open;
    type Out = Vec<DutyRow>;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Vec<DutyRow>, Failure> {
        let tenant = look.actor.tenant;
        let found = match self.0 {
            Of::Own => found(look).await?,
            Of::Account(account) => {
                left_out(duty::found_of(look.tx, tenant, account, MANY).await.map(tatefuda_store::Rows::readable))?
            }
            Of::Body => left_out(duty::found_all(look.tx, tenant, MANY).await.map(tatefuda_store::Rows::readable))?,
        };
        let names = names(look.app, look.tx, look.actor).await?;
        rows(look, &names, &found).await
    }
}

/// What was found for whoever looks.
pub(crate) async fn found(look: &mut Look<'_>) -> Result<Vec<Found>, Failure> {
    let (Some(person), Some(capacity)) = (look.actor.named(), look.actor.capacity) else { return Ok(vec![]) };
    let found = duty::found_for(look.tx, look.actor.tenant, person, capacity, MANY).await;
    left_out(found.map(tatefuda_store::Rows::readable))
}

/// Duties and what is watched among what was found, in the words of the text; steps stand with their cases.
pub(crate) async fn rows(look: &mut Look<'_>, names: &Names, found: &[Found]) -> Result<Vec<DutyRow>, Failure> {
    if found.iter().all(|one| one.kind == FoundKind::Step) {
        return Ok(vec![]);
    }
    let texts = governing::all(look.app, look.tx, look.actor.tenant, look.at).await?;
    let texts: BTreeMap<&str, &Arc<Governing>> = texts.iter().map(|text| (text.document.as_str(), text)).collect();
    let line = |one: &Found| {
        let regulation = &texts.get(one.document.as_str())?.regulation;
        let words = match one.kind {
            FoundKind::Duty => {
                let duty = regulation.duty(&one.item)?;
                let (answers, record, act) = match &duty.met {
                    Met::Answers(words) => (words.clone(), None, None),
                    Met::Record(kind) => (vec![], Some(kind.clone()), None),
                    Met::Act(act) => (vec![], None, Some(*act)),
                };
                (&duty.label, &duty.message, &duty.clauses, answers, record, act)
            }
            FoundKind::Monitor => {
                let watch = regulation.monitors().find(|watch| watch.id == one.item)?;
                (&watch.label, &watch.message, &watch.clauses, vec![], None, None)
            }
            FoundKind::Step => return None,
        };
        let (label, message, clauses, answers, record, act): (&Localized, &Localized, _, _, _, _) = words;
        Some(DutyRow {
            id: one.id,
            kind: one.kind,
            document: one.document.clone(),
            item: one.item.clone(),
            instance: one.instance.clone(),
            label: label.clone(),
            message: message.clone(),
            clauses: regulation.cited(clauses),
            subject: one.subject.clone(),
            account: one.account,
            account_name: one.account.map(|account| names.account(account)).unwrap_or_default(),
            state: one.state,
            due: one.due,
            late: one.due.is_some_and(|due| due < look.at),
            answers,
            record,
            act,
        })
    };
    Ok(found.iter().filter_map(line).collect())
}
