//! 職員

use axum::{
    Json as Out,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    member::{self, PersonTexts, PersonView},
    org::{Appoint, Span},
};
use tatefuda_domain::{AppointmentId, PersonId, PositionId};
use tatefuda_regulation::AppointmentKind;
use utoipa::ToSchema;

use super::input::Nothing;
use crate::{
    api::{caller::Caller, json::Json, problem::Problem},
    error::WebError,
    page::Id,
};

/// Everybody of the body.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct People {
    #[schema(value_type = Vec<Object>)]
    items: Vec<PersonView>,
}

/// Everybody; needs the right to manage users.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", operation_id = "member_list",
    responses((status = OK, body = People), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn list(caller: Caller) -> Result<Out<People>, WebError> {
    Ok(Out(People { items: member::list(caller.app(), caller.actor()).await? }))
}

/// A person to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonInput {
    /// The name for signing in; never changes.
    login: String,
    /// The name.
    name: String,
    /// In kana.
    #[serde(default)]
    kana: String,
    /// In English letters.
    #[serde(default)]
    name_en: String,
    /// The extension number, where the position's does not fit.
    #[serde(default)]
    extension: String,
}

/// A password that is shown once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Initial {
    /// The person.
    person: String,
    /// The initial password; absent when the command was a repeat, because nobody knows it any more.
    initial_password: Option<String>,
}

/// Enters a person.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", operation_id = "member_add", request_body = PersonInput,
    responses((status = CREATED, body = Initial), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn add(caller: Caller, Json(input): Json<PersonInput>) -> Result<Response, WebError> {
    let PersonInput { login, name, kana, name_en, extension } = input;
    let texts = PersonTexts { name, kana, name_en, extension };
    let created = member::create(caller.app(), caller.actor(), caller.command_id(), &login, texts).await?;
    let initial_password = created.password.map(|secret| secret.expose().to_owned());
    let body = Initial { person: created.id.to_string(), initial_password };
    Ok((StatusCode::CREATED, Out(body)).into_response())
}

/// An appointment to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppointmentInput {
    /// The position (職).
    #[schema(value_type = String, format = "uuid")]
    position: PositionId,
    /// `regular`, `concurrent` (兼務), `acting` (事務取扱).
    #[serde(default)]
    #[schema(value_type = String)]
    kind: AppointmentKind,
    /// The appointment for which this one stands in.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    deputy_of: Option<AppointmentId>,
    /// Which deputy: 1 before 2.
    #[serde(default)]
    deputy_order: i64,
    /// From when it runs; absent: now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Up to, not including, this moment; absent: open.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// An appointment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Appointed {
    id: String,
}

/// Appoints a person to a position.
#[utoipa::path(post, path = "/api/v1/people/{id}/appointments", tag = "people", operation_id = "member_appoint",
    request_body = AppointmentInput, params(("id" = String, Path)),
    responses((status = CREATED, body = Appointed), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn appoint(
    caller: Caller,
    Id(person): Id<PersonId>,
    Json(input): Json<AppointmentInput>,
) -> Result<Response, WebError> {
    // A person of another body is not there.
    member::find(caller.app(), caller.actor(), person).await?;
    let span = Span { from: input.from.unwrap_or_else(|| caller.now()), until: input.until };
    let AppointmentInput { position, kind, deputy_of, deputy_order, .. } = input;
    let id = caller.execute(&Appoint { person, position, kind, deputy_of, deputy_order, span }).await?;
    Ok((StatusCode::CREATED, Out(Appointed { id: id.to_string() })).into_response())
}

/// Gives a person a new initial password; every session and token of theirs ends.
#[utoipa::path(post, path = "/api/v1/people/{id}/password-reset", tag = "people", operation_id = "member_reset",
    request_body = Nothing, params(("id" = String, Path)),
    responses((status = OK, body = Initial), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn reset(
    caller: Caller,
    Id(person): Id<PersonId>,
    Json(Nothing {}): Json<Nothing>,
) -> Result<Out<Initial>, WebError> {
    let password = member::reset_password(caller.app(), caller.actor(), caller.command_id(), person).await?;
    let initial_password = password.map(|secret| secret.expose().to_owned());
    Ok(Out(Initial { person: person.to_string(), initial_password }))
}
