//! Stored answers.

use axum::Json as Out;
use serde::Serialize;
use tatefuda_app::answer;
use tatefuda_domain::AnswerId;
use tatefuda_regulation::Answer;
use utoipa::ToSchema;

use crate::{
    api::{caller::Caller, problem::Problem},
    error::WebError,
    page::Id,
};

/// A stored answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Stored {
    id: String,
    /// The document that governed.
    document: String,
    /// The act that was asked about.
    action: String,
    /// Noun and id of what it was about.
    subject_kind: String,
    subject: String,
    /// When it was asked.
    at: String,
    /// For which time.
    asked_for: String,
    /// The answer.
    answer: Answer,
}

/// Why an act was allowed or refused.
#[utoipa::path(get, path = "/api/v1/answers/{id}", tag = "answers", operation_id = "answer_show",
    params(("id" = String, Path)), responses((status = OK, body = Stored), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<AnswerId>) -> Result<Out<Stored>, WebError> {
    let stored = answer::find(caller.app(), caller.actor(), id).await?;
    Ok(Out(Stored {
        id: stored.id.to_string(),
        document: stored.document,
        action: stored.action.as_str().to_owned(),
        subject_kind: stored.subject.kind,
        subject: stored.subject.id,
        at: stored.at.to_string(),
        asked_for: stored.asked_for.to_string(),
        answer: stored.answer,
    }))
}
