//! Official accounts and their sealed credentials.

use jiff::Timestamp;
use tatefuda_domain::{AccountId, AccountState, AppointmentId, PersonId, Place, SectionId, Service, TenantId};

use crate::{Result, Row, Rows, Tx, args, statements};

/// A registered account (公式アカウント台帳の一行).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Counts its changes.
    pub version: i64,
    /// The service.
    pub service: Service,
    /// The account's name as shown on the service.
    pub name: String,
    /// Its handle on the service; may be empty.
    pub handle: String,
    /// Its address for residents; may be empty, which a regulation can forbid.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    /// The section that operates it.
    pub section: SectionId,
    /// Its class, where the body's pack has classes.
    pub class: Option<String>,
    /// Where it stands.
    pub state: AccountState,
    /// The service's own id, such as that of a page.
    pub external_id: Option<String>,
    /// Whether it stands on the public page.
    pub listed: bool,
    /// A remark on the public page.
    pub public_note: String,
    /// The mail address with which it is registered at the service; may be empty.
    pub mail: String,
    /// Whether that address is one person's own mailbox; absent: nobody answered.
    pub mail_personal: Option<bool>,
    /// The address that its profile shows; may be empty.
    pub profile_url: String,
    /// The page of the body's website that introduces it; may be empty.
    pub listing_url: String,
    /// When it was entered here.
    pub registered_at: Timestamp,
    /// When posting began.
    pub started_at: Option<Timestamp>,
    /// Until when it may run under 経過措置.
    pub transition_until: Option<Timestamp>,
    /// When its use ended.
    pub ended_at: Option<Timestamp>,
    /// When a person or the system last looked at it.
    pub checked_at: Option<Timestamp>,
}

impl Account {
    /// Where posts to it land.
    pub fn place(&self) -> Place {
        Place::of(&self.service, self.external_id.as_deref(), &self.handle)
    }
}

/// A sealed credential. The plain text never leaves the call that uses it.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Id of the row; part of what the seal authenticates.
    pub id: String,
    /// The account.
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
    /// Who entered it.
    pub person: PersonId,
    /// In which capacity.
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

statements! { "account":
    INSERT = "INSERT INTO account (tenant_id, id, version, service, name, handle, url, purpose, section_id, class, \
        state, external_id, listed, public_note, registered_at, started_at, transition_until, ended_at, checked_at, \
        mail, mail_personal, profile_url, listing_url) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";
    UPDATE = "UPDATE account SET version = version + 1, service = $4, name = $5, handle = $6, url = $7, purpose = $8, \
        section_id = $9, class = $10, state = $11, external_id = $12, listed = $13, public_note = $14, \
        registered_at = $15, started_at = $16, transition_until = $17, ended_at = $18, checked_at = $19, \
        mail = $20, mail_personal = $21, profile_url = $22, listing_url = $23 \
        WHERE tenant_id = $1 AND id = $2 AND version = $3";
    GET = "SELECT * FROM account WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT * FROM account WHERE tenant_id = $1 ORDER BY registered_at, id";
    CREDENTIAL_INSERT = "INSERT INTO account_credential \
        (tenant_id, id, account_id, kind, sealed, key_id, expires_at, person_id, capacity, at, place) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    CREDENTIAL_DELETE = "DELETE FROM account_credential WHERE tenant_id = $1 AND account_id = $2 AND kind = $3";
    CREDENTIAL_GET = "SELECT * FROM account_credential WHERE tenant_id = $1 AND account_id = $2 AND kind = $3";
    CREDENTIAL_EXPIRE = "UPDATE account_credential SET expires_at = $3 WHERE tenant_id = $1 AND account_id = $2 \
        AND (expires_at IS NULL OR expires_at > $3)";
    LAST_PUBLISHED = "SELECT MAX(published_at) AS at FROM publication \
        WHERE tenant_id = $1 AND account_id = $2 AND state = 'published'";
}

