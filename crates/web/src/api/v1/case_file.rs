//! Files of cases.

use axum::{
    body::Bytes,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use tatefuda_app::{
    Failure,
    case::{self, AddFile, FileAdded, ProofError, file_problem},
};
use tatefuda_domain::{CaseFileId, CaseId};
use utoipa::IntoParams;

use crate::{
    api::{caller::Caller, json::Query, problem::Problem},
    case::file::respond,
    error::WebError,
    page::Id,
};

/// To what a file is brought.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Brought {
    case: CaseId,
    /// The step for which it is; absent: the case as a whole.
    #[serde(default)]
    step: Option<String>,
    /// What it is called where it comes from.
    name: String,
}

/// Brings a file to a case as evidence. The body is the file, up to 20 MB; its type is read from its bytes: pictures, PDF,
/// documents without macros, text, MP4. The hash in the answer is what fields of records for files name.
#[utoipa::path(post, path = "/api/v1/case-files", tag = "cases", operation_id = "case_file",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    params(Brought, ("Idempotency-Key" = Option<String>, Header, description = "Id of the command")),
    responses((status = CREATED, body = FileAdded), (status = FORBIDDEN, body = Problem),
        (status = NOT_FOUND, body = Problem), (status = CONFLICT, body = Problem),
        (status = PAYLOAD_TOO_LARGE, body = Problem), (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn add(
    caller: Caller,
    Query(to): Query<Brought>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, WebError> {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(Failure::Invalid(vec![file_problem(ProofError::TooLarge)]).into());
        }
        Err(rejection) => return Err(WebError::Status(rejection.status())),
    };
    let added = caller.execute(&AddFile::read(to.case, to.step, &to.name, body.into())?).await?;
    let location = [(header::LOCATION, format!("/api/v1/case-files/{}", added.file))];
    Ok((StatusCode::CREATED, location, axum::Json(added)).into_response())
}

/// The bytes of a file, as they were brought.
#[utoipa::path(get, path = "/api/v1/case-files/{id}", tag = "cases", operation_id = "case_file_show",
    params(("id" = String, Path)),
    responses((status = OK, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<CaseFileId>) -> Result<Response, WebError> {
    Ok(respond(case::file(caller.app(), caller.actor(), id).await?))
}
