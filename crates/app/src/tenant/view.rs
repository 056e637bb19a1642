//! What may be known of bodies; names and contacts are public.

use jiff::tz::TimeZone;
use tatefuda_domain::TenantId;
use tatefuda_store::{
    Tx,
    tenant::{Tenant, tenant_by_slug, tenant_find, tenant_list},
};

use crate::{App, Failure};

/// Every body of the installation, for the sign-in page.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App) -> Result<Vec<Tenant>, Failure> {
    let mut tx = app.db.read().await?;
    Ok(tenant_list(&mut tx).await?.readable())
}

/// A body by its word in addresses.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn by_slug(app: &App, slug: &str) -> Result<Tenant, Failure> {
    let mut tx = app.db.read().await?;
    tenant_by_slug(&mut tx, slug).await?.ok_or(Failure::NotFound)
}

/// A body by id.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn find(app: &App, tenant: TenantId) -> Result<Tenant, Failure> {
    let mut tx = app.db.read().await?;
    tenant_find(&mut tx, tenant).await?.ok_or(Failure::NotFound)
}

/// The time zone in which a body counts its days.
///
/// # Errors
/// [`Failure::NotFound`], or a zone that this program does not know.
pub async fn zone(tx: &mut Tx, tenant: TenantId) -> Result<TimeZone, Failure> {
    let tenant = tenant_find(tx, tenant).await?.ok_or(Failure::NotFound)?;
    TimeZone::get(&tenant.zone).map_err(Failure::internal)
}
