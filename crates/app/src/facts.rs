//! Assembles the facts of a question inside the transaction of the act (decision 0002).
//!
//! One provider per noun, which hands it over (`noun`). What nobody can supply stays absent; nothing is guessed.

mod asked;
mod builder;
mod events;
mod kept;
pub mod org;
mod question;
mod records;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use tatefuda_domain::{Action, Service, TenantId};
pub use tatefuda_regulation::coverage::Part;
use tatefuda_regulation::{ActorFact, Fact, Facts, FieldPath, SubjectFact};
use tatefuda_store::{Tx, account::get as account_get, answer::settings_snapshot_put};

pub use asked::Asked;
pub use builder::FactsBuilder;
pub(crate) use kept::Kept;
pub use question::{Ask, DraftSubject, INCIDENT, SubjectKind, SubjectRef};

use crate::{
    actor::{Actor, Via},
    core::App,
    failure::{Failure, left_out},
    governing::{self, Governing},
    query::{Sees, open},
};

/// Supplied here: who acts.
const SUPPLIES: &[&str] = &["actor.kind", "actor.person"];

/// No send starts while a copy may be in doubt; a word of the reasons why a send waits.
pub const COPIED: &str = "copied";
/// No send starts while all sending of the body is stopped.
pub const STOPPED: &str = "stopped";

/// The fields that no noun supplies: who acts, the organisation, records, what an asking command adds.
pub(crate) fn supplied() -> impl Iterator<Item = &'static str> {
    [SUPPLIES, records::SUPPLIES, question::SUPPLIES, org::SUPPLIES].into_iter().flatten().copied()
}

/// Events whose last time no noun knows.
pub(crate) fn events() -> impl Iterator<Item = &'static str> {
    events::SUPPLIES.iter().copied()
}

/// The typed parts of facts that are assembled here, beside the fields.
pub const PARTS: &[Part] = &[Part::Given, Part::Organisation, Part::Procedures, Part::Records, Part::Steps];

/// Asks without storing anything: for screens and previews.
///
/// # Errors
/// No regulation is in force, or the database fails.
pub async fn preview(app: &App, actor: &Actor, ask: Ask) -> Result<Asked, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let asked = self::ask(app, &mut tx, actor, ask, app.env.now()).await?;
    tx.rollback().await?;
    Ok(asked)
}

/// Assembles the facts that the rules of the action read, and asks.
///
/// # Errors
/// No regulation is in force, or the database fails. A refusal is an answer, not an error.
pub async fn ask(app: &App, tx: &mut Tx, actor: &Actor, ask: Ask, now: Timestamp) -> Result<Asked, Failure> {
    let at = ask.at.unwrap_or(now);
    let (governing, service) = governed(app, tx, actor, &ask, at).await?;
    let facts = of_subject(app, tx, actor, &ask, &governing, service, at).await?;
    let needed = governing.regulation.needed(ask.action);
    let asker = Asker::load(app, tx, actor, &ask, &governing, Some(needed), at).await?;
    let facts = of_actor(actor, &ask, &governing, facts, &asker, at)?;
    // Of a later time nobody can tell; it is asked again then.
    let halts = if goes_out(ask.action) && at <= now { halted(tx, actor.tenant).await? } else { vec![] };
    Ok(answered(ask, governing, facts, at, now, &halts, actor.tenant))
}

/// The document that is asked, and the service by which it was found.
async fn governed(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    ask: &Ask,
    at: Timestamp,
) -> Result<(Arc<Governing>, Option<Service>), Failure> {
    let tenant = actor.tenant;
    let service = match ask.subject.account() {
        // An account whose row cannot be read leaves the service unknown; that it was lost is said below.
        Some(account) => left_out(account_get(tx, tenant, account).await)?.map(|account| account.service),
        None => None,
    };
    let governing = match (&ask.candidate, &ask.document) {
        (Some(candidate), _) => Arc::clone(candidate),
        (None, Some(document)) => governing::document(app, tx, tenant, document, at).await?,
        (None, None) => governing::find(app, tx, tenant, service.as_ref(), at).await?,
    };
    Ok((governing, service))
}

/// What is known of a subject at a time, whoever asks: to be kept and asked about again.
pub(crate) async fn known(app: &App, tx: &mut Tx, actor: &Actor, ask: &Ask, at: Timestamp) -> Result<Facts, Failure> {
    let (governing, service) = governed(app, tx, actor, ask, at).await?;
    of_subject(app, tx, actor, ask, &governing, service, at).await
}

/// What stands in the way of every send of the body at the moment.
pub(crate) async fn halted(tx: &mut Tx, tenant: TenantId) -> Result<Vec<String>, Failure> {
    let halts = tatefuda_store::stop::halts(tx, tenant).await?;
    let copied = halts.copied.then(|| COPIED.to_owned());
    Ok(copied.into_iter().chain(halts.stopped.then(|| STOPPED.to_owned())).collect())
}

/// Whether an act brings something out, so that whatever halts all sending halts it.
const fn goes_out(action: Action) -> bool {
    matches!(action, Action::PostPublish | Action::PostCorrect)
}

/// Asks, with everything at hand.
pub(crate) fn answered(
    ask: Ask,
    governing: Arc<Governing>,
    mut facts: Facts,
    at: Timestamp,
    now: Timestamp,
    halts: &[String],
    tenant: TenantId,
) -> Asked {
    if goes_out(ask.action) && at <= now {
        facts.halts.extend_from_slice(halts);
    }
    let answer = governing.regulation.ask(&ask.question(at, &facts));
    let subject = ask.subject.subject(tenant);
    Asked { ask, at, subject, facts, answer, governing }
}

