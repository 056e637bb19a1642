//! Bringing pictures to the platform, unpublished. Residents see none of it before the one call to the feed.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::multipart::{Form, Part};
use secrecy::{ExposeSecret, SecretString};

use super::{
    Facebook,
    errors::{Failure, failure},
    publish::{BodyError, Created, body, chain},
};
use crate::{
    outcome::{RejectClass, Rejection, SendOutcome, WaitClass},
    platform::{OutgoingMedium, OutgoingPost},
    redact::redact,
};

/// For one picture. Ten pictures, the repeats and the call to the feed stay below the lease of a send.
const TIMEOUT: Duration = Duration::from_secs(12);
/// Uploads repeated for one post. Repeating is harmless: at worst the platform keeps a picture that no post has, and
/// deletes it.
const REPEATS: usize = 2;

/// What stopped the upload of one picture.
enum Stopped {
    /// Final for this send.
    Outcome(SendOutcome),
    /// No usable answer; it may be tried again.
    Lost(String),
}

/// Uploads every picture of a post and gives the platform's ids in their order.
///
/// # Errors
/// How the send ended. Never [`SendOutcome::Unknown`]: without a call to the feed nothing was published.
pub(super) async fn upload(
    facebook: &Facebook,
    token: &SecretString,
    post: &OutgoingPost,
    now: Timestamp,
) -> Result<Vec<String>, SendOutcome> {
    let mut ids = Vec::with_capacity(post.media.len());
    let mut repeats = 0;
    for (place, medium) in post.media.iter().enumerate() {
        let id = loop {
            match one(facebook, token, &post.account, medium, now).await {
                Ok(id) => break id,
                Err(Stopped::Outcome(outcome)) => return Err(outcome),
                Err(Stopped::Lost(why)) if repeats < REPEATS => {
                    repeats += 1;
                    tracing::debug!(picture = place + 1, %why, "the upload of a picture is repeated");
                }
                Err(Stopped::Lost(why)) => {
                    let why = format!("picture {} did not arrive, nothing was published: {why}", place + 1);
                    return Err(SendOutcome::NotSent { why });
                }
            }
        };
        ids.push(id);
    }
    Ok(ids)
}

/// The parameter of the feed that names uploaded pictures.
pub(super) fn attached(ids: &[String]) -> String {
    let list: Vec<_> = ids.iter().map(|id| serde_json::json!({ "media_fbid": id })).collect();
    serde_json::Value::Array(list).to_string()
}

async fn one(
    facebook: &Facebook,
    token: &SecretString,
    account: &str,
    medium: &OutgoingMedium,
    now: Timestamp,
) -> Result<String, Stopped> {
    let secrets = facebook.secrets(token);
    let form = form(facebook, token, medium)?;
    let address = facebook.address(&format!("/{}/{account}/photos", facebook.config.version));
    let sent =
        facebook.client.post(address).bearer_auth(token.expose_secret()).timeout(TIMEOUT).multipart(form).send().await;
    let answer = sent.map_err(|error| {
        let error = error.without_url();
        let (connecting, why) = (error.is_connect() || error.is_builder(), redact(&chain(&error), &secrets));
        if connecting { Stopped::Outcome(SendOutcome::NotSent { why }) } else { Stopped::Lost(why) }
    })?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let budget = facebook.usage.note(account, &headers, now);
    let body = body(answer).await.map_err(|error| match error {
        BodyError::TooLong => Stopped::Lost("the answer is too long".to_owned()),
        BodyError::Lost(error) => Stopped::Lost(redact(&chain(&error.without_url()), &secrets)),
    })?;
    if status.is_success() {
        return match serde_json::from_slice::<Created>(&body) {
            Ok(created) if is_photo(&created.id) => Ok(created.id),
            _ => Err(Stopped::Lost(format!("HTTP {} without the id of a picture", status.as_u16()))),
        };
    }
    Err(match failure(status, &headers, &body, budget, now, &secrets) {
        Failure::Rejected(rejection) => Stopped::Outcome(SendOutcome::Rejected(about_picture(rejection))),
        Failure::Wait(until) => Stopped::Outcome(SendOutcome::Wait { until, class: WaitClass::Rate }),
        Failure::Server(why) | Failure::Unreadable(why) => Stopped::Lost(why),
    })
}

/// A picture that the platform has already says nothing about a post: only the feed can be a duplicate.
fn about_picture(rejection: Rejection) -> Rejection {
    match rejection.class {
        RejectClass::Duplicate => Rejection { class: RejectClass::Other, ..rejection },
        _ => rejection,
    }
}

fn form(facebook: &Facebook, token: &SecretString, medium: &OutgoingMedium) -> Result<Form, Stopped> {
    let name = if medium.mime == "image/png" { "picture.png" } else { "picture.jpg" };
    let file = Part::bytes(medium.bytes.to_vec()).file_name(name).mime_str(&medium.mime);
    let file =
        file.map_err(|_| Stopped::Outcome(SendOutcome::NotSent { why: format!("{:?} is no type", medium.mime) }))?;
    let mut form = Form::new().text("published", "false");
    if !medium.alt.is_empty() {
        form = form.text("alt_text_custom", medium.alt.clone());
    }
    if let Some((name, proof)) = facebook.proof(token) {
        form = form.text(name, proof);
    }
    Ok(form.part("source", file))
}

/// What the platform gives as the id of a picture goes back to it in JSON; nothing but digits is one.
fn is_photo(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_digits_and_stand_in_order() {
        assert!(is_photo("12") && !is_photo("") && !is_photo("1\"]") && !is_photo(&"1".repeat(65)));
        assert_eq!(attached(&["7".into(), "8".into()]), r#"[{"media_fbid":"7"},{"media_fbid":"8"}]"#);
    }
}
