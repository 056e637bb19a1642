//! Who is signed in, with what the surroundings of a page show of them.

use std::sync::Arc;

use axum::http::HeaderMap;
use jiff::tz::TimeZone;
use tatefuda_app::{
    Actor, Failure, Secret, Via, device, member,
    org::AppointmentView,
    session::authenticate,
    tenant::{self, Tenant},
};
use tatefuda_domain::SessionId;

use crate::{cookie, state::AppState};

/// A session of a browser, or a personal token in use. Cheap to clone: the layers around a handler word errors for the same
/// person, so each of them holds it.
#[derive(Clone)]
pub(crate) struct Session(Arc<Inner>);

struct Inner {
    /// Absent for a personal token.
    id: Option<SessionId>,
    actor: Actor,
    name: String,
    appointments: Vec<AppointmentView>,
    body: Tenant,
    zone: TimeZone,
}

impl Session {
    pub(crate) fn id(&self) -> Option<SessionId> {
        self.0.id
    }

    pub(crate) fn actor(&self) -> &Actor {
        &self.0.actor
    }

    /// The person's name.
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Capacities in which the person can act now.
    pub(crate) fn appointments(&self) -> &[AppointmentView] {
        &self.0.appointments
    }

    pub(crate) fn body(&self) -> &Tenant {
        &self.0.body
    }

    /// The zone in which the body counts its days.
    pub(crate) fn zone(&self) -> &TimeZone {
        &self.0.zone
    }
}

/// Who acts with the secret of a session; `None` when it has ended.
pub(crate) async fn resolve(state: &AppState, secret: String, headers: &HeaderMap) -> Result<Option<Session>, Failure> {
    let Some(mut signed) = authenticate(state.app(), &Secret::new(secret), Via::Screen).await? else { return Ok(None) };
    if let Some(kept) = cookie::device(headers, state.config(), signed.actor.tenant) {
        signed.actor.device = device::of_secret(state.app(), signed.actor.tenant, &Secret::new(kept)).await?;
    }
    of(state, Some(signed.session.id), signed.actor).await.map(Some)
}

/// Who acts with a personal token; `None` for a token that is none.
pub(crate) async fn of_token(state: &AppState, token: String) -> Result<Option<Session>, Failure> {
    let Some(actor) = tatefuda_app::token::authenticate(state.app(), &Secret::new(token)).await? else {
        return Ok(None);
    };
    of(state, None, actor).await.map(Some)
}

async fn of(state: &AppState, id: Option<SessionId>, actor: Actor) -> Result<Session, Failure> {
    let person = member::own(state.app(), &actor).await?;
    let body = tenant::find(state.app(), actor.tenant).await?;
    let zone = TimeZone::get(&body.zone).map_err(Failure::internal)?;
    let (name, appointments) = (person.person.name, person.appointments);
    Ok(Session(Arc::new(Inner { id, actor, name, appointments, body, zone })))
}
