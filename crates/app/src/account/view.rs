//! The ledger, and what of it the public sees.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tatefuda_domain::{
    AccountId, AccountOwnerId, AccountState, Localized, SectionId, Service, TenantId,
    account::{Account, Road, Share},
};
use tatefuda_platforms::capabilities;
use tatefuda_store::{Tx, account};
use utoipa::ToSchema;

use super::{credential, road};
use crate::{
    actor::Actor,
    core::App,
    facts::org::{self, Org},
    failure::{Failure, left_out},
    query::{Sees, open},
};

/// How near the end of a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ConnectionEnd)]
pub enum Ends {
    /// Not in sight, or it is renewed before.
    No,
    /// Within [`WARNED_BEFORE`], and nothing renews it.
    Soon,
    /// The service honours it no longer.
    Over,
}

/// How long before its end a connection that nothing renews is spoken of.
pub const WARNED_BEFORE: SignedDuration = SignedDuration::from_hours(14 * 24);

impl Ends {
    fn of(connection: Option<credential::Connection>, now: Timestamp) -> Self {
        let Some(at) = connection.and_then(|one| one.expires_at) else { return Self::No };
        let soon = at.duration_since(now) <= WARNED_BEFORE && connection.is_some_and(|one| !one.renewed);
        match at <= now {
            true => Self::Over,
            false if soon => Self::Soon,
            false => Self::No,
        }
    }
}

/// A line of the ledger.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountView {
    /// Its id.
    pub id: AccountId,
    /// Its version.
    pub version: i64,
    /// Its service.
    pub service: Service,
    /// The service's name.
    pub service_name: Localized,
    /// Its name.
    pub name: String,
    /// Its handle.
    pub handle: String,
    /// Its address.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    /// The section that operates it.
    pub section: SectionId,
    /// That section's name.
    pub section_name: Localized,
    /// The sections that run it together with that one, with when.
    pub shares: Vec<ShareView>,
    /// Its class.
    pub class: Option<String>,
    /// Where it stands.
    pub state: AccountState,
    /// The service's own id.
    pub external_id: Option<String>,
    /// Whether it stands on the public page.
    pub listed: bool,
    /// A remark on the public page.
    pub public_note: String,
    /// The mail address with which it is registered at the service.
    pub mail: String,
    /// Whether that address is one person's own mailbox; absent: nobody answered.
    pub mail_personal: Option<bool>,
    /// The address that its profile shows.
    pub profile_url: String,
    /// The page of the body's website that introduces it.
    pub listing_url: String,
    /// The section's mailbox in which mail about it is read.
    pub mailbox: String,
    /// When it was entered.
    pub registered_at: Timestamp,
    /// When posting began.
    pub started_at: Option<Timestamp>,
    /// Until when it may run under 経過措置.
    pub transition_until: Option<Timestamp>,
    /// When its use ended.
    pub ended_at: Option<Timestamp>,
    /// When somebody last looked at it.
    pub checked_at: Option<Timestamp>,
    /// Whether a worker can send there; otherwise posting is done by hand.
    pub connector: bool,
    /// How posts reach it, where somebody chose that.
    pub road: Option<Road>,
    /// Whether what is sent there is posted by hand, as it is set and connected now.
    pub by_hand: bool,
    /// A remark on the connector, such as that there is none yet.
    pub connector_note: Option<Localized>,
    /// Whether a token is stored. The token itself is never shown.
    pub connected: bool,
    /// When the service stops honouring the token, as far as known.
    pub token_expires_at: Option<Timestamp>,
    /// How near that is.
    pub token_ends: Ends,
    /// Whether the token is renewed by itself before that.
    pub token_renewed: bool,
    /// Which parts a connection of it has.
    pub connects_by: Vec<&'static str>,
    /// When something was last published on it.
    pub last_published: Option<Timestamp>,
}

/// A further section of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AccountShare)]
pub struct ShareView {
    /// Its id.
    pub id: AccountOwnerId,
    /// The section.
    pub section: SectionId,
    /// That section's name.
    pub section_name: Localized,
    /// From this moment.
    pub from: Timestamp,
    /// Up to, not including, this moment; absent: open.
    pub until: Option<Timestamp>,
    /// Whether it runs the account now.
    pub now: bool,
}

/// An account as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicAccount {
    /// Its service.
    pub service: Service,
    /// The service's name.
    pub service_name: Localized,
    /// Its name.
    pub name: String,
    /// Its handle.
    pub handle: String,
    /// Its address.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    /// The section that operates it.
    pub section_name: Localized,
    /// The sections that run it together with that one.
    pub shared_with: Vec<Localized>,
    /// Where it stands.
    pub state: AccountState,
    /// Since when it is ours.
    pub since: Option<Timestamp>,
    /// When its use ended.
    pub ended_at: Option<Timestamp>,
    /// A remark.
    pub note: String,
    /// When somebody last looked at it.
    pub checked_at: Option<Timestamp>,
}

/// The public page: what is ours, and what was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PublicListing {
    /// Running accounts.
    pub running: Vec<PublicAccount>,
    /// Accounts whose use ended.
    pub ended: Vec<PublicAccount>,
}

