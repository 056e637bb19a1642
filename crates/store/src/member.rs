//! People, their passwords (hashes only) and system rights.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{PersonId, SystemRight, TenantId};
use utoipa::ToSchema;

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns, Table, Text, columns as table},
    statements,
};

statements! { "member":
    INSERT = Person::INSERT;
    UPDATE = Person::UPDATE;
    FIND = "SELECT * FROM person \
        WHERE tenant_id = $1 AND id = $2";
    BY_LOGIN = "SELECT * FROM person \
        WHERE tenant_id = $1 AND login = $2";
    LIST = "SELECT * FROM person \
        WHERE tenant_id = $1 ORDER BY kana, login, id";
    CREDENTIAL_PUT = PUT_PASSWORD.as_str();
    CREDENTIAL_FIND = "SELECT * FROM credential WHERE tenant_id = $1 AND id = $2";
    RIGHTS = "SELECT word FROM system_right WHERE tenant_id = $1 AND person_id = $2 AND revoked_at IS NULL";
    RIGHTS_ALL = "SELECT person_id, word FROM system_right WHERE tenant_id = $1 AND revoked_at IS NULL \
        ORDER BY person_id, word";
    GRANT = "INSERT INTO system_right (tenant_id, id, person_id, word, granted_by, granted_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    REVOKE = "UPDATE system_right SET revoked_at = $4 WHERE tenant_id = $1 AND person_id = $2 AND word = $3 \
        AND revoked_at IS NULL";
}

/// A human being known to a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = StoredPerson)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Counts its changes.
    pub version: i64,
    /// The name for signing in; never changes.
    pub login: String,
    /// The name.
    pub name: String,
    /// In kana.
    pub kana: String,
    /// In English letters.
    pub name_en: String,
    /// The extension number, where the position's does not fit.
    pub extension: String,
    /// When entered.
    pub created_at: Timestamp,
    /// From when on they cannot sign in any more.
    pub ended_at: Option<Timestamp>,
}

columns! { Person = "person" {
    id;
    version;
    login;
    name;
    kana;
    name_en;
    extension;
    created_at;
    ended_at;
} }

/// The hash of a password. Never printed.
#[derive(Clone)]
pub struct PasswordHash {
    /// In PHC form.
    pub hash: String,
    /// An initial one.
    pub must_change: bool,
    /// Since when.
    pub changed_at: Timestamp,
}

columns! { PasswordHash {
    hash;
    must_change;
    changed_at;
} }

/// A password as it is written: everybody has one.
struct NewPassword {
    person: PersonId,
    password: PasswordHash,
}

columns! { NewPassword = "credential" {
    person = "id";
    password: PasswordHash;
} }

const PUT_PASSWORD: &Text = &Text::insert(NewPassword::TABLE, NewPassword::NAMES)
    .and(" ON CONFLICT (tenant_id, id) DO UPDATE SET hash = $3, must_change = $4, changed_at = $5");

/// Adds a person.
///
/// # Errors
/// The login is taken; whatever else the database says.
pub async fn person_insert(tx: &mut Tx, tenant: TenantId, person: &Person) -> Result<()> {
    table::insert(tx, tenant, person).await
}

/// Changes a person whose version was seen; false if there is another version.
///
/// # Errors
/// Whatever the database says.
pub async fn person_update(tx: &mut Tx, tenant: TenantId, person: &Person) -> Result<bool> {
    table::update(tx, tenant, person).await
}

/// A person by id.
///
/// # Errors
/// Whatever the database says.
pub async fn person_find(tx: &mut Tx, tenant: TenantId, id: PersonId) -> Result<Option<Person>> {
    tx.one(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// A person by login.
///
/// # Errors
/// Whatever the database says.
pub async fn person_by_login(tx: &mut Tx, tenant: TenantId, login: &str) -> Result<Option<Person>> {
    tx.one(BY_LOGIN, args![tenant, login]).await?.as_ref().map(read).transpose()
}

/// Everybody, in the order of their names.
///
/// # Errors
/// Whatever the database says.
pub async fn person_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Person>> {
    Rows::read("person", &tx.all(LIST, args![tenant]).await?, read)
}

/// Stores the hash of a password in place of the one before.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_put(tx: &mut Tx, tenant: TenantId, person: PersonId, password: &PasswordHash) -> Result<()> {
    let new = NewPassword { person, password: password.clone() };
    tx.execute(CREDENTIAL_PUT, table::values(tenant, &new)).await.map(drop)
}

/// The hash of a person's password.
///
/// # Errors
/// Whatever the database says.
pub async fn credential_find(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Option<PasswordHash>> {
    tx.one(CREDENTIAL_FIND, args![tenant, person]).await?.as_ref().map(read_credential).transpose()
}

pub(crate) fn read_credential(row: &Row) -> Result<PasswordHash> {
    PasswordHash::read(row)
}

pub(crate) fn right(row: &Row) -> Result<SystemRight> {
    row.word("word", SystemRight::parse)
}

/// System rights of a person.
///
/// # Errors
/// Whatever the database says.
pub async fn right_list(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<BTreeSet<SystemRight>> {
    // A right that cannot be read is none.
    let rows = tx.all(RIGHTS, args![tenant, person]).await?;
    Ok(Rows::read("system_right", &rows, right)?.into_iter().collect())
}

/// System rights of everybody.
///
/// # Errors
/// Whatever the database says.
pub async fn right_list_all(tx: &mut Tx, tenant: TenantId) -> Result<Rows<(PersonId, SystemRight)>> {
    let rows = tx.all(RIGHTS_ALL, args![tenant]).await?;
    Rows::read("system_right", &rows, |row| Ok((row.id("person_id")?, right(row)?)))
}

/// Grants a right that the person does not have.
///
/// # Errors
/// They have it; whatever else the database says.
pub async fn right_grant(
    tx: &mut Tx,
    tenant: TenantId,
    id: &str,
    person: PersonId,
    right: SystemRight,
    by: Option<PersonId>,
    at: Timestamp,
) -> Result<()> {
    tx.execute(GRANT, args![tenant, id, person, right.as_str(), by, at]).await.map(drop)
}

/// Takes a right away; false if they do not have it.
///
/// # Errors
/// Whatever the database says.
pub async fn right_revoke(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    right: SystemRight,
    at: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(REVOKE, args![tenant, person, right.as_str(), at]).await? == 1)
}

pub(crate) fn read(row: &Row) -> Result<Person> {
    Person::read(row)
}
