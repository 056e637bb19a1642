//! Store what a call came to.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    PublicationId,
    publication::{Proof, PublicationEvent, PublicationState},
};
use tatefuda_platforms::RejectClass;
use tatefuda_store::{
    account,
    publication::{self, Publication},
};

use super::{
    load, move_on,
    outcome::{Outcome, again_after, look_after, reason},
    save,
};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Stores the outcome of a call. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finish {
    /// The intended send.
    pub publication: PublicationId,
    /// The lease under which the call was made.
    pub epoch: i64,
    /// Number of the attempt.
    pub attempt: i64,
    /// What it came to.
    pub outcome: Outcome,
}

/// Where the send stands after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Its state.
    pub state: PublicationState,
}

impl Command for Finish {
    const NAME: &'static str = "publication.finish";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        let (word, detail) = (self.outcome.as_str(), self.outcome.detail());
        publication::finish_attempt(cx.tx, tenant, intent.id, self.attempt, cx.at, word, detail.as_deref()).await?;
        cx.detail("outcome", word);
        if intent.lease_epoch != self.epoch || intent.attempts != self.attempt {
            return Ok(Finished { state: intent.state });
        }
        match intent.state {
            PublicationState::Sending => self.first(cx, &mut intent).await?,
            // The lease ran out during the call: only good news can still be told from it.
            PublicationState::Unknown => match &self.outcome {
                Outcome::Accepted { platform_post_id, permalink } => {
                    found(cx, &mut intent, PublicationEvent::Find, platform_post_id, permalink.as_ref()).await?;
                }
                _ => return Ok(Finished { state: intent.state }),
            },
            other => return Ok(Finished { state: other }),
        }
        (intent.lease_owner, intent.lease_until) = (None, None);
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state })
    }
}

impl Finish {
    async fn first(&self, cx: &mut Cx<'_>, intent: &mut Publication) -> Result<(), Failure> {
        let tenant = cx.tenant();
        match &self.outcome {
            Outcome::Accepted { platform_post_id, permalink } => {
                found(cx, intent, PublicationEvent::Accept, platform_post_id, permalink.as_ref()).await?;
            }
            Outcome::Rejected { class: RejectClass::TokenDead, message, .. } => {
                hold(intent, reason::TOKEN_DEAD, Some(message.clone()))?;
                // The rest of the account's queue is held before it is sent.
                account::expire_credential(cx.tx, tenant, intent.account, cx.at).await?;
            }
            Outcome::Rejected { class: RejectClass::Duplicate, message, .. } => {
                unknown(cx, intent, reason::DUPLICATE, Some(message.clone()))?;
            }
            Outcome::Rejected { class, code, message } => {
                move_on(intent, PublicationEvent::Reject)?;
                intent.reason = Some(class.as_str().to_owned());
                intent.reason_detail = Some(format!("{code}: {message}"));
            }
            Outcome::Wait { until } => self.again(cx, intent, reason::WAIT, Some(*until))?,
            Outcome::NotSent { .. } => self.again(cx, intent, reason::NOT_SENT, None)?,
            // What becomes of it is part of what a person answers: it waits as it was.
            Outcome::Stayed { why, .. } if why == reason::COPIED => {
                move_on(intent, PublicationEvent::Wait)?;
                (intent.reason, intent.reason_detail) = (None, None);
            }
            Outcome::Stayed { why, detail } => hold(intent, why, detail.clone())?,
            Outcome::Unknown { why, detail } => unknown(cx, intent, why, Some(detail.clone()))?,
        }
        Ok(())
    }

    /// It certainly was not sent: back on the schedule, inside the window, or to a person.
    fn again(
        &self,
        cx: &Cx<'_>,
        intent: &mut Publication,
        why: &str,
        not_before: Option<jiff::Timestamp>,
    ) -> Result<(), Failure> {
        let detail = self.outcome.detail();
        let Some(pause) = again_after(intent.attempts) else {
            return hold(intent, reason::TOO_OFTEN, detail);
        };
        let due = not_before.map_or(cx.at + pause, |until| until.max(cx.at + pause));
        if intent.window.is_past(due) {
            return hold(intent, reason::WINDOW_PAST, detail);
        }
        move_on(intent, PublicationEvent::Wait)?;
        intent.due_at = due;
        (intent.reason, intent.reason_detail) = (Some(why.to_owned()), detail);
        Ok(())
    }
}

/// Not sent, and a person has to look.
fn hold(intent: &mut Publication, why: &str, detail: Option<String>) -> Result<(), Failure> {
    move_on(intent, PublicationEvent::Wait)?;
    move_on(intent, PublicationEvent::Hold)?;
    (intent.reason, intent.reason_detail) = (Some(why.to_owned()), detail);
    Ok(())
}

fn unknown(cx: &Cx<'_>, intent: &mut Publication, why: &str, detail: Option<String>) -> Result<(), Failure> {
    move_on(intent, PublicationEvent::LoseTrack)?;
    (intent.reason, intent.reason_detail) = (Some(why.to_owned()), detail);
    (intent.looks, intent.look_at) = (0, Some(cx.at + look_after(0)));
    Ok(())
}

/// The platform answered the call itself. One post is never counted for two intents.
async fn found(
    cx: &mut Cx<'_>,
    intent: &mut Publication,
    event: PublicationEvent,
    platform_post: &str,
    permalink: Option<&String>,
) -> Result<(), Failure> {
    let tenant = cx.tenant();
    let claimed = publication::claimed_by(cx.tx, tenant, intent.account, platform_post).await?;
    if claimed.is_some_and(|other| other != intent.id) {
        if intent.state == PublicationState::Sending {
            unknown(cx, intent, reason::CLAIMED, Some(platform_post.to_owned()))?;
        }
        return Ok(());
    }
    move_on(intent, event)?;
    intent.platform_post_id = Some(platform_post.to_owned());
    intent.permalink = permalink.cloned();
    (intent.proof, intent.published_at) = (Some(Proof::Api), Some(cx.at));
    (intent.reason, intent.reason_detail, intent.look_at) = (None, None, None);
    Ok(())
}
