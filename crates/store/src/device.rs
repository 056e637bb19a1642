//! Devices by their number. Only hashes of the code and of what the browser keeps.

use jiff::Timestamp;
use tatefuda_domain::{DeviceId, Digest, PersonId, TenantId};

use crate::{Result, Row, Rows, Tx, args, statements};

statements! { "device":
    INSERT = "INSERT INTO device (tenant_id, id, number, code_hash, code_until, issued_by, issued_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LIST = "SELECT id, number, code_until, issued_at, enrolled_by, enrolled_at, revoked_at FROM device \
        WHERE tenant_id = $1 ORDER BY number, issued_at DESC, id";
    GET = "SELECT id, number, code_until, issued_at, enrolled_by, enrolled_at, revoked_at FROM device \
        WHERE tenant_id = $1 AND id = $2";
    BY_CODE = "SELECT id, number, code_until, issued_at, enrolled_by, enrolled_at, revoked_at FROM device \
        WHERE tenant_id = $1 AND code_hash = $2";
    BY_SECRET = "SELECT id, number, code_until, issued_at, enrolled_by, enrolled_at, revoked_at FROM device \
        WHERE tenant_id = $1 AND secret_hash = $2";
    // A code serves once, whoever comes second.
    ENROL = "UPDATE device SET code_hash = NULL, secret_hash = $3, enrolled_by = $4, enrolled_at = $5 \
        WHERE tenant_id = $1 AND id = $2 AND code_hash IS NOT NULL AND revoked_at IS NULL";
    REVOKE = "UPDATE device SET code_hash = NULL, revoked_at = $3 \
        WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
    WAITING = "UPDATE device SET code_hash = NULL, revoked_at = $4 \
        WHERE tenant_id = $1 AND number = $2 AND id <> $3 AND enrolled_at IS NULL AND revoked_at IS NULL";
    FORMER = "UPDATE device SET code_hash = NULL, revoked_at = $4 \
        WHERE tenant_id = $1 AND number = $2 AND id <> $3 AND revoked_at IS NULL";
}

/// A device, or the code with which one becomes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// The number on it (管理番号).
    pub number: String,
    /// Until when its code serves.
    pub code_until: Timestamp,
    /// When the code was issued.
    pub issued_at: Timestamp,
    /// Who typed the code on it.
    pub enrolled_by: Option<PersonId>,
    /// When.
    pub enrolled_at: Option<Timestamp>,
    /// Since when it is one no more.
    pub revoked_at: Option<Timestamp>,
}

impl Device {
    /// Whether what is done on it counts as done on it.
    pub fn counts(&self) -> bool {
        self.enrolled_at.is_some() && self.revoked_at.is_none()
    }
}

pub(crate) fn read(row: &Row) -> Result<Device> {
    Ok(Device {
        id: row.id("id")?,
        number: row.text("number")?,
        code_until: row.timestamp("code_until")?,
        issued_at: row.timestamp("issued_at")?,
        enrolled_by: row.opt_id("enrolled_by")?,
        enrolled_at: row.opt_timestamp("enrolled_at")?,
        revoked_at: row.opt_timestamp("revoked_at")?,
    })
}

/// Writes a code; a former one for the same number that nobody used ends.
///
/// # Errors
/// Whatever the database says.
pub async fn device_issue(tx: &mut Tx, tenant: TenantId, device: &Device, code: Digest, by: PersonId) -> Result<()> {
    tx.execute(WAITING, args![tenant, &device.number, device.id, device.issued_at]).await?;
    let values = args![tenant, device.id, &device.number, code, device.code_until, by, device.issued_at];
    tx.execute(INSERT, values).await.map(drop)
}

/// Every device that ever was, by number, newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn device_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Device>> {
    Rows::read("device", &tx.all(LIST, args![tenant]).await?, read)
}

/// One device.
///
/// # Errors
/// Whatever the database says.
pub async fn device_find(tx: &mut Tx, tenant: TenantId, id: DeviceId) -> Result<Option<Device>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// The device that a code is for.
///
/// # Errors
/// Whatever the database says.
pub async fn device_by_code(tx: &mut Tx, tenant: TenantId, code: Digest) -> Result<Option<Device>> {
    tx.one(BY_CODE, args![tenant, code]).await?.as_ref().map(read).transpose()
}

/// The device that keeps a secret.
///
/// # Errors
/// Whatever the database says.
pub async fn device_by_secret(tx: &mut Tx, tenant: TenantId, secret: Digest) -> Result<Option<Device>> {
    tx.one(BY_SECRET, args![tenant, secret]).await?.as_ref().map(read).transpose()
}

/// A code is used: the device is enrolled, and whatever bore its number before is one no more. `false`: the code was
/// used or taken back meanwhile.
///
/// # Errors
/// Whatever the database says.
pub async fn device_enrol(
    tx: &mut Tx,
    tenant: TenantId,
    device: &Device,
    secret: Digest,
    (by, at): (PersonId, Timestamp),
) -> Result<bool> {
    tx.execute(FORMER, args![tenant, &device.number, device.id, at]).await?;
    Ok(tx.execute(ENROL, args![tenant, device.id, secret, by, at]).await? == 1)
}

/// A device is one no more; `false`: it was none.
///
/// # Errors
/// Whatever the database says.
pub async fn device_revoke(tx: &mut Tx, tenant: TenantId, id: DeviceId, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(REVOKE, args![tenant, id, at]).await? == 1)
}
