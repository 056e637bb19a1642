//! The next token. The service makes a new one to renew by each time, so what comes back has to be kept before anything
//! else is done with it.

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{X, answer};
use crate::{
    credentials::{AppKeys, Credentials},
    failure::{Failure, ask},
    outcome::{ReadError, RejectClass, Rejection},
};

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<i64>,
}

pub(super) async fn renew(x: &X, credentials: &Credentials, now: Timestamp) -> Result<Option<Credentials>, ReadError> {
    let Credentials::AppToken { app, refresh, .. } = credentials else { return Ok(None) };
    issue(x, app, refresh, now).await.map(Some).map_err(Failure::into_read)
}

async fn issue(x: &X, app: &AppKeys, refresh: &SecretString, now: Timestamp) -> Result<Credentials, Failure> {
    let mut form = vec![("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
    let request = x.client.post(x.address("/2/oauth2/token"));
    let request = match &app.secret {
        Some(secret) => request.basic_auth(&app.id, Some(secret.expose_secret())),
        // An app without a secret names itself in the form.
        None => {
            form.push(("client_id", &app.id));
            request
        }
    };
    let mut secrets = vec![refresh.expose_secret()];
    secrets.extend(app.secret.as_ref().map(ExposeSecret::expose_secret));
    let answer = ask(request.form(&form), &secrets).await?;
    if !answer.status.is_success() {
        return Err(match answer::failure(&answer, now, &secrets) {
            // The service calls a token that is over a bad request.
            Failure::Rejected(no) if matches!(no.class, RejectClass::ContentInvalid | RejectClass::Permission) => {
                Failure::Rejected(Rejection { class: RejectClass::TokenDead, ..no })
            }
            other => other,
        });
    }
    let issued: Issued = serde_json::from_slice(&answer.body).map_err(|_| answer.lacks("a token"))?;
    let until = issued.expires_in.and_then(|seconds| now.checked_add(SignedDuration::from_secs(seconds)).ok());
    Ok(Credentials::AppToken {
        app: app.clone(),
        access: Some(issued.access_token.into()),
        until,
        refresh: issued.refresh_token.map_or_else(|| refresh.clone(), SecretString::from),
    })
}
