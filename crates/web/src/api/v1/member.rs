//! 職員

use axum::{
    Json as Out,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    member::{self, ChangePerson, EndPerson, GrantRight, PersonTexts, PersonView, RevokeRight},
    org::{Appoint, Span},
    publication::{self, Pending},
};
use tatefuda_domain::{AppointmentId, Moment, PersonId, PositionId, SystemRight, bound::Order};
use tatefuda_regulation::AppointmentKind;
use utoipa::ToSchema;

use super::{input::Nothing, schema};
use crate::{
    api::{
        caller::Caller,
        headers::{IfMatch, etag},
        json::Json,
        problem::Problem,
    },
    error::WebError,
    page::Id,
};

/// Everybody of the body.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct People {
    #[schema(value_type = Vec<schema::Person>)]
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

/// A person; oneself, or with the right to manage users.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people", operation_id = "member_show",
    params(("id" = String, Path)),
    responses((status = OK, body = schema::Person, headers(("ETag" = String, description = "The version"))),
        (status = FORBIDDEN, body = Problem), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(person): Id<PersonId>) -> Result<Response, WebError> {
    let found = member::find(caller.app(), caller.actor(), person).await?;
    Ok(([(header::ETAG, etag(found.person.version))], Out(found)).into_response())
}

/// What a person has scheduled.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PendingList {
    #[schema(value_type = Vec<schema::Pending>)]
    items: Vec<Pending>,
}

/// What a person has scheduled and nobody has finished; oneself, or with the right to manage users.
#[utoipa::path(get, path = "/api/v1/people/{id}/publications", tag = "people", operation_id = "member_pending",
    params(("id" = String, Path)),
    responses((status = OK, body = PendingList), (status = FORBIDDEN, body = Problem),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn pending(caller: Caller, Id(person): Id<PersonId>) -> Result<Out<PendingList>, WebError> {
    Ok(Out(PendingList { items: publication::pending(caller.app(), caller.actor(), person).await? }))
}

/// What is entered about a person; the login stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonTextsInput {
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

/// The version of something that was changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Changed {
    version: i64,
}

fn changed(version: i64) -> Response {
    ([(header::ETAG, etag(version))], Out(Changed { version })).into_response()
}

/// Changes name and number of a person.
#[utoipa::path(put, path = "/api/v1/people/{id}", tag = "people", operation_id = "member_change",
    request_body = PersonTextsInput, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Changed), (status = FORBIDDEN, body = Problem),
        (status = PRECONDITION_FAILED, body = Problem)))]
pub(crate) async fn change(
    caller: Caller,
    Id(id): Id<PersonId>,
    IfMatch(version): IfMatch,
    Json(input): Json<PersonTextsInput>,
) -> Result<Response, WebError> {
    let PersonTextsInput { name, kana, name_en, extension } = input;
    let texts = PersonTexts { name, kana, name_en, extension };
    Ok(changed(caller.execute(&ChangePerson { id, version, texts }).await?))
}

/// Ends a person's use: sign-in, sessions and tokens. Nothing is deleted.
#[utoipa::path(post, path = "/api/v1/people/{id}/end", tag = "people", operation_id = "member_end",
    request_body = Nothing, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Changed), (status = FORBIDDEN, body = Problem),
        (status = PRECONDITION_FAILED, body = Problem)))]
pub(crate) async fn end(
    caller: Caller,
    Id(id): Id<PersonId>,
    IfMatch(version): IfMatch,
    Json(Nothing {}): Json<Nothing>,
) -> Result<Response, WebError> {
    Ok(changed(caller.execute(&EndPerson { id, version }).await?))
}

/// A system right to grant or to take away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RightInput {
    /// `read-drafts`, `manage-users`, `read-audit`, `manage-regulation`, `manage-accounts`.
    #[schema(value_type = String)]
    right: SystemRight,
    /// Grant it, or take it away.
    granted: bool,
}

/// Grants a person a system right or takes it away.
#[utoipa::path(post, path = "/api/v1/people/{id}/rights", tag = "people", operation_id = "member_rights",
    request_body = RightInput, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem), (status = CONFLICT, body = Problem)))]
pub(crate) async fn rights(
    caller: Caller,
    Id(person): Id<PersonId>,
    Json(input): Json<RightInput>,
) -> Result<StatusCode, WebError> {
    let right = input.right;
    match input.granted {
        true => caller.execute(&GrantRight { person, right }).await?,
        false => caller.execute(&RevokeRight { person, right }).await?,
    }
    Ok(StatusCode::NO_CONTENT)
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
    #[schema(value_type = i64, minimum = 0, maximum = 1_000_000)]
    deputy_order: Order,
    /// From when it runs; absent: now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Moment>,
    /// Up to, not including, this moment; absent: open.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Moment>,
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
    let from = input.from.map_or_else(|| caller.now(), Moment::get);
    let span = Span { from, until: input.until.map(Moment::get) };
    let AppointmentInput { position, kind, deputy_of, deputy_order, .. } = input;
    let id =
        caller.execute(&Appoint { person, position, kind, deputy_of, deputy_order: deputy_order.get(), span }).await?;
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
