//! What is known of an account when the regulation is asked.

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AccountState, Service, TenantId,
    account::{Account, State},
};
use tatefuda_regulation::Value;
use tatefuda_store::{Tx, account, audit::audit_last};
use tatefuda_text::links;

use super::{AddOwner, Change, EndOwner};
use crate::{
    actor::Actor,
    command::Command as _,
    core::App,
    facts::{FactsBuilder, SubjectKind, org},
    failure::Failure,
    noun::Provider,
    post::facts::link_data,
    reads::Told,
};

/// What the ledger knows. It speaks of the account of a post too.
pub(super) struct Ledger;

impl Provider for Ledger {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Account]
    }

    fn supplies(&self) -> &'static [&'static str] {
        SUPPLIES
    }

    fn events(&self) -> &'static [&'static str] {
        &["account.changed", "account.closed", "account.opened", "account.started", "post.published"]
    }

    fn fill<'a>(
        &'a self,
        app: &'a App,
        tx: &'a mut Tx,
        _: &'a Actor,
        builder: &'a mut FactsBuilder<'_>,
    ) -> Told<'a, ()> {
        Box::pin(fill(app, tx, builder))
    }

    fn happened<'a>(&'a self, _: &'a App, tx: &'a mut Tx, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(happened(tx, builder))
    }
}

/// The service of an account, by which the governing document is found.
pub(crate) async fn service(tx: &mut Tx, tenant: TenantId, id: AccountId) -> Result<Option<Service>, Failure> {
    Ok(account::get(tx, tenant, id).await?.map(|account| account.service))
}

/// What [`fill`] sets.
const SUPPLIES: &[&str] = &[
    "account.branch",
    "account.class",
    "account.handle",
    "account.listing_url",
    "account.mail",
    "account.mail_personal",
    "account.name",
    "account.profile_host",
    "account.profile_url",
    "account.purpose",
    "account.registered",
    "account.section_accounts",
    "account.section_level",
    "account.sections",
    "account.service",
    "account.state",
    "account.url",
    "target.service",
];

/// Supplies `account.*`, `target.service` and the class of the account.
async fn fill(app: &App, tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let Some(id) = builder.subject().account() else { return Ok(()) };
    let Some(stored) = account::get(tx, builder.tenant, id).await? else {
        builder.set("account.registered", false);
        builder.subject_fact(|subject| subject.account = None);
        return Ok(());
    };
    // Asked about a change: judged as it would be, by those whose it is now.
    let owners = stored.owners(builder.at);
    let account = builder.ask.proposed.as_deref().cloned().unwrap_or(stored);
    let at = builder.at;
    builder
        .set("account.registered", true)
        .set("account.service", account.service.as_str())
        .set("target.service", account.service.as_str())
        .set("account.state", state(&account, at).as_str())
        .set("account.url", text(&account.url))
        .set("account.name", text(&account.name))
        .set("account.handle", text(&account.handle))
        .set("account.purpose", text(&account.purpose))
        .set("account.sections", Value::TextList(owners.iter().map(ToString::to_string).collect()))
        .set("account.mail", text(&account.mail))
        .set("account.mail_personal", account.mail_personal)
        .set("account.profile_url", text(&account.profile_url))
        .set("account.listing_url", text(&account.listing_url))
        .set("account.class", account.class.clone())
        .subject_fact(|subject| subject.account_class = account.class);
    if builder.needs("account.profile_host") {
        let found = links(&account.profile_url, &link_data(builder));
        builder.set("account.profile_host", found.into_iter().next().map(|link| link.host));
    }
    if builder.needs("account.section_level") || builder.needs("account.branch") {
        let org = org::load(app, tx, builder.tenant).await?;
        let org = org.whole()?;
        builder
            .set("account.section_level", org.level(account.section))
            .set("account.branch", org.branch(account.section));
    }
    if builder.needs("account.section_accounts") {
        let others = account::list(tx, builder.tenant).await?.all()?;
        let same = others.iter().filter(|other| other.owned_by(account.section, at) && other.id != account.id);
        let running = same.filter(|other| !other.state.name().is_over());
        builder.set("account.section_accounts", i64::try_from(running.count()).unwrap_or(i64::MAX));
    }
    Ok(())
}

/// A text that may be empty.
fn text(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What ran before the regulation may go on until the end that it was given; after it, it has not been started.
fn state(account: &Account, at: Timestamp) -> AccountState {
    match account.state {
        State::Transition { until, .. } if until < at => AccountState::Preparing,
        _ => account.state.name(),
    }
}

/// An account that ran before it was entered here may have posted before: of that, nothing is known.
async fn happened(tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let read = builder.regulation.events();
    let Some(id) = builder.subject().account() else { return Ok(()) };
    match account::get(tx, builder.tenant, id).await? {
        Some(account) => of_account(tx, builder, &account, |event| read.contains(event)).await,
        None => Ok(()),
    }
}

async fn of_account(
    tx: &mut Tx,
    builder: &mut FactsBuilder<'_>,
    account: &Account,
    reads: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    // What ran before it was entered has a past of which nothing is known here.
    let run = account.state.run();
    let known_from_the_start = run.is_none_or(|run| run.transition_until.is_none());
    let mut event = |name: &str, at: Option<Timestamp>, known: bool| {
        if reads(name) && (at.is_some() || known) {
            builder.event(name, at);
        }
    };
    event("account.opened", Some(account.registered_at).filter(|_| known_from_the_start), false);
    event("account.closed", account.state.ended_at(), !account.state.name().is_over());
    event("account.started", run.map(|run| run.since).filter(|_| known_from_the_start), known_from_the_start);
    if reads("post.published") {
        let at = account::published_last(tx, builder.tenant, account.id).await?;
        if at.is_some() || known_from_the_start {
            builder.event("post.published", at);
        }
    }
    if reads("account.changed") {
        let at = changed(tx, builder, account.id).await?;
        if at.is_some() || known_from_the_start {
            builder.event("account.changed", at);
        }
    }
    Ok(())
}

/// The last change of what the ledger says: the chain of entries knows it.
async fn changed(tx: &mut Tx, builder: &FactsBuilder<'_>, id: AccountId) -> Result<Option<Timestamp>, Failure> {
    let (mut last, id) = (None, id.to_string());
    for act in [Change::NAME, AddOwner::NAME, EndOwner::NAME] {
        last = last.max(audit_last(tx, builder.tenant, act, ("account", &id)).await?);
    }
    Ok(last)
}