/// What is known of a subject, whoever asks. [`of_actor`] adds who asks and the organisation around them; apart, this can
/// be kept and asked about again for others.
async fn of_subject(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    ask: &Ask,
    governing: &Governing,
    service: Option<Service>,
    at: Timestamp,
) -> Result<Facts, Failure> {
    let tenant = actor.tenant;
    let mut facts = nobody();
    if !matches!(ask.subject, SubjectRef::Body) {
        let subject = ask.subject.subject(tenant);
        facts.subject = Some(SubjectFact {
            kind: subject.kind,
            id: subject.id,
            digest: None,
            service: service.map(|service| service.to_string()),
            account: ask.subject.account().map(|id| id.to_string()),
            account_class: None,
        });
    }
    facts.given.clone_from(&ask.given);
    let mut builder = builder(facts, tenant, ask, governing, at);
    for noun in app.nouns {
        if let Some(facts) = noun.facts.filter(|facts| !facts.of_actor()) {
            builder.from(facts.supplies());
            let done = facts.fill(app, tx, actor, &mut builder).await;
            builder.whole(noun.name, done)?;
        }
    }
    builder.from(records::SUPPLIES);
    let done = records::fill(tx, &mut builder).await;
    builder.whole("records", done)?;
    builder.from(question::SUPPLIES);
    for (path, value) in &ask.fields {
        builder.set(path, value.clone());
    }
    events::fill(governing, &mut builder);
    for facts in app.nouns.iter().filter_map(|noun| noun.facts) {
        let done = facts.happened(app, tx, &mut builder).await;
        builder.whole("events", done)?;
    }
    Ok(builder.finish())
}

/// Who asks, and the organisation, read once for any number of questions.
pub(crate) struct Asker {
    org: Arc<org::Org>,
    fields: BTreeMap<String, Fact>,
    /// Nouns of which a row could not be read, why, and what they would have supplied.
    lost: Vec<(&'static str, String, &'static [&'static str])>,
}

impl Asker {
    /// Reads it; with `needed` only what is needed.
    pub(crate) async fn load(
        app: &App,
        tx: &mut Tx,
        actor: &Actor,
        ask: &Ask,
        governing: &Governing,
        needed: Option<BTreeSet<FieldPath>>,
        at: Timestamp,
    ) -> Result<Self, Failure> {
        let providers =
            || app.nouns.iter().filter_map(|noun| Some((noun.name, noun.facts.filter(|one| one.of_actor())?)));
        let all = || providers().flat_map(|(_, one)| one.supplies()).map(|path| (*path).into()).collect();
        let needed = needed.unwrap_or_else(all);
        let mut builder = FactsBuilder::new(nobody(), needed, actor.tenant, &governing.regulation, ask, at);
        let mut lost = vec![];
        for (name, provider) in providers() {
            builder.from(provider.supplies());
            match provider.fill(app, tx, actor, &mut builder).await {
                Err(Failure::Unreadable(why)) => lost.push((name, why.to_string(), provider.supplies())),
                done => done?,
            }
        }
        let org = org::load(app, tx, actor.tenant).await?;
        Ok(Self { org, fields: builder.finish().fields, lost })
    }
}

/// Adds who asks, and the organisation around them and around what is asked about.
pub(crate) fn of_actor(
    actor: &Actor,
    ask: &Ask,
    governing: &Governing,
    mut facts: Facts,
    asker: &Asker,
    at: Timestamp,
) -> Result<Facts, Failure> {
    facts.actor = ActorFact {
        person: actor.named().map(|id| id.to_string()).unwrap_or_default(),
        capacity: actor.capacity.map(|id| id.to_string()).unwrap_or_default(),
        // The worker acts for the person who scheduled.
        kind: if actor.named().is_none() && actor.via != Via::Worker { "machine" } else { "staff" }.to_owned(),
    };
    let (kind, person) = (facts.actor.kind.clone(), facts.actor.person.clone());
    let mut builder = builder(facts, actor.tenant, ask, governing, at);
    builder.from(SUPPLIES).set("actor.kind", kind).set("actor.person", person);
    for (path, fact) in &asker.fields {
        builder.take(path, fact);
    }
    for (name, why, supplies) in &asker.lost {
        if supplies.iter().any(|path| builder.needs(path)) {
            builder.lost(name, why);
        }
    }
    builder.from(org::SUPPLIES);
    let done = org::fill(&asker.org, &mut builder);
    builder.whole("org", done)?;
    // Said when it is asked: what was kept before may rest on settings that can be read no more.
    if let Some(why) = &governing.unreadable {
        builder.lost("settings", why);
    }
    Ok(builder.finish())
}

fn nobody() -> Facts {
    Facts::of(ActorFact { person: String::new(), capacity: String::new(), kind: String::new() })
}

fn builder<'a>(
    facts: Facts,
    tenant: TenantId,
    ask: &'a Ask,
    governing: &'a Governing,
    at: Timestamp,
) -> FactsBuilder<'a> {
    let mut needed = governing.regulation.needed(ask.action);
    if ask.papers {
        needed.extend(governing.regulation.document_fields());
    }
    FactsBuilder::new(facts, needed, tenant, &governing.regulation, ask, at)
}

/// Keeps the settings on which an answer rests, for replay.
pub(crate) async fn keep_settings(
    tx: &mut Tx,
    tenant: TenantId,
    governing: &Governing,
    at: Timestamp,
) -> Result<(), Failure> {
    Ok(settings_snapshot_put(tx, tenant, governing.regulation.settings(), at).await?)
}
