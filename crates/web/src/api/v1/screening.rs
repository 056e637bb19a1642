//! Reading a text.

use axum::Json as Out;
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    Failure,
    screening::{self, Screened},
};
use utoipa::ToSchema;

use crate::{
    api::{caller::Caller, json::Json, problem::Problem},
    error::WebError,
    screening::page::mode,
};

/// A text to read. It is not stored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScreeningInput {
    /// At most 20,000 characters.
    #[schema(max_length = 20_000, min_length = 1)]
    text: String,
    /// `draft` (of staff) or `comment` (of a citizen).
    #[schema(pattern = "^(draft|comment)$")]
    mode: String,
}

/// What was read in a text: proposals. What they mean is laid down in the regulation, and a named person decides.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Screening {
    findings: Vec<Screened>,
}

/// Reads a text: expressions and personal data in it, how they were read, and the clauses that speak of them.
#[utoipa::path(post, path = "/api/v1/screening", tag = "screening", operation_id = "screening_read",
    request_body = ScreeningInput,
    responses((status = OK, body = Screening), (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn read(caller: Caller, Json(input): Json<ScreeningInput>) -> Result<Out<Screening>, WebError> {
    let mode = mode(&input.mode).ok_or_else(|| Failure::invalid("mode", "not-a-mode"))?;
    Ok(Out(Screening { findings: screening::read(caller.app(), caller.actor(), &input.text, mode).await? }))
}
