//! Keeps what the clock found in step with what is done and with the day.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{CaseId, RecordId, TenantId, record::Subject};
use tatefuda_store::{Tx, audit::audit_head, case, duty, record::record_find};

use super::{
    begin::BeginByClock,
    look,
    thing::{self, Thing},
};
use crate::{
    actor::{Actor, Via},
    command::{Command as _, execute},
    core::App,
    facts::INCIDENT,
    failure::Failure,
    hand::Answer,
    noun::{Done, Follows},
    publication::{Finish, Reconcile, Resolve},
    reads::Told,
};

/// How many things are looked at in one transaction.
const AT_ONCE: usize = 20;
/// Within this span nothing but acts changes what was found.
const SPAN: SignedDuration = SignedDuration::from_mins(5);

/// Nouns of whose acts nothing rests that is found.
const NOTHING: &[&str] = &[
    "audit",
    "copy",
    "device",
    "hand",
    "media",
    "notice",
    "outside",
    "pack",
    "password",
    "post",
    "publication",
    "removal",
    "right",
    "session",
    "stop",
    "token",
];
/// Nouns whose acts concern the things that they name.
const NAMED: &[&str] = &["account", "case", "duty", "login", "record"];
/// The acts after which something may have been sent to an account.
const PUBLISHES: [&str; 4] = [Finish::NAME, Reconcile::NAME, Resolve::NAME, Answer::NAME];

/// See [`Follows`].
pub(super) struct Clock;

impl Follows for Clock {
    fn done<'a>(&'a self, app: &'a App, tx: &'a mut Tx, act: &'a Done) -> Told<'a, ()> {
        Box::pin(done(app, tx, act))
    }

    fn tend<'a>(&'a self, app: &'a App, tenant: TenantId) -> Told<'a, bool> {
        Box::pin(tend(app, tenant))
    }
}

async fn done(app: &App, tx: &mut Tx, act: &Done) -> Result<(), Failure> {
    let tenant = act.tenant;
    let noun = act.command.split('.').next().unwrap_or_default();
    if PUBLISHES.contains(&act.command)
        && let Some(post) = act.subject.as_ref().filter(|subject| subject.kind == "post")
    {
        duty::found_stale_sends(tx, tenant, &post.id).await?;
    }
    if noun == "outside"
        && let Some(account) = &act.subject
    {
        duty::found_stale_one(tx, tenant, &account.kind, &account.id).await?;
    }
    if !NAMED.contains(&noun) {
        // What nobody has named as harmless may have changed whatever was found.
        if !NOTHING.contains(&noun) {
            duty::found_stale(tx, tenant).await?;
        }
        if act.happened.is_empty() {
            return Ok(());
        }
    }
    let named = act.subject.iter().chain(&act.touched).chain(act.happened.iter().map(|one| &one.subject));
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for subject in named {
        for one in concerned(tx, tenant, subject).await? {
            if seen.insert((one.kind.clone(), one.id.clone())) {
                again(app, tx, tenant, &one, act.at).await?;
            }
        }
    }
    Ok(())
}

/// The things that an act has changed by changing something.
async fn concerned(tx: &mut Tx, tenant: TenantId, subject: &Subject) -> Result<Vec<Subject>, Failure> {
    match subject.kind.as_str() {
        "case" | INCIDENT => of_case(tx, tenant, &subject.id).await,
        "record" => {
            let Ok(id) = subject.id.parse::<RecordId>() else { return Ok(vec![]) };
            let Some(of) = record_find(tx, tenant, id).await?.map(|record| record.subject) else { return Ok(vec![]) };
            match of.kind.as_str() {
                // What is said of the body or of a person may matter for whatever is looked at.
                "body" | "person" => {
                    duty::found_stale(tx, tenant).await?;
                    Ok(vec![of])
                }
                INCIDENT => of_case(tx, tenant, &of.id).await,
                _ => Ok(vec![of]),
            }
        }
        _ => Ok(vec![subject.clone()]),
    }
}

