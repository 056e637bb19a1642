//! The things that the clock looks at: accounts, the body, people and what happened, each under the text that governs it.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{AccountId, Action, TenantId, record::Subject};
use tatefuda_regulation::ProcedureSubject;
use tatefuda_store::{Tx, account, case, duty::Looked};

use crate::{
    core::App,
    facts::{Ask, INCIDENT, SubjectRef, org},
    failure::{Failure, left_out},
    governing::{self, Governing},
};

/// Most incidents that run at once and are looked at.
const MANY: i64 = 5_000;

/// A thing, and the text under which it is looked at.
#[derive(Clone)]
pub(super) struct Thing {
    /// The key under which it is remembered.
    pub key: Looked,
    /// As questions name it.
    pub on: SubjectRef,
    pub text: Arc<Governing>,
    /// From when on it can owe something; absent: since the text is in force.
    pub since: Option<Timestamp>,
}

/// A thing as questions name it; none: nothing is asked about such a thing.
pub(super) fn reference(subject: &Subject, account: Option<AccountId>) -> Option<SubjectRef> {
    Some(match subject.kind.as_str() {
        "account" => SubjectRef::Account(subject.id.parse().ok()?),
        "person" => SubjectRef::Person(subject.id.parse().ok()?),
        INCIDENT => SubjectRef::Incident { case: subject.id.parse().ok()?, account },
        "body" => SubjectRef::Body,
        _ => return None,
    })
}

/// The question about what a thing owes.
pub(super) fn question(on: &SubjectRef, document: Option<&str>) -> Ask {
    let mut ask = Ask::new(Action::DutyAnswer, on.clone());
    ask.document = document.map(str::to_owned);
    ask
}

/// The word of texts for what a thing is.
pub(super) const fn subject_of(on: &SubjectRef) -> ProcedureSubject {
    match on {
        SubjectRef::Account(_) => ProcedureSubject::Account,
        SubjectRef::Person(_) => ProcedureSubject::Person,
        SubjectRef::Incident { .. } => ProcedureSubject::Incident,
        SubjectRef::Target { .. } | SubjectRef::Draft(_) => ProcedureSubject::Post,
        SubjectRef::Body => ProcedureSubject::Body,
    }
}

fn thing(tenant: TenantId, on: SubjectRef, text: &Arc<Governing>, since: Option<Timestamp>) -> Thing {
    let subject = on.subject(tenant);
    let key = Looked { document: text.document.clone(), kind: subject.kind, id: subject.id };
    Thing { key, on, text: Arc::clone(text), since }
}

/// Everything of a body that is looked at.
pub(super) async fn all(app: &App, tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<Vec<Thing>, Failure> {
    let documents = governing::documents(app, tx, tenant, at).await?;
    let (mut things, mut services) = (vec![], BTreeMap::new());
    for account in left_out(account::list(tx, tenant).await.map(tatefuda_store::Rows::readable))? {
        services.insert(account.id, account.service.clone());
        // Where several texts speak of its service nobody can tell which of them it owes something.
        let Ok(text) = documents.find(Some(&account.service)) else { continue };
        let since = account.state.run().map(|run| run.since).unwrap_or(account.registered_at);
        things.push(thing(tenant, SubjectRef::Account(account.id), &text, Some(since.max(account.registered_at))));
    }
    let org = org::load(app, tx, tenant).await?;
    for text in documents.each() {
        things.push(thing(tenant, SubjectRef::Body, text, None));
        // Of people only texts that ask something of each of them want anything: a body has thousands.
        let mut procedures = text.regulation.body().procedures.iter();
        let of_people = procedures.any(|one| one.subject == ProcedureSubject::Person);
        if text.regulation.duties(ProcedureSubject::Person).next().is_none() && !of_people {
            continue;
        }
        for person in org.people.values().filter(|one| one.ended_at.is_none_or(|ended| at < ended)) {
            let first = org.running(person.id, at).map(|one| one.span.from).min();
            if let Some(first) = first {
                things.push(thing(tenant, SubjectRef::Person(person.id), text, Some(first)));
            }
        }
    }
    for (subject, account) in case::incidents(tx, tenant, MANY).await? {
        let service = account.and_then(|id| services.get(&id));
        let Ok(text) = documents.find(service) else { continue };
        things.extend(reference(&subject, account).map(|on| thing(tenant, on, &text, None)));
    }
    Ok(things)
}

/// One thing under the text that governs it; none: no text does.
pub(super) async fn one(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    on: SubjectRef,
    at: Timestamp,
) -> Result<Option<Thing>, Failure> {
    let account = match on.account() {
        Some(id) => account::get(tx, tenant, id).await?,
        None => None,
    };
    let documents = governing::documents(app, tx, tenant, at).await?;
    let Ok(text) = documents.find(account.as_ref().map(|account| &account.service)) else { return Ok(None) };
    let since = account.filter(|_| matches!(on, SubjectRef::Account(_))).map(|account| {
        account.state.run().map(|run| run.since).unwrap_or(account.registered_at).max(account.registered_at)
    });
    Ok(Some(thing(tenant, on, &text, since)))
}
