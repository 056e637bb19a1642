//! Values of what the text of a regulation leaves to the body. Rows are added and confirmed, never changed.

use jiff::Timestamp;
use tatefuda_domain::{AppointmentId, PersonId, SettingId, TenantId, setting::SettingValue};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "setting":
    INSERT = Proposed::INSERT;
    CONFIRM = "UPDATE setting SET confirmed_by = $3, confirmed_capacity = $4, confirmed_at = $5 \
        WHERE tenant_id = $1 AND id = $2 AND confirmed_by IS NULL";
    FIND = "SELECT * FROM setting WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT * FROM setting WHERE tenant_id = $1 AND document = $2 \
        ORDER BY name, effective_from, proposed_at, id";
    /// The newest effective confirmed value of each key comes last within it. With those whose times lie off the calendar:
    /// they cannot be read, which must be seen and not filtered away.
    IN_FORCE = "SELECT * FROM setting WHERE tenant_id = $1 AND document = $2 \
        AND confirmed_at IS NOT NULL AND (confirmed_at <= $3 OR confirmed_at > $4) \
        AND (effective_from <= $3 OR effective_from > $4) \
        ORDER BY name, effective_from, confirmed_at, id";
}

/// A stored value and the document to which it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSetting {
    /// Id of the pack.
    pub document: String,
    pub value: SettingValue,
    /// When the second person confirmed it.
    pub confirmed_at: Option<Timestamp>,
}

columns! { StoredSetting {
    document;
    value: SettingValue;
    confirmed_at;
} }

columns! { SettingValue {
    id;
    key = "name";
    value;
    source;
    note;
    proposed_by;
    proposed_at;
    confirmed_by;
    effective_from;
    practice;
} }

/// A value as it is proposed.
struct Proposed {
    setting: StoredSetting,
    capacity: Option<AppointmentId>,
}

columns! { Proposed = "setting" {
    setting: StoredSetting;
    capacity = "proposed_capacity";
} }

/// Adds a proposed value.
///
/// # Errors
/// Whatever the database says.
pub async fn setting_insert(
    tx: &mut Tx,
    tenant: TenantId,
    document: &str,
    setting: &SettingValue,
    capacity: Option<AppointmentId>,
) -> Result<()> {
    let value = SettingValue { confirmed_by: None, ..setting.clone() };
    let setting = StoredSetting { document: document.to_owned(), value, confirmed_at: None };
    table::insert(tx, tenant, &Proposed { setting, capacity }).await
}

/// Confirms a proposed value; false if it was confirmed before or does not exist.
///
/// # Errors
/// Whatever the database says, also that proposer and confirmer are the same.
pub async fn setting_confirm(
    tx: &mut Tx,
    tenant: TenantId,
    id: SettingId,
    person: PersonId,
    capacity: Option<AppointmentId>,
    at: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(CONFIRM, args![tenant, id, person, capacity, at]).await? == 1)
}

/// A value by id.
///
/// # Errors
/// Whatever the database says.
pub async fn setting_find(tx: &mut Tx, tenant: TenantId, id: SettingId) -> Result<Option<StoredSetting>> {
    tx.one(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// Every value ever proposed for a document, by key and time.
///
/// # Errors
/// Whatever the database says.
pub async fn setting_list(tx: &mut Tx, tenant: TenantId, document: &str) -> Result<Rows<StoredSetting>> {
    Rows::read("setting", &tx.all(LIST, args![tenant, document]).await?, read)
}

/// Values in force at a time, oldest first within a key: the last one of each key counts.
///
/// # Errors
/// Whatever the database says.
pub async fn setting_in_force(
    tx: &mut Tx,
    tenant: TenantId,
    document: &str,
    at: Timestamp,
) -> Result<Rows<StoredSetting>> {
    Rows::read("setting", &tx.all(IN_FORCE, args![tenant, document, at, Timestamp::MAX]).await?, read)
}

pub(crate) fn read(row: &Row) -> Result<StoredSetting> {
    StoredSetting::read(row)
}
