//! Containers: made of an address, asked for until they are ready, joined where there are several pictures. Nobody sees a
//! container that was not published; the service throws it away after a day.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Instagram, answer, is_number, secrets, wire};
use crate::{
    failure::{Answer, Failure, ask},
    outcome::{RejectClass, Rejection, WaitClass},
    platform::OutgoingPost,
    redact::redact,
    stage::{Stage, StageContext, StageKind, StageOutcome, Standings},
};

/// For one call; the service fetches the picture before it answers. Below the lease of a stage.
const TIMEOUT: Duration = Duration::from_secs(60);
/// A container ends after 24 hours; it is used no more an hour before.
const KEPT: SignedDuration = SignedDuration::from_hours(23);
/// When a container that is not ready is asked for again. Whoever drives the stages bounds how often.
const ASK_AGAIN: SignedDuration = SignedDuration::from_secs(15);

#[derive(Deserialize)]
struct Made {
    id: String,
}

#[derive(Deserialize)]
struct Status {
    status_code: String,
    /// In words; the code of an error stands in it.
    #[serde(default)]
    status: String,
}

/// Every stage of a post with so many pictures, in order.
pub(super) fn stages(pictures: usize) -> Vec<Stage> {
    let each = |kind| (0..pictures).map(move |index| Stage::nth(kind, index));
    let mut all: Vec<Stage> =
        each(StageKind::Host).chain(each(StageKind::Container)).chain(each(StageKind::Wait)).collect();
    if pictures > 1 {
        all.extend([StageKind::Container, StageKind::Wait].map(|kind| Stage::nth(kind, pictures)));
    }
    all
}

/// The container that will be published, once it stands.
pub(super) fn last(post: &OutgoingPost) -> Stage {
    let pictures = post.media.len();
    Stage::nth(StageKind::Container, if pictures > 1 { pictures } else { 0 })
}

pub(super) async fn prepare(
    instagram: &Instagram,
    token: &SecretString,
    post: &OutgoingPost,
    stage: Stage,
    standing: &Standings,
    context: StageContext<'_>,
) -> StageOutcome {
    if let Some(until) = instagram.usage.waits_until(&post.account, context.now) {
        return StageOutcome::Wait { until, class: WaitClass::Budget };
    }
    if !is_number(&post.account) {
        return StageOutcome::NotSent { why: format!("{:?} is not the id of an account", redact(&post.account, &[])) };
    }
    let done = match stage.kind {
        StageKind::Container => make(instagram, token, post, stage, standing, context).await,
        StageKind::Wait => wait(instagram, token, post, stage, standing, context.now).await,
        _ => Err(Failure::NotSent(format!("a post on Instagram has no call for {stage}"))),
    };
    done.unwrap_or_else(|failure| match failure {
        // It does not stand at its address any more: it is put there again.
        Failure::Lost(_, why) if answer::is_unfetched(&why) => {
            StageOutcome::Gone { from: Stage { kind: StageKind::Host, ..stage }, why }
        }
        // What it was made of is there no longer: it is made again, with all behind it.
        Failure::Rejected(no) if answer::is_gone(&no) => {
            StageOutcome::Gone { from: Stage::new(StageKind::Container, 1), why: no.to_string() }
        }
        other => other.into_stage(),
    })
}

