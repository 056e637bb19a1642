//! From the service's answers to outcomes. Its errors have no codes: status and words are all there is.

use jiff::{SignedDuration, Timestamp};
use reqwest::{Response, StatusCode};
use serde::Deserialize;

use crate::{
    http::{BodyError, body as whole, chain},
    outcome::{ReadError, RejectClass, Rejection, SendOutcome, UnknownWhy, WaitClass},
    redact::redact,
};

/// How long to wait when too much was asked; the service does not say.
const WAIT: SignedDuration = SignedDuration::from_mins(1);
/// The service's words when the month's messages are used up: waiting for another hour helps nobody.
const MONTH: &str = "monthly limit";

#[derive(Deserialize)]
struct Said {
    /// The service of tokens says it under another name.
    #[serde(alias = "error_description")]
    message: String,
    #[serde(default)]
    details: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    message: Option<String>,
    property: Option<String>,
}

/// What a broadcast came to. The request's id is all that names it.
pub(super) async fn to_broadcast(answer: Response, now: Timestamp, secrets: &[&str]) -> SendOutcome {
    let header = |name: &str| {
        let value = answer.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned()).filter(|id| !id.is_empty() && id.len() <= 200)
    };
    // The same attempt was taken before: that one is the post.
    let name = if answer.status() == StatusCode::CONFLICT { "x-line-accepted-request-id" } else { "x-line-request-id" };
    let (status, id) = (answer.status(), header(name));
    let accepted = status.is_success() || status == StatusCode::CONFLICT;
    match (accepted, id) {
        (true, Some(platform_post_id)) => SendOutcome::Accepted { platform_post_id, permalink: None },
        (true, None) => SendOutcome::Unknown {
            why: UnknownWhy::UnreadableAnswer,
            detail: format!("HTTP {} without the id of a request", status.as_u16()),
        },
        (false, _) => match body(answer, now, secrets).await {
            Err(outcome) => outcome,
            Ok(_) => {
                SendOutcome::Unknown { why: UnknownWhy::UnreadableAnswer, detail: format!("HTTP {}", status.as_u16()) }
            }
        },
    }
}

/// The body of a success, or what the answer means.
pub(super) async fn body(answer: Response, now: Timestamp, secrets: &[&str]) -> Result<Vec<u8>, SendOutcome> {
    let status = answer.status();
    let body = whole(answer).await.map_err(|error| match error {
        BodyError::TooLong => {
            SendOutcome::Unknown { why: UnknownWhy::UnreadableAnswer, detail: "the answer is too long".to_owned() }
        }
        BodyError::Lost(error) => lost(error, secrets),
    })?;
    if status.is_success() { Ok(body) } else { Err(judge(status, &body, now, secrets)) }
}

fn judge(status: StatusCode, body: &[u8], now: Timestamp, secrets: &[&str]) -> SendOutcome {
    let code = status.as_u16();
    if status.is_server_error() {
        return SendOutcome::Unknown { why: UnknownWhy::ServerError, detail: format!("HTTP {code}") };
    }
    let Ok(said) = serde_json::from_slice::<Said>(body) else {
        let detail = format!("HTTP {code} without words of the service");
        return SendOutcome::Unknown { why: UnknownWhy::UnreadableAnswer, detail };
    };
    let class = match code {
        400 | 413 => RejectClass::ContentInvalid,
        401 => RejectClass::TokenDead,
        403 => RejectClass::Permission,
        429 if said.message.contains(MONTH) => RejectClass::Policy,
        429 => {
            return SendOutcome::Wait { until: now.saturating_add(WAIT).unwrap_or(now), class: WaitClass::Rate };
        }
        _ => RejectClass::Other,
    };
    let mut message = said.message;
    for detail in said.details {
        let (property, words) = (detail.property.unwrap_or_default(), detail.message.unwrap_or_default());
        message.push_str(&format!("; {property}: {words}"));
    }
    SendOutcome::Rejected(Rejection { class, code: code.to_string(), message: redact(&message, secrets) })
}

/// No answer came.
pub(super) fn none(error: reqwest::Error, secrets: &[&str]) -> SendOutcome {
    // Only these two prove that no byte of the request was written: it was not built, or there was no connection.
    if error.is_builder() || error.is_connect() {
        return SendOutcome::NotSent { why: redact(&chain(&error.without_url()), secrets) };
    }
    lost(error, secrets)
}

fn lost(error: reqwest::Error, secrets: &[&str]) -> SendOutcome {
    let why = if error.is_timeout() { UnknownWhy::Timeout } else { UnknownWhy::ConnectionLost };
    SendOutcome::Unknown { why, detail: redact(&chain(&error.without_url()), secrets) }
}

/// The same for a question that changes nothing.
pub(super) fn as_read_error(outcome: SendOutcome) -> ReadError {
    match outcome {
        SendOutcome::Rejected(no) => no.into(),
        SendOutcome::Wait { until, .. } => ReadError::Wait(until),
        SendOutcome::NotSent { why: detail } | SendOutcome::Unknown { detail, .. } => ReadError::Unreachable(detail),
        SendOutcome::Accepted { .. } | SendOutcome::Stayed => {
            ReadError::Unreadable("no answer to a question".to_owned())
        }
    }
}
