//! Bringing pictures to the platform, unpublished. Residents see none of it before the one call to the feed.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::multipart::{Form, Part};
use secrecy::{ExposeSecret, SecretString};

use super::{
    Facebook,
    errors::{Failure, failure},
    publish::{Created, is_id},
};
use crate::{
    http::{BodyError, body, chain},
    outcome::{RejectClass, Rejection, WaitClass},
    platform::{OutgoingMedium, OutgoingPost},
    redact::redact,
    stage::{Stage, StageKind, StageOutcome},
};

/// For one picture; below the lease of a stage.
const TIMEOUT: Duration = Duration::from_secs(12);
/// For how long a picture that no post shows is taken to be there. The platform does not say; a picture that it has thrown
/// away by then makes it refuse the post, which is no harm.
const KEPT: SignedDuration = SignedDuration::from_hours(12);

/// Brings one picture of a post, unpublished. Nothing of it is ever seen without a call to the feed.
pub(super) async fn upload(
    facebook: &Facebook,
    token: &SecretString,
    post: &OutgoingPost,
    stage: Stage,
    now: Timestamp,
) -> StageOutcome {
    if let Some(until) = facebook.usage.waits_until(&post.account, now) {
        return StageOutcome::Wait { until, class: WaitClass::Budget };
    }
    if !is_id(&post.account) {
        return StageOutcome::NotSent { why: format!("{:?} is not the id of a page", redact(&post.account, &[])) };
    }
    match post.media.get(stage.index()).filter(|_| stage.kind == StageKind::Upload) {
        Some(medium) => one(facebook, token, &post.account, medium, now).await.unwrap_or_else(|outcome| outcome),
        None => StageOutcome::NotSent { why: format!("a post for a page has no stage {stage}") },
    }
}

/// The parameter of the feed that names uploaded pictures.
pub(super) fn attached(ids: &[&str]) -> String {
    let list: Vec<_> = ids.iter().map(|id| serde_json::json!({ "media_fbid": id })).collect();
    serde_json::Value::Array(list).to_string()
}

async fn one(
    facebook: &Facebook,
    token: &SecretString,
    account: &str,
    medium: &OutgoingMedium,
    now: Timestamp,
) -> Result<StageOutcome, StageOutcome> {
    let secrets = facebook.secrets(token);
    let form = form(facebook, token, medium)?;
    let address = facebook.address(&format!("/{}/{account}/photos", facebook.config.version));
    let sent =
        facebook.client.post(address).bearer_auth(token.expose_secret()).timeout(TIMEOUT).multipart(form).send().await;
    let answer = sent.map_err(|error| {
        let error = error.without_url();
        // Without a connection nothing was brought. Else the picture may be there: it shows nothing by itself and is brought again.
        let (connecting, why) = (error.is_connect() || error.is_builder(), redact(&chain(&error), &secrets));
        if connecting { StageOutcome::NotSent { why } } else { StageOutcome::Lost { why } }
    })?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let budget = facebook.usage.note(account, &headers, now);
    let body = body(answer).await.map_err(|error| match error {
        BodyError::TooLong => StageOutcome::Lost { why: "the answer is too long".to_owned() },
        BodyError::Lost(error) => StageOutcome::Lost { why: redact(&chain(&error.without_url()), &secrets) },
    })?;
    if status.is_success() {
        return Ok(match serde_json::from_slice::<Created>(&body) {
            Ok(created) if is_photo(&created.id) => {
                StageOutcome::Stands { handle: created.id, until: now.saturating_add(KEPT).ok() }
            }
            _ => StageOutcome::Lost { why: format!("HTTP {} without the id of a picture", status.as_u16()) },
        });
    }
    Err(match failure(status, &headers, &body, budget, now, &secrets) {
        Failure::Rejected(rejection) => StageOutcome::Rejected(about_picture(rejection)),
        Failure::Wait(until) => StageOutcome::Wait { until, class: WaitClass::Rate },
        Failure::Server(why) | Failure::Unreadable(why) => StageOutcome::Lost { why },
    })
}

/// A picture that the platform has already says nothing about a post: only the feed can be a duplicate.
fn about_picture(rejection: Rejection) -> Rejection {
    match rejection.class {
        RejectClass::Duplicate => Rejection { class: RejectClass::Other, ..rejection },
        _ => rejection,
    }
}

fn form(facebook: &Facebook, token: &SecretString, medium: &OutgoingMedium) -> Result<Form, StageOutcome> {
    let name = if medium.mime == "image/png" { "picture.png" } else { "picture.jpg" };
    let file = Part::bytes(medium.bytes.to_vec()).file_name(name).mime_str(&medium.mime);
    let file = file.map_err(|_| StageOutcome::NotSent { why: format!("{:?} is no type", medium.mime) })?;
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
        assert_eq!(attached(&["7", "8"]), r#"[{"media_fbid":"7"},{"media_fbid":"8"}]"#);
    }
}
