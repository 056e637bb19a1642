//! The next token: made of the present one once that is a day old, as long as it lives. It lives 60 days.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::{Instagram, container::called};
use crate::{
    credentials::Credentials,
    failure::Failure,
    outcome::{ReadError, RejectClass, Rejection},
};

/// The path, below no version.
const REFRESH: &str = "/refresh_access_token";

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    expires_in: i64,
}

pub(super) async fn renew(
    instagram: &Instagram,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<Option<Credentials>, ReadError> {
    let Credentials::Token { access, .. } = credentials else { return Ok(None) };
    let mut address = instagram.config.base.clone();
    address.set_path(REFRESH);
    // The guide puts the token into the address as well; it stays in its header, where no log of a proxy keeps it.
    let request = instagram.client.get(address).query(&[("grant_type", "ig_refresh_token")]);
    let answer = called(instagram, access, "", request, now).await.map_err(|failure| match failure {
        // The service calls a token that is over a bad parameter.
        Failure::Rejected(no) if no.class == RejectClass::ContentInvalid => {
            ReadError::Rejected(Rejection { class: RejectClass::TokenDead, ..no })
        }
        other => other.into_read(),
    })?;
    let issued: Issued = serde_json::from_slice(&answer.body).map_err(|_| answer.lacks("a token").into_read())?;
    let until = now.checked_add(SignedDuration::from_secs(issued.expires_in)).ok();
    Ok(Some(Credentials::Token { access: issued.access_token.into(), until, refresh: None }))
}
