//! From a person to whoever acts.

use tatefuda_domain::{AppointmentId, PersonId, TenantId};
use tatefuda_store::{
    Tx,
    member::{credential_find, right_list},
};

use crate::{Actor, App, Failure, Via, facts::org};

/// A person as an actor at this moment. The wished capacity counts only while it runs; without a wish it
/// is the regular one of the highest rank. None for somebody of another body or who has left.
///
/// # Errors
/// Whatever the database says.
pub async fn actor_of(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    wished: Option<AppointmentId>,
    via: Via,
) -> Result<Option<Actor>, Failure> {
    let now = app.env.now();
    let org = org::load(app, tx, tenant).await?;
    let Some(known) = org.people.get(&person) else { return Ok(None) };
    if known.ended_at.is_some_and(|ended| ended <= now) {
        return Ok(None);
    }
    let running = org.capacities(person, now);
    let capacity = match wished {
        Some(wished) if running.iter().any(|one| one.id == wished) => Some(wished),
        // The worker acts exactly as the person did, or in no capacity at all.
        Some(_) if via == Via::Worker => None,
        _ => running.first().map(|one| one.id),
    };
    let rights = right_list(tx, tenant, person).await?;
    let mut actor = Actor::new(tenant, person, capacity, rights, via);
    if via != Via::Worker {
        actor.must_change_password = credential_find(tx, tenant, person).await?.is_none_or(|one| one.must_change);
    }
    Ok(Some(actor))
}
