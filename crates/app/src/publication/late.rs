//! Late is held: what missed its time waits for a person; nothing floods after an outage.

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{Service, TenantId, publication::Publication};
use tatefuda_regulation::Regulation;
use tatefuda_store::{Tx, account};

use crate::{core::App, failure::Failure, regulation::governing};

/// Parameter of the house pack: minutes that a send may be late.
pub const TOLERATED: &str = "tolerated-delay";

/// Whether more time has passed since it was due than the house tolerates.
pub(super) async fn is_late(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    intent: &Publication,
    now: Timestamp,
) -> Result<bool, Failure> {
    let service: Option<Service> = account::get(tx, tenant, intent.account).await?.map(|account| account.service);
    let governing = match governing::find(app, tx, tenant, service.as_ref(), now).await {
        Ok(governing) => governing,
        // Without a regulation in force, or with one that cannot be read, the send is held for that.
        Err(Failure::State { .. } | Failure::Unreadable(_)) => return Ok(false),
        Err(failure) => return Err(failure),
    };
    Ok(now.duration_since(intent.due_at) > tolerated(&governing.regulation))
}

/// The tolerated delay. Unset: a minute, in which a worker can have taken it up.
pub fn tolerated(regulation: &Regulation) -> SignedDuration {
    let stated = regulation.house().parameters.iter().find(|parameter| parameter.id == TOLERATED);
    let value = regulation
        .settings()
        .get(&format!("param:house:{TOLERATED}"))
        .or_else(|| stated.and_then(|parameter| parameter.value.as_deref()));
    let minutes = value.and_then(|text| text.trim().parse::<i64>().ok()).unwrap_or(1);
    SignedDuration::from_mins(minutes.clamp(1, 24 * 60))
}
