//! One send.

use jiff::Timestamp;
use reqwest::Response;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{
    Facebook,
    errors::{Failure, failure},
    photos,
};
use crate::{
    http::{BodyError, body, chain},
    outcome::{SendOutcome, UnknownWhy, WaitClass},
    platform::{OutgoingPost, SendContext},
    redact::redact,
    stage::{StageKind, Standings},
};

#[derive(Deserialize)]
pub(super) struct Created {
    pub(super) id: String,
}

pub(super) async fn publish(
    facebook: &Facebook,
    token: &SecretString,
    post: &OutgoingPost,
    standing: &Standings,
    context: SendContext<'_>,
) -> SendOutcome {
    if let Some(until) = facebook.usage.waits_until(&post.account, context.now) {
        return SendOutcome::Wait { until, class: WaitClass::Budget };
    }
    if !is_id(&post.account) {
        return SendOutcome::NotSent { why: format!("{:?} is not the id of a page", redact(&post.account, &[])) };
    }
    let secrets = facebook.secrets(token);
    let wire = super::wire::request(&facebook.config.version, post);
    let mut form = wire.params;
    if !post.media.is_empty() {
        let ids = standing.handles(StageKind::Upload);
        if ids.len() != post.media.len() {
            let why = format!("{} of {} pictures stand, nothing was published", ids.len(), post.media.len());
            return SendOutcome::NotSent { why };
        }
        form.push(("attached_media", photos::attached(&ids)));
    }
    form.extend(facebook.proof(token));
    // Residents see nothing yet: the feed is the one call that publishes.
    if !context.gate.may_go().await {
        return SendOutcome::Stayed;
    }
    let sent =
        facebook.client.post(facebook.address(&wire.path)).bearer_auth(token.expose_secret()).form(&form).send().await;
    let answer = match sent {
        Ok(answer) => answer,
        Err(error) => return not_answered(error, &secrets),
    };
    let outcome = judge(facebook, answer, post, context.now, &secrets).await;
    tracing::debug!(attempt = %context.attempt, account = %post.account, outcome = name(&outcome), "sent to Facebook");
    outcome
}

/// The address is taken out of the error: it names page and proxy, and is of no use to the reader.
fn not_answered(error: reqwest::Error, secrets: &[&str]) -> SendOutcome {
    let error = error.without_url();
    let detail = redact(&chain(&error), secrets);
    // Only these two prove that no byte of the request was written: it was not built, or there was no connection.
    if error.is_builder() || error.is_connect() {
        return SendOutcome::NotSent { why: detail };
    }
    let why = if error.is_timeout() { UnknownWhy::Timeout } else { UnknownWhy::ConnectionLost };
    SendOutcome::Unknown { why, detail }
}

async fn judge(
    facebook: &Facebook,
    answer: Response,
    post: &OutgoingPost,
    now: Timestamp,
    secrets: &[&str],
) -> SendOutcome {
    let (status, headers) = (answer.status(), answer.headers().clone());
    let budget = facebook.usage.note(&post.account, &headers, now);
    let body = match body(answer).await {
        Ok(body) => body,
        Err(BodyError::TooLong) => {
            return SendOutcome::Unknown { why: UnknownWhy::UnreadableAnswer, detail: "the answer is too long".into() };
        }
        Err(BodyError::Lost(error)) => {
            let why = if error.is_timeout() { UnknownWhy::Timeout } else { UnknownWhy::ConnectionLost };
            return SendOutcome::Unknown { why, detail: redact(&chain(&error.without_url()), secrets) };
        }
    };
    if status.is_success() {
        return match serde_json::from_slice::<Created>(&body) {
            Ok(created) if !created.id.is_empty() => {
                let mut permalink = facebook.config.site.clone();
                permalink.set_path(&created.id);
                SendOutcome::Accepted { platform_post_id: created.id, permalink: Some(permalink.into()) }
            }
            _ => SendOutcome::Unknown {
                why: UnknownWhy::UnreadableAnswer,
                detail: format!("HTTP {} without the id of a post", status.as_u16()),
            },
        };
    }
    match failure(status, &headers, &body, budget, now, secrets) {
        Failure::Rejected(rejection) => SendOutcome::Rejected(rejection),
        Failure::Wait(until) => SendOutcome::Wait { until, class: WaitClass::Rate },
        Failure::Server(detail) => SendOutcome::Unknown { why: UnknownWhy::ServerError, detail },
        Failure::Unreadable(detail) => SendOutcome::Unknown { why: UnknownWhy::UnreadableAnswer, detail },
    }
}

/// Ids of pages go into the path; nothing else may.
pub(super) fn is_id(account: &str) -> bool {
    !account.is_empty()
        && account.len() <= 64
        && account.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn name(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Accepted { .. } => "accepted",
        SendOutcome::Rejected(rejection) => rejection.class.as_str(),
        SendOutcome::Wait { .. } => "wait",
        SendOutcome::NotSent { .. } => "not-sent",
        SendOutcome::Stayed => "stayed",
        SendOutcome::Unknown { why, .. } => why.as_str(),
    }
}
