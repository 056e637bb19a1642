//! Personal tokens of the JSON interface. Only their hash is kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AppointmentId, Digest, PersonId, TenantId, TokenId};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "token":
    INSERT = NewToken::INSERT;
    BY_HASH = "SELECT * FROM token WHERE tenant_id = $1 AND hash = $2";
    LIST = "SELECT * FROM token \
        WHERE tenant_id = $1 AND person_id = $2 ORDER BY created_at, id";
    USED = "UPDATE token SET used_at = $3 WHERE tenant_id = $1 AND id = $2";
    REVOKE = "UPDATE token SET revoked_at = $4 WHERE tenant_id = $1 AND person_id = $2 AND id = $3 \
        AND revoked_at IS NULL";
    REVOKE_ALL = "UPDATE token SET revoked_at = $3 WHERE tenant_id = $1 AND person_id = $2 AND revoked_at IS NULL";
}

/// A personal token without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    pub id: TokenId,
    /// Whose it is.
    pub person: PersonId,
    /// The appointment in which it acts.
    pub capacity: Option<AppointmentId>,
    /// What its owner calls it.
    pub name: String,
    /// `feeds`, `read` or `act`.
    pub scope: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// The last request with it, to within a minute.
    pub used_at: Option<Timestamp>,
}

columns! { Token {
    id;
    person = "person_id";
    capacity;
    name;
    scope;
    created_at;
    expires_at;
    revoked_at;
    used_at;
} }

/// A token as it is written: nobody reads the hash back, it is only looked for.
struct NewToken {
    token: Token,
    hash: Digest,
}

columns! { NewToken = "token" {
    token: Token;
    hash;
} }

/// Adds a token.
///
/// # Errors
/// Whatever the database says.
pub async fn token_insert(tx: &mut Tx, tenant: TenantId, token: &Token, hash: Digest) -> Result<()> {
    table::insert(tx, tenant, &NewToken { token: token.clone(), hash }).await
}

/// The token of a secret.
///
/// # Errors
/// Whatever the database says.
pub async fn token_by_hash(tx: &mut Tx, tenant: TenantId, hash: Digest) -> Result<Option<Token>> {
    tx.one(BY_HASH, args![tenant, hash]).await?.as_ref().map(read).transpose()
}

/// Tokens of a person, revoked ones too.
///
/// # Errors
/// Whatever the database says.
pub async fn token_list(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Rows<Token>> {
    Rows::read("token", &tx.all(LIST, args![tenant, person]).await?, read)
}

/// Notes that a token was used.
///
/// # Errors
/// Whatever the database says.
pub async fn token_used(tx: &mut Tx, tenant: TenantId, id: TokenId, at: Timestamp) -> Result<()> {
    tx.execute(USED, args![tenant, id, at]).await.map(drop)
}

/// Revokes a token; false if there is none in use.
///
/// # Errors
/// Whatever the database says.
pub async fn token_revoke(tx: &mut Tx, tenant: TenantId, person: PersonId, id: TokenId, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(REVOKE, args![tenant, person, id, at]).await? == 1)
}

/// Revokes every token of a person.
///
/// # Errors
/// Whatever the database says.
pub async fn token_revoke_all(tx: &mut Tx, tenant: TenantId, person: PersonId, at: Timestamp) -> Result<u64> {
    tx.execute(REVOKE_ALL, args![tenant, person, at]).await
}

pub(crate) fn read(row: &Row) -> Result<Token> {
    Token::read(row)
}
