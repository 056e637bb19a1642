//! Errors for machines: `application/problem+json` (RFC 9457) with the same answer object as everywhere.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use tatefuda_app::{Failure, FieldError};
use tatefuda_i18n::Translator;
use utoipa::ToSchema;

use crate::{error::WebError, form::Issue, state::AppState, text, visit::Visit};

/// Why a request was not carried out.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Kind of problem: `urn:tatefuda:problem:<word>`.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words, in the language of the request.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What to know about this occurrence, in the language of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Number of the request, as in `X-Request-Id` and in the log.
    instance: String,
    /// For `refused`: the answer of the regulation, as it is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<tatefuda_regulation::Answer>)]
    answer: Option<serde_json::Value>,
    /// For `refused`: under which id the answer is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_id: Option<String>,
    /// For `invalid`: what is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemField>,
    /// For `stale`: the digest that was shown and the one that is there, with the difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    stale: Option<StaleContent>,
    /// For `conflict`: the version that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<i64>,
    /// For `conflict`: the version that is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<i64>,
}

/// One field that cannot be used.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemField {
    /// Its place in the body.
    field: String,
    /// A stable word.
    code: String,
    /// In words, in the language of the request.
    message: String,
}

/// Content that is not the one shown.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaleContent {
    /// Digest of what was shown.
    shown: String,
    /// Digest of what is there.
    now: String,
    /// What differs, field by field.
    difference: Vec<StaleField>,
}

/// One field that differs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaleField {
    field: String,
    before: String,
    after: String,
}

/// The response to an error.
pub(crate) fn render(state: &AppState, visit: &Visit, error: &WebError, cross_site: bool) -> Response {
    let tr = state.translator(visit);
    let status = if cross_site { StatusCode::FORBIDDEN } else { status(error) };
    let word = if cross_site { "cross-site" } else { word(error, status) };
    let title = format!("problem-{word}");
    let mut problem = Problem {
        kind: format!("urn:tatefuda:problem:{word}"),
        title: if tr.has(&title) { tr.text(&title) } else { status.canonical_reason().unwrap_or_default().to_owned() },
        status: status.as_u16(),
        detail: detail(&tr, error),
        instance: visit.id().to_owned(),
        answer: None,
        answer_id: None,
        errors: vec![],
        stale: None,
        seen: None,
        current: None,
    };
    particulars(&tr, error, &mut problem);
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let kind = HeaderValue::from_static("application/problem+json");
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    if status == StatusCode::UNAUTHORIZED {
        // The browser is asked to sign in through the interface's own scheme.
        let value = HeaderValue::from_static("Bearer realm=\"tatefuda\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// Programs have no session that could end: what they lack is a token.
fn detail(tr: &Translator, error: &WebError) -> Option<String> {
    match error {
        WebError::SignInFirst(_) => Some(tr.text("problem-unauthenticated-detail")),
        other => other.detail(tr),
    }
}

/// A version named in `If-Match` that is not there is a failed precondition.
fn status(error: &WebError) -> StatusCode {
    match error {
        WebError::App(Failure::Conflict { .. } | Failure::Stale(_), _) => StatusCode::PRECONDITION_FAILED,
        other => other.status(),
    }
}

fn word(error: &WebError, status: StatusCode) -> &'static str {
    match error {
        WebError::App(failure, _) => match failure {
            Failure::NotFound => "not-found",
            Failure::Forbidden(_) => "forbidden",
            Failure::Refused(_) => "refused",
            Failure::Stale(_) => "stale",
            Failure::Conflict { .. } => "conflict",
            Failure::Invalid(_) => "invalid",
            Failure::State { .. } => "state",
            Failure::Unreadable(_) => "unreadable",
            Failure::CommandReused => "command-reused",
            Failure::RateLimited { .. } => "rate-limited",
            Failure::Busy | Failure::Unavailable(_) => "unavailable",
            Failure::Internal(_) => "internal",
        },
        WebError::OperatorKey => "operator-key",
        WebError::Malformed(_) => "malformed",
        WebError::Fields(_) => "invalid",
        _ => match status.as_u16() {
            401 => "unauthenticated",
            403 => "forbidden",
            404 => "not-found",
            405 => "method-not-allowed",
            412 => "precondition-failed",
            413 => "too-large",
            415 => "unsupported-media-type",
            428 => "precondition-required",
            503 => "unavailable",
            500..=599 => "internal",
            _ => "bad-request",
        },
    }
}

fn particulars(tr: &Translator, error: &WebError, problem: &mut Problem) {
    match error {
        WebError::App(Failure::Refused(refusal), _) => {
            problem.answer = serde_json::to_value(&refusal.answer).ok();
            problem.answer_id = Some(refusal.id.to_string());
        }
        WebError::App(Failure::Invalid(errors), _) => {
            problem.errors = errors.iter().map(|error| of_use_case(tr, error)).collect();
        }
        WebError::Fields(issues) => {
            problem.errors = issues.iter().map(|issue| of_reading(tr, issue)).collect();
        }
        WebError::App(Failure::Conflict { seen, current }, _) => {
            (problem.seen, problem.current) = (Some(*seen), Some(*current));
        }
        WebError::App(Failure::Stale(stale), _) => {
            let difference = stale.difference.iter().map(|one| StaleField {
                field: one.field.clone(),
                before: one.before.clone(),
                after: one.after.clone(),
            });
            problem.stale = Some(StaleContent {
                shown: stale.shown.to_string(),
                now: stale.now.to_string(),
                difference: difference.collect(),
            });
        }
        _ => {}
    }
}

fn of_use_case(tr: &Translator, error: &FieldError) -> ProblemField {
    ProblemField { field: error.field.clone(), code: error.key.clone(), message: text::field_message(tr, error) }
}

fn of_reading(tr: &Translator, issue: &Issue) -> ProblemField {
    ProblemField { field: issue.field.clone(), code: issue.code.to_owned(), message: text::issue_message(tr, issue) }
}
