//! Devices by their number. Only hashes of the code and of what the browser keeps.

use jiff::Timestamp;
use tatefuda_domain::{
    DeviceId, Digest, PersonId, TenantId,
    device::{Device, Enrolment, State},
};

use crate::{
    Result, Row, Rows, Tx, Value, args, columns,
    sql::{
        Columns, Name, Table,
        columns::{self as table, unfit},
    },
    statements,
};

statements! { "device":
    INSERT = NewDevice::INSERT;
    LIST = "SELECT * FROM device WHERE tenant_id = $1 ORDER BY number, issued_at DESC, id";
    GET = "SELECT * FROM device WHERE tenant_id = $1 AND id = $2";
    BY_CODE = "SELECT * FROM device WHERE tenant_id = $1 AND code_hash = $2";
    BY_SECRET = "SELECT * FROM device WHERE tenant_id = $1 AND secret_hash = $2";
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

columns! { Device {
    id;
    number;
    code_until;
    issued_at;
    state: State;
} }

/// A device as its code is issued.
struct NewDevice {
    device: Device,
    code_hash: Digest,
    issued_by: PersonId,
}

columns! { NewDevice = "device" {
    device: Device;
    code_hash;
    issued_by;
} }

/// The columns of [`State`].
struct StateColumns {
    enrolled_by: Option<PersonId>,
    enrolled_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
}

columns! { StateColumns {
    enrolled_by;
    enrolled_at;
    revoked_at;
} }

impl Columns for State {
    const NAMES: &'static [Name] = StateColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        let (enrolled_by, enrolled_at) = self.enrolment().map(|one| (one.by, one.at)).unzip();
        StateColumns { enrolled_by, enrolled_at, revoked_at: self.revoked_at() }.bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let StateColumns { enrolled_by, enrolled_at, revoked_at } = StateColumns::read(row)?;
        let enrolment = match (enrolled_by, enrolled_at) {
            (Some(by), Some(at)) => Some(Enrolment { by, at }),
            (None, None) => None,
            (None, Some(_)) => return Err(unfit("enrolled_by", "NULL")),
            (Some(_), None) => return Err(unfit("enrolled_at", "NULL")),
        };
        Ok(match (enrolment, revoked_at) {
            (None, None) => Self::Waiting,
            (Some(enrolment), None) => Self::Enrolled { enrolment },
            (enrolment, Some(at)) => Self::Revoked { at, enrolment },
        })
    }
}

pub(crate) fn read(row: &Row) -> Result<Device> {
    Device::read(row)
}

/// Writes a code; a former one for the same number that nobody used ends.
///
/// # Errors
/// Whatever the database says.
pub async fn device_issue(tx: &mut Tx, tenant: TenantId, device: &Device, code: Digest, by: PersonId) -> Result<()> {
    tx.execute(WAITING, args![tenant, &device.number, device.id, device.issued_at]).await?;
    let new = NewDevice { device: device.clone(), code_hash: code, issued_by: by };
    table::insert(tx, tenant, &new).await
}

/// Every device that ever was, by number, newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn device_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Device>> {
    Rows::read("device", &tx.all(LIST, args![tenant]).await?, read)
}

/// `None`: this body has no such device.
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
