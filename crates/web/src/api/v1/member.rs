//! 職員

use axum::{
    Json as Out,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    Secret,
    member::{self, GrantRight, PersonTexts, PersonView, RevokeRight},
    publication::{self, Pending},
};
use tatefuda_domain::{PersonId, SystemRight};
use utoipa::ToSchema;

use super::Nothing;
use crate::{
    api::{caller::Caller, headers::etag, json::Json, problem::Problem},
    error::WebError,
    page::Id,
};

/// Everybody of the body.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct People {
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
pub(crate) struct PersonInput {
    /// The name for signing in; never changes.
    login: String,
    #[serde(flatten)]
    texts: PersonTexts,
}

/// A password that is shown once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Initial {
    /// The person.
    person: String,
    /// The initial password; absent when the command was a repeat, because nobody knows it any more.
    initial_password: Option<String>,
}

impl Initial {
    fn of(person: PersonId, password: Option<&Secret>) -> Out<Self> {
        let initial_password = password.map(|secret| secret.expose().to_owned());
        Out(Self { person: person.to_string(), initial_password })
    }
}

/// Enters a person.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", operation_id = "member_add", request_body = PersonInput,
    responses((status = CREATED, body = Initial), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn add(caller: Caller, Json(input): Json<PersonInput>) -> Result<Response, WebError> {
    let id = caller.command_id();
    let created = member::create(caller.app(), caller.actor(), id, &input.login, input.texts).await?;
    Ok((StatusCode::CREATED, Initial::of(created.id, created.password.as_ref())).into_response())
}

/// A person; oneself, or with the right to manage users.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people", operation_id = "member_show",
    params(("id" = String, Path)),
    responses((status = OK, body = PersonView, headers(("ETag" = String, description = "The version"))),
        (status = FORBIDDEN, body = Problem), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(person): Id<PersonId>) -> Result<Response, WebError> {
    let found = member::find(caller.app(), caller.actor(), person).await?;
    Ok(([(header::ETAG, etag(found.person.version))], Out(found)).into_response())
}

/// What a person has scheduled.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PendingList {
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
    Ok(Initial::of(person, password.as_ref()))
}