async fn make(
    instagram: &Instagram,
    token: &SecretString,
    post: &OutgoingPost,
    stage: Stage,
    standing: &Standings,
    context: StageContext<'_>,
) -> Result<StageOutcome, Failure> {
    let form = match post.media.get(stage.index()) {
        Some(medium) => {
            let address = context.pictures.get(stage.index());
            let address = address.ok_or_else(|| Failure::NotSent("there is no address for the pictures".to_owned()))?;
            let mut form = vec![("image_url", address.to_string())];
            if !medium.alt.is_empty() {
                form.push(("alt_text", medium.alt.clone()));
            }
            match post.media.len() {
                1 => form.push(("caption", wire::caption(post))),
                _ => form.push(("is_carousel_item", "true".to_owned())),
            }
            form
        }
        None if stage == last(post) => {
            let children: Vec<&str> = (0..post.media.len())
                .filter_map(|index| standing.of(Stage::nth(StageKind::Container, index)))
                .collect();
            if children.len() != post.media.len() {
                return Err(Failure::NotSent(format!("{} of {} containers stand", children.len(), post.media.len())));
            }
            let caption = wire::caption(post);
            vec![("media_type", "CAROUSEL".to_owned()), ("children", children.join(",")), ("caption", caption)]
        }
        None => return Err(Failure::NotSent(format!("a post on Instagram has no stage {stage}"))),
    };
    let request = instagram.client.post(instagram.address(&format!("{}/media", post.account))).form(&form);
    let answer = called(instagram, token, &post.account, request, context.now).await?;
    match serde_json::from_slice::<Made>(&answer.body) {
        Ok(Made { id }) if is_number(&id) => {
            Ok(StageOutcome::Stands { handle: id, until: context.now.saturating_add(KEPT).ok() })
        }
        _ => Err(answer.lacks("the id of a container")),
    }
}

async fn wait(
    instagram: &Instagram,
    token: &SecretString,
    post: &OutgoingPost,
    stage: Stage,
    standing: &Standings,
    now: Timestamp,
) -> Result<StageOutcome, Failure> {
    let made = Stage { kind: StageKind::Container, ..stage };
    let Some(id) = standing.of(made).filter(|id| is_number(id)) else {
        return Err(Failure::NotSent("there is no container to wait for".to_owned()));
    };
    let request = instagram.client.get(instagram.address(id)).query(&[("fields", "status_code,status")]);
    let answer = called(instagram, token, &post.account, request, now).await?;
    let Ok(said) = serde_json::from_slice::<Status>(&answer.body) else {
        return Err(answer.lacks("the state of a container"));
    };
    let why = || redact(&format!("{}: {}", said.status_code, said.status), &secrets(token));
    Ok(match &*said.status_code {
        "FINISHED" => StageOutcome::Stands { handle: id.to_owned(), until: None },
        "IN_PROGRESS" => StageOutcome::Working { look_at: now.saturating_add(ASK_AGAIN).unwrap_or(now) },
        "EXPIRED" => StageOutcome::Gone { from: made, why: why() },
        "ERROR" if is_about_the_picture(&said.status) => StageOutcome::Rejected(Rejection {
            class: RejectClass::ContentInvalid,
            code: "ERROR".to_owned(),
            message: why(),
        }),
        "ERROR" => StageOutcome::Gone { from: made, why: why() },
        // Nobody here has published it as far as is known. Making another would be a second copy: a person looks.
        "PUBLISHED" => StageOutcome::Rejected(Rejection {
            class: RejectClass::Duplicate,
            code: "PUBLISHED".to_owned(),
            message: "the container is published already; look at the account before sending again".to_owned(),
        }),
        _ => return Err(answer.lacks("a state that is known")),
    })
}

/// Whether what the service says of a container would be said of any other one of this picture.
fn is_about_the_picture(status: &str) -> bool {
    ["2207004", "2207005", "2207009", "2207010"].iter().any(|code| status.contains(code))
}

/// Makes a call of a preparing stage, or a question; gives only what is a success.
pub(super) async fn called(
    instagram: &Instagram,
    token: &SecretString,
    account: &str,
    request: RequestBuilder,
    now: Timestamp,
) -> Result<Answer, Failure> {
    let secrets = secrets(token);
    let answer = ask(request.bearer_auth(token.expose_secret()).timeout(TIMEOUT), &secrets).await?;
    let budget = answer::note(instagram, account, &answer, now);
    if answer.status.is_success() { Ok(answer) } else { Err(answer::failure(&answer, budget, now, &secrets)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_picture_is_one_container_and_several_are_joined() {
        let names = |pictures| stages(pictures).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(1), ["host-1", "container-1", "wait-1"]);
        assert_eq!(
            names(2),
            ["host-1", "host-2", "container-1", "container-2", "wait-1", "wait-2", "container-3", "wait-3"]
        );
        assert!(names(0).is_empty());
    }
}
