//! What is known of an account when the regulation is asked.

use jiff::Timestamp;
use tatefuda_domain::{AccountId, AccountState, Service, TenantId};
use tatefuda_store::{
    Tx,
    account::{self, Account},
};

use tatefuda_regulation::Value;

use tatefuda_text::links;

use crate::{
    core::App,
    facts::{FactsBuilder, org},
    failure::Failure,
    post::facts::link_data,
};

/// The service of an account, by which the governing document is found.
pub(crate) async fn service(tx: &mut Tx, tenant: TenantId, id: AccountId) -> Result<Option<Service>, Failure> {
    Ok(account::get(tx, tenant, id).await?.map(|account| account.service))
}

/// What [`fill`] sets.
pub(crate) const SUPPLIES: &[&str] = &[
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
pub(crate) async fn fill(app: &App, tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let Some(id) = builder.subject().account() else { return Ok(()) };
    let Some(stored) = account::get(tx, builder.tenant, id).await? else {
        builder.set("account.registered", false);
        builder.subject_fact(|subject| subject.account = None);
        return Ok(());
    };
    // Asked about a change: judged as it would be, by those whose it is now.
    let owner = stored.section;
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
        .set("account.sections", Value::TextList(vec![owner.to_string()]))
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
        let same = others.iter().filter(|other| other.section == account.section && other.id != account.id);
        let running = same.filter(|other| !matches!(other.state, AccountState::Closed | AccountState::Deleted));
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
    let over = account.transition_until.is_some_and(|until| until < at);
    if account.state == AccountState::Transition && over { AccountState::Preparing } else { account.state }
}
