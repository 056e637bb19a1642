//! Official accounts and their sealed credentials.

pub mod owner;
mod state;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AppointmentId, PersonId, Place, TenantId,
    account::{Account, State},
};

use self::owner::whole;
pub use self::owner::{owner_end, owner_insert};
use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

/// A sealed credential. The plain text never leaves the call that uses it.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Id of the row; part of what the seal authenticates.
    pub id: String,
    pub account: AccountId,
    /// `token`.
    pub kind: String,
    /// Where the account stood when it was entered; it opens no other place.
    pub place: Option<Place>,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
    /// Which key sealed them.
    pub key_id: String,
    /// When the service stops honouring it, as far as known.
    pub expires_at: Option<Timestamp>,
    /// When it is to be renewed; absent: never.
    pub renew_at: Option<Timestamp>,
    /// Until when a worker is at that.
    pub renewing_until: Option<Timestamp>,
    /// Who entered it.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// When.
    pub at: Timestamp,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("account", &self.account)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// Accounts with their further sections, each as `id from until section`. Read in one go, because every question about an
/// account asks whose it is.
macro_rules! accounts {
    ($more:literal) => {
        concat!(
            "SELECT a.*, (SELECT string_agg(o.id || ' ' || CAST(o.from_at AS TEXT) || ' ' || \
            COALESCE(CAST(o.until_at AS TEXT), '-') || ' ' || o.section_id, ',') FROM account_owner o \
            WHERE o.tenant_id = $1 AND o.account_id = a.id) AS shares FROM account a WHERE a.tenant_id = $1",
            $more
        )
    };
}

statements! { "account":
    INSERT = Account::INSERT;
    UPDATE = Account::UPDATE;
    GET = accounts!(" AND a.id = $2");
    LIST = accounts!(" ORDER BY a.registered_at, a.id");
    CREDENTIAL_INSERT = Credential::INSERT;
    CREDENTIAL_DELETE = "DELETE FROM account_credential WHERE tenant_id = $1 AND account_id = $2 AND kind = $3";
    CREDENTIAL_GET = "SELECT * FROM account_credential WHERE tenant_id = $1 AND account_id = $2 AND kind = $3";
    CREDENTIAL_EXPIRE = "UPDATE account_credential SET expires_at = $3 WHERE tenant_id = $1 AND account_id = $2 \
        AND (expires_at IS NULL OR expires_at > $3)";
    CREDENTIAL_DUE = "SELECT * FROM account_credential WHERE tenant_id = $1 AND renew_at <= $2 \
        AND (renewing_until IS NULL OR renewing_until <= $2) ORDER BY renew_at, id LIMIT $3";
    CREDENTIAL_CLAIM = "UPDATE account_credential SET renewing_until = $4 WHERE tenant_id = $1 AND id = $2 \
        AND renew_at <= $3 AND (renewing_until IS NULL OR renewing_until <= $3)";
    CREDENTIAL_PUT_OFF = "UPDATE account_credential SET renew_at = $3, renewing_until = NULL \
        WHERE tenant_id = $1 AND id = $2";
    CREDENTIAL_DROP = "DELETE FROM account_credential WHERE tenant_id = $1 AND id = $2";
    // Posts that were made outside the system count as posts of the account.
    PUBLISHED_LAST = "SELECT MAX(at) AS at FROM (SELECT MAX(published_at) AS at FROM publication \
        WHERE tenant_id = $1 AND account_id = $2 AND state = 'published' \
        UNION ALL SELECT MAX(posted_at) FROM outside_post WHERE tenant_id = $1 AND account_id = $2) posted";
}

columns! { Account = "account" {
    id;
    version;
    service;
    name;
    handle;
    url;
    purpose;
    section = "section_id";
    shares => vec![];
    class;
    external_id;
    listed;
    public_note;
    mail;
    mail_personal;
    profile_url;
    listing_url;
    mailbox;
    road;
    registered_at;
    checked_at;
    state: State;
} }

columns! { Credential = "account_credential" {
    id;
    account = "account_id";
    kind;
    place;
    sealed;
    key_id;
    expires_at;
    renew_at;
    renewing_until;
    person = "person_id";
    capacity;
    at;
} }

/// A row without its further sections, which stand in rows of their own.
pub(crate) fn read(row: &Row) -> Result<Account> {
    Account::read(row)
}

pub(crate) fn read_credential(row: &Row) -> Result<Credential> {
    Credential::read(row)
}

/// Writes a new account.
///
/// # Errors
/// Also when another account stands for the same page.
pub async fn insert(tx: &mut Tx, tenant: TenantId, account: &Account) -> Result<()> {
    table::insert(tx, tenant, account).await
}

/// Writes a change of the version in `account.version` and counts it up; `false`: it was another version.
///
/// # Errors
/// Also when another account stands for the same page.
pub async fn update(tx: &mut Tx, tenant: TenantId, account: &Account) -> Result<bool> {
    table::update(tx, tenant, account).await
}

/// `None`: this body has no such account.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: AccountId) -> Result<Option<Account>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(whole).transpose()
}

/// Every account of the body, in the order of registration.
///
/// # Errors
/// Whatever the database says.
pub async fn list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Account>> {
    Rows::read("account", &tx.all(LIST, args![tenant]).await?, whole)
}

/// When something was last published on an account.
///
/// # Errors
/// Whatever the database says.
pub async fn published_last(tx: &mut Tx, tenant: TenantId, id: AccountId) -> Result<Option<Timestamp>> {
    tx.one(PUBLISHED_LAST, args![tenant, id]).await?.map_or(Ok(None), |row| row.opt_timestamp("at"))
}

/// Replaces a credential; the former one is gone for good.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_put(tx: &mut Tx, tenant: TenantId, credential: &Credential) -> Result<()> {
    tx.execute(CREDENTIAL_DELETE, args![tenant, credential.account, &credential.kind]).await?;
    table::insert(tx, tenant, credential).await
}

/// The sealed credential of a kind.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_get(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    kind: &str,
) -> Result<Option<Credential>> {
    tx.one(CREDENTIAL_GET, args![tenant, account, kind]).await?.as_ref().map(read_credential).transpose()
}

/// Credentials that are to be renewed now and at which nobody is, those first that have waited longest.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_due(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Rows<Credential>> {
    let rows = tx.all(CREDENTIAL_DUE, args![tenant, now, limit]).await?;
    Rows::read("account_credential", &rows, read_credential)
}

/// Takes the renewal of credentials in hand until a time; `false`: another has it, or there is nothing to renew.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_claim(
    tx: &mut Tx,
    tenant: TenantId,
    id: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(CREDENTIAL_CLAIM, args![tenant, id, now, until]).await? == 1)
}

/// Lets a renewal be tried again later; absent: not at all.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_put_off(tx: &mut Tx, tenant: TenantId, id: &str, at: Option<Timestamp>) -> Result<()> {
    tx.execute(CREDENTIAL_PUT_OFF, args![tenant, id, at]).await.map(drop)
}

/// Puts credentials in the place of exactly those from which they were made; `false`: these are there no longer.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_replace(tx: &mut Tx, tenant: TenantId, former: &str, new: &Credential) -> Result<bool> {
    if tx.execute(CREDENTIAL_DROP, args![tenant, former]).await? != 1 {
        return Ok(false);
    }
    table::insert(tx, tenant, new).await?;
    Ok(true)
}

/// Notes that the service no longer honours the credentials of an account.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_expire(tx: &mut Tx, tenant: TenantId, account: AccountId, at: Timestamp) -> Result<()> {
    tx.execute(CREDENTIAL_EXPIRE, args![tenant, account, at]).await.map(drop)
}