fn values(tenant: TenantId, version: i64, account: &Account) -> Vec<crate::Value> {
    args![
        tenant,
        account.id,
        version,
        account.service.as_str(),
        &account.name,
        &account.handle,
        &account.url,
        &account.purpose,
        account.section,
        account.class.as_ref(),
        account.state.as_str(),
        account.external_id.as_ref(),
        account.listed,
        &account.public_note,
        account.registered_at,
        account.started_at,
        account.transition_until,
        account.ended_at,
        account.checked_at,
        &account.mail,
        account.mail_personal,
        &account.profile_url,
        &account.listing_url,
    ]
}

pub(crate) fn read(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.id("id")?,
        version: row.int("version")?,
        service: row.word("service", |text| text.parse().ok())?,
        name: row.text("name")?,
        handle: row.text("handle")?,
        url: row.text("url")?,
        purpose: row.text("purpose")?,
        section: row.id("section_id")?,
        class: row.opt_text("class")?,
        state: row.word("state", AccountState::parse)?,
        external_id: row.opt_text("external_id")?,
        listed: row.bool("listed")?,
        public_note: row.text("public_note")?,
        mail: row.text("mail")?,
        mail_personal: row.opt_bool("mail_personal")?,
        profile_url: row.text("profile_url")?,
        listing_url: row.text("listing_url")?,
        registered_at: row.timestamp("registered_at")?,
        started_at: row.opt_timestamp("started_at")?,
        transition_until: row.opt_timestamp("transition_until")?,
        ended_at: row.opt_timestamp("ended_at")?,
        checked_at: row.opt_timestamp("checked_at")?,
    })
}

/// Writes a new account.
///
/// # Errors
/// Also when another account stands for the same page.
pub async fn insert(tx: &mut Tx, tenant: TenantId, account: &Account) -> Result<()> {
    tx.execute(INSERT, values(tenant, account.version, account)).await.map(drop)
}

/// Writes a change of the version in `account.version` and counts it up; `false`: it was another version.
///
/// # Errors
/// Also when another account stands for the same page.
pub async fn update(tx: &mut Tx, tenant: TenantId, account: &Account) -> Result<bool> {
    Ok(tx.execute(UPDATE, values(tenant, account.version, account)).await? == 1)
}

/// One account.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: AccountId) -> Result<Option<Account>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// Every account of the body, in the order of registration.
///
/// # Errors
/// Whatever the database says.
pub async fn list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Account>> {
    Rows::read("account", &tx.all(LIST, args![tenant]).await?, read)
}

/// When something was last published on an account.
///
/// # Errors
/// Whatever the database says.
pub async fn last_published(tx: &mut Tx, tenant: TenantId, id: AccountId) -> Result<Option<Timestamp>> {
    tx.one(LAST_PUBLISHED, args![tenant, id]).await?.map_or(Ok(None), |row| row.opt_timestamp("at"))
}

/// Replaces a credential; the former one is gone for good.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_put(tx: &mut Tx, tenant: TenantId, credential: &Credential) -> Result<()> {
    tx.execute(CREDENTIAL_DELETE, args![tenant, credential.account, &credential.kind]).await?;
    let values = args![
        tenant,
        &credential.id,
        credential.account,
        &credential.kind,
        credential.sealed.as_slice(),
        &credential.key_id,
        credential.expires_at,
        credential.person,
        credential.capacity,
        credential.at,
        credential.place.as_ref().map(ToString::to_string),
    ];
    tx.execute(CREDENTIAL_INSERT, values).await.map(drop)
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

pub(crate) fn read_credential(row: &Row) -> Result<Credential> {
    Ok(Credential {
        id: row.text("id")?,
        account: row.id("account_id")?,
        kind: row.text("kind")?,
        place: row.opt_text("place")?.and_then(|place| place.parse().ok()),
        sealed: row.bytes("sealed")?,
        key_id: row.text("key_id")?,
        expires_at: row.opt_timestamp("expires_at")?,
        person: row.id("person_id")?,
        capacity: row.id("capacity")?,
        at: row.timestamp("at")?,
    })
}

/// Notes that the service no longer honours the credentials of an account.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_expire(tx: &mut Tx, tenant: TenantId, account: AccountId, at: Timestamp) -> Result<()> {
    tx.execute(CREDENTIAL_EXPIRE, args![tenant, account, at]).await.map(drop)
}
