//! Who calls.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::caller::Caller;

/// Who calls, in which capacity, with which rights.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    /// The person.
    person: String,
    /// Their name.
    name: String,
    /// The body.
    body: String,
    /// Short name of the body, as in its public address.
    slug: String,
    /// `read` or `act`.
    scope: String,
    /// The appointment in which the token acts.
    capacity: Option<String>,
    /// Appointments that run now.
    capacities: Vec<Capacity>,
    /// System rights.
    rights: Vec<String>,
}

/// An appointment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Capacity {
    id: String,
    section: String,
    position: String,
    rank: String,
    extension: String,
}

/// Who calls.
#[utoipa::path(get, path = "/api/v1/me", tag = "me", operation_id = "me",
    responses((status = OK, body = Me), (status = UNAUTHORIZED, body = crate::api::problem::Problem)))]
pub(crate) async fn show(caller: Caller) -> Json<Me> {
    let (session, actor) = (caller.session(), caller.actor());
    let capacities = session.appointments().iter().map(|one| Capacity {
        id: one.appointment.id.to_string(),
        section: one.section_name.clone(),
        position: one.position_name.clone(),
        rank: one.rank.clone(),
        extension: one.extension.clone(),
    });
    Json(Me {
        person: actor.person.to_string(),
        name: session.name().to_owned(),
        body: session.body().name_ja.clone(),
        slug: session.body().slug.clone(),
        scope: actor.scope.as_str().to_owned(),
        capacity: actor.capacity.map(|id| id.to_string()),
        capacities: capacities.collect(),
        rights: actor.rights.iter().map(|right| right.as_str().to_owned()).collect(),
    })
}
