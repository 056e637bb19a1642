//! The one call that makes a post visible.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Instagram, LIMIT_FIELDS, answer, container, is_number, read, secrets};
use crate::{
    failure::{Failure, ask},
    outcome::{RejectClass, SendOutcome, WaitClass},
    platform::{OutgoingPost, SendContext},
    redact::redact,
    stage::Standings,
};

#[derive(Deserialize)]
struct Published {
    id: String,
}

#[derive(Deserialize)]
struct Limits {
    data: Vec<Limit>,
}

#[derive(Deserialize)]
struct Limit {
    quota_usage: i64,
    config: Option<LimitConfig>,
}

#[derive(Deserialize)]
struct LimitConfig {
    quota_total: i64,
}

pub(super) async fn publish(
    instagram: &Instagram,
    token: &SecretString,
    post: &OutgoingPost,
    standing: &Standings,
    context: SendContext<'_>,
) -> Result<SendOutcome, Failure> {
    if let Some(until) = instagram.usage.waits_until(&post.account, context.now) {
        return Err(Failure::Wait(until, WaitClass::Budget));
    }
    if !is_number(&post.account) {
        return Err(Failure::NotSent(format!("{:?} is not the id of an account", redact(&post.account, &[]))));
    }
    let ready = container::stages(post.media.len()).into_iter().all(|stage| standing.of(stage).is_some());
    let Some(id) = standing.of(container::last(post)).filter(|_| ready) else {
        return Err(Failure::NotSent("the container of the post does not stand, nothing was published".to_owned()));
    };
    within_the_limit(instagram, token, &post.account, context.now).await?;
    // Residents see nothing yet: this is the one call that publishes.
    if !context.gate.may_go().await {
        return Ok(SendOutcome::Stayed);
    }
    let secrets = secrets(token);
    let address = instagram.address(&format!("{}/media_publish", post.account));
    let request = instagram.client.post(address).bearer_auth(token.expose_secret()).form(&[("creation_id", id)]);
    let answer = ask(request, &secrets).await?;
    let budget = answer::note(instagram, &post.account, &answer, context.now);
    if !answer.status.is_success() {
        return Err(answer::failure(&answer, budget, context.now, &secrets));
    }
    match serde_json::from_slice::<Published>(&answer.body) {
        Ok(Published { id }) if is_number(&id) => {
            // It is there. Under which name residents find it is a question that may stay without an answer.
            let named = read::named(instagram, token, &post.account, &id, context.now).await.ok();
            let (platform_post_id, permalink) = named.map_or((id, None), |(code, link)| (code, Some(link)));
            Ok(SendOutcome::Accepted { platform_post_id, permalink })
        }
        _ => Err(answer.lacks("the id of a post")),
    }
}

/// Asks the service how much may still be published: its documents disagree on how much that is. Nothing was published by
/// asking, so whatever stays without an answer is certainly not sent. A no to the question itself decides nothing: the
/// service will say so to the call that publishes.
async fn within_the_limit(
    instagram: &Instagram,
    token: &SecretString,
    account: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    let address = instagram.address(&format!("{account}/content_publishing_limit"));
    let request = instagram.client.get(address).query(&[("fields", LIMIT_FIELDS)]);
    let answer = match container::called(instagram, token, account, request, now).await {
        Ok(answer) => answer,
        Err(Failure::Lost(_, why)) => return Err(Failure::NotSent(why)),
        Err(Failure::Rejected(no)) if no.class != RejectClass::TokenDead => return Ok(()),
        Err(failure) => return Err(failure),
    };
    let limits = serde_json::from_slice::<Limits>(&answer.body).ok();
    let limit = limits.and_then(|limits| limits.data.into_iter().next());
    match limit.and_then(|limit| Some((limit.quota_usage, limit.config?.quota_total))) {
        Some((used, total)) if used >= total => {
            let message = format!("{used} of {total} posts of the last 24 hours are used up");
            Err(Failure::no(RejectClass::Budget, "content_publishing_limit", &message))
        }
        _ => Ok(()),
    }
}
