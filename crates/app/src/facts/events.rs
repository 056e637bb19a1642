//! When things last happened, as far as this program saw them. What it cannot know stays absent, so that whatever reads
//! it answers that it cannot judge: an account that ran before it was entered here may have posted before.

use jiff::Timestamp;
use tatefuda_domain::{AccountId, AccountState};
use tatefuda_store::{
    Tx,
    account::{self, Account},
    audit::audit_last,
};

use super::{FactsBuilder, SubjectRef, org};
use crate::{command::Command as _, core::App, failure::Failure, regulation::governing::Governing};

/// What [`fill`] supplies, in the order of their names.
pub(super) const SUPPLIES: &[&str] = &[
    "account.changed",
    "account.closed",
    "account.started",
    "document.activated",
    "member.joined",
    "member.left",
    "post.published",
];

/// Supplies the last time of events, `None` where they are known never to have happened.
pub(super) async fn fill(
    app: &App,
    tx: &mut Tx,
    governing: &Governing,
    builder: &mut FactsBuilder<'_>,
) -> Result<(), Failure> {
    let read = builder.regulation.events();
    let reads = |event: &str| read.contains(event);
    if reads("document.activated") && governing.from.is_some() {
        builder.event("document.activated", governing.from);
    }
    if let Some(id) = builder.subject().account()
        && let Some(account) = account::get(tx, builder.tenant, id).await?
    {
        of_account(tx, builder, &account, reads).await?;
    }
    if let SubjectRef::Person(person) = builder.subject() {
        let org = org::load(app, tx, builder.tenant).await?;
        let org = org.whole()?;
        if let Some(known) = org.people.get(person) {
            let first = org.appointments.iter().filter(|one| one.person == *person).map(|one| one.span.from).min();
            for (event, at) in [("member.joined", first), ("member.left", known.ended_at)] {
                if reads(event) {
                    builder.event(event, at);
                }
            }
        }
    }
    Ok(())
}

async fn of_account(
    tx: &mut Tx,
    builder: &mut FactsBuilder<'_>,
    account: &Account,
    reads: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    // What ran before it was entered has a past of which nothing is known here.
    let known_from_the_start = account.transition_until.is_none();
    let mut event = |name: &str, at: Option<Timestamp>, known: bool| {
        if reads(name) && (at.is_some() || known) {
            builder.event(name, at);
        }
    };
    let over = matches!(account.state, AccountState::Closed | AccountState::Deleted);
    event("account.closed", account.ended_at, !over);
    event("account.started", account.started_at.filter(|_| known_from_the_start), known_from_the_start);
    if reads("post.published") {
        let at = account::last_published(tx, builder.tenant, account.id).await?;
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
    Ok(audit_last(tx, builder.tenant, crate::account::Change::NAME, ("account", &id.to_string())).await?)
}
