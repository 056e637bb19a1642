//! Where a place lies, and the key that signs what is sent to it: sealed, opened for the one call that uses it.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{NoticePlaceId, TenantId, notice::NoticePlace};
use tatefuda_vault::{Place, Sealed};

use crate::{core::App, failure::Failure};

/// Opened.
#[derive(Serialize, Deserialize)]
pub(super) struct Address {
    /// A mail address, or one on the web.
    pub address: String,
    /// Of a hook.
    pub key: String,
}

fn spot<'a>(tenant: &'a str, row: &'a str) -> Place<'a> {
    Place { tenant, table: "notice_place", column: "sealed", row }
}

/// The id of the key, and what is stored.
pub(super) fn seal(app: &App, tenant: TenantId, id: NoticePlaceId, address: &Address) -> (String, Vec<u8>) {
    let text = SecretString::from(serde_json::to_string(address).unwrap_or_default());
    let (tenant, row) = (tenant.to_string(), id.to_string());
    let sealed = app.keys.sealer().seal(&spot(&tenant, &row), &text, app.env.entropy());
    (sealed.key_id().to_owned(), sealed.to_string().into_bytes())
}

/// # Errors
/// It was sealed elsewhere, or nothing is kept any more.
pub(super) fn open(app: &App, tenant: TenantId, place: &NoticePlace) -> Result<Address, Failure> {
    let text = String::from_utf8(place.sealed.clone()).map_err(Failure::internal)?;
    let sealed: Sealed = text.parse().map_err(Failure::internal)?;
    let (tenant, row) = (tenant.to_string(), place.id.to_string());
    let opened = app.keys.sealer().open(&spot(&tenant, &row), &sealed).map_err(Failure::internal)?;
    serde_json::from_str(opened.expose_secret()).map_err(Failure::internal)
}
