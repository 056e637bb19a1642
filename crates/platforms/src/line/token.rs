//! Stateless tokens: 15 minutes, made of a channel's id and secret, never stored.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tatefuda_domain::Digest;

use super::{Line, TIMEOUT, answer};
use crate::{
    credentials::Credentials,
    outcome::{RejectClass, Rejection, SendOutcome},
};

/// A token is not used any more for so long before its end.
const SPARE: SignedDuration = SignedDuration::from_secs(60);

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    expires_in: i64,
}

/// A token for a call.
///
/// # Errors
/// How the send ended: nothing that publishes has left.
pub(super) async fn of(line: &Line, credentials: &Credentials, now: Timestamp) -> Result<SecretString, SendOutcome> {
    let (id, secret) = match credentials {
        Credentials::Channel { id, secret } => (id, secret),
        // A token of the console, which has no end.
        Credentials::Token { access, .. } => return Ok(access.clone()),
        Credentials::PageToken(_) | Credentials::AppToken { .. } | Credentials::AppPassword { .. } => {
            let message = "an account of LINE is connected with its channel".to_owned();
            let no = Rejection { class: RejectClass::TokenDead, code: "no-channel".to_owned(), message };
            return Err(SendOutcome::Rejected(no));
        }
    };
    // Under the secret too: whoever connects with a wrong one must not be served with the token of the right one.
    let channel = format!("{id} {}", Digest::of(secret.expose_secret().as_bytes()));
    let kept = line.tokens.lock().unwrap_or_else(PoisonError::into_inner).get(&channel).cloned();
    if let Some((token, _)) = kept.filter(|(_, until)| now < *until) {
        return Ok(token);
    }
    let form =
        [("grant_type", "client_credentials"), ("client_id", id.as_str()), ("client_secret", secret.expose_secret())];
    let secrets = credentials.secrets();
    let sent = line.client.post(line.address("/oauth2/v3/token")).timeout(TIMEOUT).form(&form).send().await;
    let answer = sent.map_err(|error| not_sent(answer::none(error, &secrets)))?;
    let body = answer::body(answer, now, &secrets).await.map_err(|outcome| match outcome {
        // The service calls a wrong channel a bad request.
        SendOutcome::Rejected(no) => SendOutcome::Rejected(Rejection { class: RejectClass::TokenDead, ..no }),
        other => not_sent(other),
    })?;
    let issued: Issued = serde_json::from_slice(&body)
        .map_err(|_| SendOutcome::NotSent { why: "the answer to the request for a token cannot be read".to_owned() })?;
    let lives = SignedDuration::from_secs(issued.expires_in.clamp(0, 86_400)) - SPARE;
    let until = now.saturating_add(lives).unwrap_or(now);
    let token = SecretString::from(issued.access_token);
    line.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert(channel, (token.clone(), until));
    Ok(token)
}

/// Whatever became of a request for a token: nothing was published.
fn not_sent(outcome: SendOutcome) -> SendOutcome {
    match outcome {
        SendOutcome::Unknown { detail, .. } => SendOutcome::NotSent { why: format!("no token: {detail}") },
        other => other,
    }
}
