//! Late is held: what missed its time waits for a person; nothing floods after an outage.

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{
    Service, TenantId,
    publication::{Publication, PublicationState},
};
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
    // What waits for a person's hands has its own time (decision 0034): nobody floods by taking it.
    if matches!(intent.state.name(), PublicationState::Waiting | PublicationState::Taken) {
        return Ok(false);
    }
    let service: Option<Service> = account::get(tx, tenant, intent.account).await?.map(|account| account.service);
    let governing = match governing::find(app, tx, tenant, service.as_ref(), now).await {
        Ok(governing) => governing,
        // Without a regulation in force, or with one that cannot be read, the send is held for that.
        Err(Failure::State { .. } | Failure::Unreadable(_)) => return Ok(false),
        Err(failure) => return Err(failure),
    };
    Ok(now.duration_since(intent.due_at) > tolerated(&governing.regulation))
}

/// Parameter of the house pack: for how many days a post that nobody gave a window may be brought out.
const WINDOW_DAYS: &str = "window-days";

/// Until when a task by hand may be taken and answered: the end of its window; of a post without one, as long as a window
/// is where nobody says otherwise.
pub(crate) fn end_of_task(regulation: &Regulation, intent: &Publication, now: Timestamp) -> Timestamp {
    let days = number(regulation, WINDOW_DAYS).unwrap_or(1).clamp(1, 366);
    let usual = SignedDuration::from_hours(24 * days);
    intent.window.until.unwrap_or_else(|| now.checked_add(usual).unwrap_or(Timestamp::MAX))
}

/// The tolerated delay. Unset: a minute, in which a worker can have taken it up.
pub fn tolerated(regulation: &Regulation) -> SignedDuration {
    SignedDuration::from_mins(number(regulation, TOLERATED).unwrap_or(1).clamp(1, 24 * 60))
}

/// A number of the house pack, as the body has set it or as it is stated.
fn number(regulation: &Regulation, id: &str) -> Option<i64> {
    let stated = regulation.house().parameters.iter().find(|parameter| parameter.id == id);
    let value = regulation
        .settings()
        .get(&format!("param:house:{id}"))
        .or_else(|| stated.and_then(|parameter| parameter.value.as_deref()));
    value.and_then(|text| text.trim().parse::<i64>().ok())
}