/// What a case is about, and the account concerned.
async fn of_case(tx: &mut Tx, tenant: TenantId, id: &str) -> Result<Vec<Subject>, Failure> {
    let Ok(id) = id.parse::<CaseId>() else { return Ok(vec![]) };
    let Some(case) = case::get(tx, tenant, id).await? else { return Ok(vec![]) };
    let account = case.account.map(|id| Subject::new("account", id));
    Ok(std::iter::once(case.subject).chain(account).collect())
}

/// Looks at a thing anew, in the transaction of the act.
async fn again(app: &App, tx: &mut Tx, tenant: TenantId, subject: &Subject, at: Timestamp) -> Result<(), Failure> {
    let account = match (subject.kind.as_str(), subject.id.parse::<CaseId>()) {
        (INCIDENT, Ok(id)) => case::get(tx, tenant, id).await?.and_then(|case| case.account),
        _ => None,
    };
    let Some(on) = thing::reference(subject, account) else { return Ok(()) };
    if on.account().is_none() {
        // Several texts may look at it; the one that governs does so now.
        duty::found_stale_one(tx, tenant, &subject.kind, &subject.id).await?;
    }
    match thing::one(app, tx, tenant, on, at).await {
        Ok(Some(thing)) => look::make(app, tx, tenant, &thing, at).await.map(drop),
        Ok(None) | Err(Failure::Unreadable(_) | Failure::State { .. }) => {
            Ok(duty::found_stale_one(tx, tenant, &subject.kind, &subject.id).await?)
        }
        Err(other) => Err(other),
    }
}

/// Looks at a batch of what the day or an act has made stale, and opens what follows.
async fn tend(app: &App, tenant: TenantId) -> Result<bool, Failure> {
    let now = app.env.now();
    let mut tx = app.db.read().await?;
    let seen = audit_head(&mut tx, tenant).await?.seq;
    // Nearly always nothing was done since the last round: then nothing is looked for.
    let span = now.as_second().div_euclid(SPAN.as_secs());
    let key = format!("{seen}:{span}");
    if app.looked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&tenant) == Some(&key) {
        tx.rollback().await?;
        return Ok(false);
    }
    let stale = stale(app, &mut tx, tenant, now).await?;
    tx.rollback().await?;
    if stale.is_empty() {
        app.looked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(tenant, key);
        return Ok(false);
    }
    let mut tx = app.db.write().await?;
    let mut begins: Vec<BeginByClock> = vec![];
    for thing in stale.iter().take(AT_ONCE) {
        begins.extend(look::make(app, &mut tx, tenant, thing, now).await?);
    }
    tx.commit().await?;
    for begin in begins {
        match execute(app, &Actor::program(tenant, Via::Worker), app.env.id(), &begin).await {
            Ok(_) => {}
            // Another worker was faster, it is not so any more, or what would open runs already: looked at again when an act or
            // the next day changes that.
            Err(Failure::State { .. }) => {
                let mut tx = app.db.write().await?;
                duty::found_fresh(&mut tx, tenant, &begin.subject_kind, &begin.subject_id).await?;
                tx.commit().await?;
            }
            Err(error) => tracing::warn!(%error, item = begin.item, "what follows was not opened"),
        }
    }
    Ok(AT_ONCE < stale.len())
}

/// What was not looked at today, or was changed since.
async fn stale(app: &App, tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<Vec<Thing>, Failure> {
    let all = match thing::all(app, tx, tenant, at).await {
        // Without a text nobody owes anything.
        Err(Failure::State { .. } | Failure::Unreadable(_)) => return Ok(vec![]),
        all => all?,
    };
    let Some(first) = all.first() else { return Ok(vec![]) };
    let day = first.text.regulation.day(at).to_string();
    let over = duty::looks_over(tx, tenant, at).await?;
    let mut fresh: BTreeSet<_> = duty::looks(tx, tenant, &day).await?.into_iter().collect();
    over.iter().for_each(|one| {
        fresh.remove(one);
    });
    Ok(all.into_iter().filter(|thing| !fresh.contains(&thing.key)).collect())
}
