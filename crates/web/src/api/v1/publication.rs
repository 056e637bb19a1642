//! Intended sends that wait for a person.

use axum::Json as Out;
use serde::{Deserialize, Serialize};
use tatefuda_app::publication::{Cancel, Finding, Reschedule, Resolve};
use tatefuda_domain::{MediaId, Moment, PublicationId};
use utoipa::ToSchema;

use super::{
    input::{Nothing, SupplyInput, supplies},
    schema,
};
use crate::{
    api::{caller::Caller, headers::IfMatch, json::Json, problem::Problem},
    error::WebError,
    page::Id,
};

/// Where a send stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct State {
    /// `scheduled`, `held`, `published`, `failed`, `cancelled` …
    #[schema(value_type = schema::PublicationState)]
    state: String,
}

fn state(finished: tatefuda_app::publication::Finished) -> Out<State> {
    Out(State { state: finished.state.as_str().to_owned() })
}

/// Cancels a send that has not begun.
#[utoipa::path(post, path = "/api/v1/publications/{id}/cancel", tag = "publications", operation_id = "publication_cancel",
    request_body = Nothing, params(("id" = String, Path)),
    responses((status = OK, body = State), (status = CONFLICT, body = Problem)))]
pub(crate) async fn cancel(
    caller: Caller,
    Id(publication): Id<PublicationId>,
    Json(Nothing {}): Json<Nothing>,
) -> Result<Out<State>, WebError> {
    Ok(state(caller.execute(&Cancel { publication }).await?))
}

/// What a person found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResolveInput {
    /// Whether it is there.
    published: bool,
    /// Its address on that service and that account, if it is there.
    #[serde(default)]
    url: String,
    /// The platform's id, if known; must be the one that the address names.
    #[serde(default)]
    platform_post_id: Option<String>,
    /// For services whose posts have no addresses: a picture of the screen, by id. Absent for the second person who
    /// looked.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    picture: Option<MediaId>,
    /// The person looked at the account. Needed to say that it is not there.
    #[serde(default)]
    looked: bool,
    /// When they looked; absent: just now. To say that it is not there, not before `deniable_from`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    looked_at: Option<Moment>,
    /// What they saw. Needed to say that it is not there.
    #[serde(default)]
    seen: String,
    /// A remark.
    #[serde(default)]
    comment: String,
}

/// States what became of a send whose outcome is unknown.
#[utoipa::path(post, path = "/api/v1/publications/{id}/resolve", tag = "publications", operation_id = "publication_resolve",
    request_body = ResolveInput, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = State), (status = CONFLICT, body = Problem), (status = FORBIDDEN, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn resolve(
    caller: Caller,
    Id(publication): Id<PublicationId>,
    IfMatch(version): IfMatch,
    Json(input): Json<ResolveInput>,
) -> Result<Out<State>, WebError> {
    let finding = match input.published {
        // Whether an address is needed is the service's matter: the act says which is missing.
        true if input.url.trim().is_empty() => Finding::Shown { picture: input.picture },
        true => Finding::Published { url: input.url, platform_post_id: input.platform_post_id },
        false => Finding::NotThere,
    };
    let command = Resolve {
        publication,
        version,
        finding,
        looked: input.looked,
        looked_at: input.looked_at.map(Moment::get),
        seen: input.seen,
        comment: input.comment,
    };
    Ok(state(caller.execute(&command).await?))
}

/// When to try again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RescheduleInput {
    /// When, inside the window; absent: now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Moment>,
    /// Records given together with it.
    #[serde(default)]
    supplies: Vec<SupplyInput>,
}

/// Puts a held send back on the schedule.
#[utoipa::path(post, path = "/api/v1/publications/{id}/reschedule", tag = "publications",
    operation_id = "publication_reschedule", request_body = RescheduleInput,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = State), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn reschedule(
    caller: Caller,
    Id(publication): Id<PublicationId>,
    IfMatch(version): IfMatch,
    Json(input): Json<RescheduleInput>,
) -> Result<Out<State>, WebError> {
    let supplies = supplies(input.supplies);
    Ok(state(caller.execute(&Reschedule { publication, version, at: input.at.map(Moment::get), supplies }).await?))
}
