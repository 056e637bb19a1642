//! Whose token it is.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};

use super::{
    Facebook,
    errors::{Failure, failure},
    publish::Created,
};
use crate::{
    http::{BodyError, body, chain},
    outcome::ReadError,
    redact::redact,
};

/// The token of a page is the page: `GET /me` tells its id.
pub(super) async fn owner(
    facebook: &Facebook,
    token: &SecretString,
    now: Timestamp,
) -> Result<Option<String>, ReadError> {
    let secrets = facebook.secrets(token);
    let mut query = vec![("fields", "id".to_owned())];
    query.extend(facebook.proof(token));
    let answer = facebook
        .client
        .get(facebook.address(&format!("/{}/me", facebook.config.version)))
        .bearer_auth(token.expose_secret())
        .query(&query)
        .send()
        .await
        .map_err(|error| ReadError::Unreachable(redact(&chain(&error.without_url()), &secrets)))?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = body(answer).await.map_err(|error| match error {
        BodyError::TooLong => ReadError::Unreadable("the answer is too long".into()),
        BodyError::Lost(error) => ReadError::Unreachable(redact(&chain(&error.without_url()), &secrets)),
    })?;
    if status.is_success() {
        let named: Created = serde_json::from_slice(&body).map_err(|error| ReadError::Unreadable(error.to_string()))?;
        return Ok(Some(named.id));
    }
    Err(match failure(status, &headers, &body, None, now, &secrets) {
        Failure::Rejected(rejection) => rejection.into(),
        Failure::Wait(until) => ReadError::Wait(until),
        Failure::Server(detail) => ReadError::Unreachable(detail),
        Failure::Unreadable(detail) => ReadError::Unreadable(detail),
    })
}
