//! Taking a post away: `DELETE /{post}`.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{
    Facebook,
    errors::{Failure, failure},
    publish::is_id,
};
use crate::{
    act::{ActError, There},
    http::{BodyError, body, chain},
    outcome::UnknownWhy,
    redact::redact,
};

/// What the service says of a thing that is not there, or that it does not show to us: the same words for both.
const NOT_THERE: &str = "100/33";

#[derive(Deserialize)]
struct Done {
    success: bool,
}

pub(super) async fn remove(
    facebook: &Facebook,
    token: &SecretString,
    there: There<'_>,
    now: Timestamp,
) -> Result<(), ActError> {
    if !is_id(there.post) {
        return Err(ActError::NotSent(format!("{:?} is not the id of a post", redact(there.post, &[]))));
    }
    let secrets = facebook.secrets(token);
    let address = facebook.address(&format!("/{}/{}", facebook.config.version, there.post));
    let request = facebook.client.delete(address).bearer_auth(token.expose_secret());
    let request = match facebook.proof(token) {
        Some(proof) => request.query(&[proof]),
        None => request,
    };
    let lost = |error: reqwest::Error| {
        let why = if error.is_timeout() { UnknownWhy::Timeout } else { UnknownWhy::ConnectionLost };
        ActError::Unknown { why, detail: redact(&chain(&error.without_url()), &secrets) }
    };
    let answer = request.send().await.map_err(|error| {
        // Only these two prove that no byte of the request was written.
        if error.is_builder() || error.is_connect() {
            return ActError::NotSent(redact(&chain(&error.without_url()), &secrets));
        }
        lost(error)
    })?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let budget = facebook.usage.note(there.account, &headers, now);
    let unreadable = |detail: String| ActError::Unknown { why: UnknownWhy::UnreadableAnswer, detail };
    let body = body(answer).await.map_err(|error| match error {
        BodyError::TooLong => unreadable("the answer is too long".to_owned()),
        BodyError::Lost(error) => lost(error),
    })?;
    if status.is_success() {
        return match serde_json::from_slice::<Done>(&body) {
            Ok(Done { success: true }) => Ok(()),
            _ => Err(unreadable(format!("HTTP {} without that it is done", status.as_u16()))),
        };
    }
    Err(match failure(status, &headers, &body, budget, now, &secrets) {
        Failure::Rejected(no) if no.code == NOT_THERE => ActError::Gone(no.message),
        Failure::Rejected(no) => ActError::Rejected(no),
        Failure::Wait(until) => ActError::Wait(until),
        Failure::Server(detail) => ActError::Unknown { why: UnknownWhy::ServerError, detail },
        Failure::Unreadable(detail) => unreadable(detail),
    })
}
