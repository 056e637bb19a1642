//! Pictures and their alternative texts, before the post. Nobody sees a picture that no post shows.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::multipart::{Form, Part};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;

use super::{MEDIA, X, answer};
use crate::{
    failure::{Failure, ask},
    outcome::WaitClass,
    platform::{OutgoingMedium, OutgoingPost},
    stage::{Stage, StageKind, StageOutcome, Standings},
};

/// For one picture; below the lease of a stage.
const TIMEOUT: Duration = Duration::from_secs(30);
/// For how long a picture is taken to be there when the service does not say. One that it has thrown away by then makes it
/// refuse the post, which is no harm.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// A picture is used no more for so long before its end.
const SPARE: SignedDuration = SignedDuration::from_mins(5);

#[derive(Deserialize)]
struct Uploaded {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    id: String,
    expires_after_secs: Option<i64>,
}

/// Brings or describes one picture.
pub(super) async fn prepare(
    x: &X,
    token: &SecretString,
    post: &OutgoingPost,
    stage: Stage,
    standing: &Standings,
    now: Timestamp,
) -> StageOutcome {
    if let Some(until) = x.budgets.waits_until(&post.account, MEDIA, now) {
        return StageOutcome::Wait { until, class: WaitClass::Budget };
    }
    let done = match (stage.kind, post.media.get(stage.index())) {
        (StageKind::Upload, Some(medium)) => upload(x, token, &post.account, medium, now).await,
        (StageKind::Describe, Some(medium)) => match standing.of(Stage::upload(stage.index())) {
            Some(id) => describe(x, token, &post.account, id, medium, now).await,
            None => Err(Failure::NotSent("there is no picture to describe".to_owned())),
        },
        _ => Err(Failure::NotSent(format!("a post on X has no stage {stage}"))),
    };
    done.unwrap_or_else(Failure::into_stage)
}

async fn upload(
    x: &X,
    token: &SecretString,
    account: &str,
    medium: &OutgoingMedium,
    now: Timestamp,
) -> Result<StageOutcome, Failure> {
    let name = if medium.mime == "image/png" { "picture.png" } else { "picture.jpg" };
    let file = Part::bytes(medium.bytes.to_vec()).file_name(name).mime_str(&medium.mime);
    let file = file.map_err(|_| Failure::NotSent(format!("{:?} is no type", medium.mime)))?;
    let form = Form::new().text("media_category", "tweet_image").part("media", file);
    let request = x.client.post(x.address("/2/media/upload")).bearer_auth(token.expose_secret()).timeout(TIMEOUT);
    let answer = ask(request.multipart(form), &[token.expose_secret()]).await?;
    answer::note(x, account, MEDIA, &answer, now);
    if !answer.status.is_success() {
        return Err(answer::failure(&answer, now, &[token.expose_secret()]));
    }
    match serde_json::from_slice::<Uploaded>(&answer.body) {
        Ok(Uploaded { data }) if super::is_number(&data.id) => {
            let kept = data.expires_after_secs.map_or(KEPT, |seconds| SignedDuration::from_secs(seconds) - SPARE);
            Ok(StageOutcome::Stands { handle: data.id, until: now.saturating_add(kept).ok() })
        }
        _ => Err(answer.lacks("the id of a picture")),
    }
}

async fn describe(
    x: &X,
    token: &SecretString,
    account: &str,
    id: &str,
    medium: &OutgoingMedium,
    now: Timestamp,
) -> Result<StageOutcome, Failure> {
    let body = json!({ "id": id, "metadata": { "alt_text": { "text": medium.alt } } });
    let request = x.client.post(x.address("/2/media/metadata")).bearer_auth(token.expose_secret()).timeout(TIMEOUT);
    let answer = ask(request.json(&body), &[token.expose_secret()]).await?;
    answer::note(x, account, MEDIA, &answer, now);
    match answer.status.is_success() {
        true => Ok(StageOutcome::Stands { handle: id.to_owned(), until: None }),
        false => Err(answer::failure(&answer, now, &[token.expose_secret()])),
    }
}
