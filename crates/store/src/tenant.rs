//! Public bodies: the directory of the installation (node table).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::TenantId;

use crate::{Result, Row, Rows, Tx, args, statements};

statements! { "tenant":
    INSERT = "INSERT INTO tenant (id, slug, name_ja, name_kana, name_en, prefecture, zone, contact_unit, \
        contact_phone, practice, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE tenant SET name_ja = $2, name_kana = $3, name_en = $4, prefecture = $5, contact_unit = $6, \
        contact_phone = $7 WHERE id = $1";
    FIND = "SELECT id, slug, name_ja, name_kana, name_en, prefecture, zone, contact_unit, contact_phone, practice, \
        created_at FROM tenant WHERE id = $1";
    BY_SLUG = "SELECT id, slug, name_ja, name_kana, name_en, prefecture, zone, contact_unit, contact_phone, practice, \
        created_at FROM tenant WHERE slug = $1";
    LIST = "SELECT id, slug, name_ja, name_kana, name_en, prefecture, zone, contact_unit, contact_phone, practice, \
        created_at FROM tenant ORDER BY name_kana, slug";
}

/// A public body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    pub id: TenantId,
    /// Its word in addresses.
    pub slug: String,
    pub name_ja: String,
    /// Its name in kana, for sorting and reading aloud.
    pub name_kana: String,
    /// Its name in English.
    pub name_en: String,
    pub prefecture: String,
    /// Its time zone, as `Asia/Tokyo`.
    pub zone: String,
    /// The unit that answers questions of residents.
    pub contact_unit: String,
    /// Its telephone number.
    pub contact_phone: String,
    /// Practice data (練習用).
    pub practice: bool,
    /// When it was entered here.
    pub created_at: Timestamp,
}

/// Enters a body.
///
/// # Errors
/// The slug is taken; whatever else the database says.
pub async fn tenant_insert(tx: &mut Tx, tenant: &Tenant) -> Result<()> {
    tx.execute(
        INSERT,
        args![
            tenant.id,
            &tenant.slug,
            &tenant.name_ja,
            &tenant.name_kana,
            &tenant.name_en,
            &tenant.prefecture,
            &tenant.zone,
            &tenant.contact_unit,
            &tenant.contact_phone,
            tenant.practice,
            tenant.created_at,
        ],
    )
    .await
    .map(drop)
}

/// Changes what can change of a body: everything but slug, zone and practice flag.
///
/// # Errors
/// Whatever the database says.
pub async fn tenant_update(tx: &mut Tx, tenant: &Tenant) -> Result<()> {
    tx.execute(
        UPDATE,
        args![
            tenant.id,
            &tenant.name_ja,
            &tenant.name_kana,
            &tenant.name_en,
            &tenant.prefecture,
            &tenant.contact_unit,
            &tenant.contact_phone,
        ],
    )
    .await
    .map(drop)
}

/// A body by id.
///
/// # Errors
/// Whatever the database says.
pub async fn tenant_find(tx: &mut Tx, id: TenantId) -> Result<Option<Tenant>> {
    tx.one(FIND, args![id]).await?.as_ref().map(read).transpose()
}

/// A body by its word in addresses.
///
/// # Errors
/// Whatever the database says.
pub async fn tenant_by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Tenant>> {
    tx.one(BY_SLUG, args![slug]).await?.as_ref().map(read).transpose()
}

/// Every body, in the order of their names.
///
/// # Errors
/// Whatever the database says.
pub async fn tenant_list(tx: &mut Tx) -> Result<Rows<Tenant>> {
    Rows::read("tenant", &tx.all(LIST, args![]).await?, read)
}

pub(crate) fn read(row: &Row) -> Result<Tenant> {
    Ok(Tenant {
        id: row.id("id")?,
        slug: row.text("slug")?,
        name_ja: row.text("name_ja")?,
        name_kana: row.text("name_kana")?,
        name_en: row.text("name_en")?,
        prefecture: row.text("prefecture")?,
        zone: row.text("zone")?,
        contact_unit: row.text("contact_unit")?,
        contact_phone: row.text("contact_phone")?,
        practice: row.bool("practice")?,
        created_at: row.timestamp("created_at")?,
    })
}