/// Services that this program knows by name; accounts can be entered on others too.
pub fn known_services() -> Vec<(&'static str, Localized)> {
    tatefuda_platforms::capability::TABLE.iter().map(|row| (row.service, row.name())).collect()
}

/// What only a real account can tell of a service.
pub fn unconfirmed(service: &Service) -> Vec<Localized> {
    let known = tatefuda_platforms::capability::of(service).unconfirmed.iter();
    known.map(|(ja, en)| Localized::new(*ja, *en)).collect()
}

/// Every account of the body.
///
/// # Errors
/// Whatever the database says.
pub async fn ledger(app: &App, actor: &Actor) -> Result<Vec<AccountView>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let org = org::load(app, &mut tx, actor.tenant).await?;
    let mut lines = vec![];
    for account in account::list(&mut tx, actor.tenant).await? {
        lines.push(line(&mut tx, actor.tenant, &org, account, app.env.now()).await?);
    }
    tx.rollback().await?;
    Ok(lines)
}

/// One account.
///
/// # Errors
/// No such account, or the database fails.
pub async fn find(app: &App, actor: &Actor, id: AccountId) -> Result<AccountView, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let org = org::load(app, &mut tx, actor.tenant).await?;
    let account = account::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let line = line(&mut tx, actor.tenant, &org, account, app.env.now()).await?;
    tx.rollback().await?;
    Ok(line)
}

/// What the public page and its export show of a body.
///
/// # Errors
/// Whatever the database says.
pub async fn public_listing(app: &App, tenant: TenantId) -> Result<PublicListing, Failure> {
    let mut tx = app.db.read().await?;
    let (org, now) = (org::load(app, &mut tx, tenant).await?, app.env.now());
    let mut listing = PublicListing::default();
    for account in account::list(&mut tx, tenant).await?.into_iter().filter(|account| account.listed) {
        let state = account.state.name();
        let list = match state {
            AccountState::Active | AccountState::Transition | AccountState::Suspended => &mut listing.running,
            AccountState::Closed | AccountState::Deleted => &mut listing.ended,
            AccountState::Preparing => continue,
        };
        let owners = account.owners(now);
        list.push(PublicAccount {
            service_name: service_name(&account.service),
            service: account.service,
            name: account.name,
            handle: account.handle,
            url: account.url,
            purpose: account.purpose,
            section_name: section_name(&org, account.section),
            shared_with: owners.iter().skip(1).map(|section| section_name(&org, *section)).collect(),
            state,
            since: account.state.run().map(|run| run.since),
            ended_at: account.state.ended_at(),
            note: account.public_note,
            checked_at: account.checked_at,
        });
    }
    tx.rollback().await?;
    Ok(listing)
}

async fn line(
    tx: &mut Tx,
    tenant: TenantId,
    org: &Org,
    account: Account,
    now: Timestamp,
) -> Result<AccountView, Failure> {
    let connection = left_out(credential::connection(tx, tenant, &account).await)?;
    let (row, run) = (capabilities(&account.service), account.state.run());
    Ok(AccountView {
        last_published: left_out(account::published_last(tx, tenant, account.id).await)?,
        service_name: service_name(&account.service),
        section_name: section_name(org, account.section),
        connector: row.is_some_and(|row| row.can_publish()),
        road: account.road,
        by_hand: road::by_hand(tx, tenant, &account).await?,
        connector_note: row.and_then(|row| row.note()),
        connected: connection.is_some() || account.service.is_website(),
        token_expires_at: connection.and_then(|one| one.expires_at),
        token_ends: Ends::of(connection, now),
        token_renewed: connection.is_some_and(|one| one.renewed),
        connects_by: credential::parts(credential::kind(&account.service)).iter().map(|part| part.field()).collect(),
        id: account.id,
        version: account.version,
        service: account.service,
        name: account.name,
        handle: account.handle,
        url: account.url,
        purpose: account.purpose,
        section: account.section,
        shares: account.shares.iter().map(|share| share_view(org, share, now)).collect(),
        class: account.class,
        state: account.state.name(),
        external_id: account.external_id,
        listed: account.listed,
        public_note: account.public_note,
        mail: account.mail,
        mail_personal: account.mail_personal,
        profile_url: account.profile_url,
        listing_url: account.listing_url,
        mailbox: account.mailbox,
        registered_at: account.registered_at,
        started_at: run.map(|run| run.since),
        transition_until: run.and_then(|run| run.transition_until),
        ended_at: account.state.ended_at(),
        checked_at: account.checked_at,
    })
}

fn share_view(org: &Org, share: &Share, now: Timestamp) -> ShareView {
    ShareView {
        id: share.id,
        section: share.section,
        section_name: section_name(org, share.section),
        from: share.from,
        until: share.until,
        now: share.contains(now),
    }
}

pub(super) fn service_name(service: &Service) -> Localized {
    capabilities(service).map_or_else(|| Localized::new(service.as_str(), ""), |row| row.name())
}

fn section_name(org: &Org, id: SectionId) -> Localized {
    org.sections.get(&id).map(|one| Localized::new(&one.name_ja, &one.name_en)).unwrap_or_default()
}
