//! The register of devices, and which one a browser is.

use tatefuda_domain::{DeviceId, SystemRight, TenantId, device::Device};
use tatefuda_store::device::{device_by_secret, device_find, device_list};

use super::secret_hash;
use crate::{
    Actor, App, Failure, Secret,
    facts::org,
    query::{Sees, open},
};

/// A line of the register.
#[derive(Debug, Clone)]
pub struct DeviceView {
    pub device: Device,
    /// Name of whoever typed the code on it.
    pub enrolled_by: Option<String>,
}

/// Every device, by number, newest first; with the right to manage users.
///
/// # Errors
/// [`Failure::Forbidden`].
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<DeviceView>, Failure> {
    let mut tx = open(app, actor, Sees::With(SystemRight::ManageUsers)).await?;
    let org = org::load(app, &mut tx, actor.tenant).await?;
    let devices = device_list(&mut tx, actor.tenant).await?;
    tx.rollback().await?;
    let name = |device: &Device| Some(org.people.get(&device.state.enrolment()?.by)?.name.clone());
    Ok(devices.into_iter().map(|device| DeviceView { enrolled_by: name(&device), device }).collect())
}

/// The device of the body that keeps a secret; none once it is off the register.
///
/// # Errors
/// Whatever the database says.
pub async fn of_secret(app: &App, tenant: TenantId, secret: &Secret) -> Result<Option<DeviceId>, Failure> {
    let mut tx = app.db.read().await?;
    let device = device_by_secret(&mut tx, tenant, secret_hash(tenant, secret.expose())).await?;
    tx.rollback().await?;
    Ok(device.filter(Device::counts).map(|device| device.id))
}

/// The number of the device on which somebody acts.
///
/// # Errors
/// Whatever the database says.
pub async fn own(app: &App, actor: &Actor) -> Result<Option<String>, Failure> {
    let Some(id) = actor.device else { return Ok(None) };
    let mut tx = open(app, actor, Sees::Own).await?;
    let device = device_find(&mut tx, actor.tenant, id).await?;
    tx.rollback().await?;
    Ok(device.filter(Device::counts).map(|device| device.number))
}
