//! Store what a call came to.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    PublicationId,
    publication::{AttemptEnd, Event, PlatformPost, Proof, Publication, PublicationState, State, Why},
};
use tatefuda_platforms::RejectClass;
use tatefuda_store::{account, publication};
use utoipa::ToSchema;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = State)]
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
        let end = AttemptEnd { at: cx.at, outcome: self.outcome.word(), detail: self.outcome.detail() };
        publication::attempt_finish(cx.tx, tenant, (intent.id, self.attempt), &end).await?;
        cx.detail("outcome", end.outcome.as_str());
        if intent.lease_epoch != self.epoch || intent.attempts != self.attempt {
            return Ok(Finished { state: intent.state.name() });
        }
        match (&intent.state, &self.outcome) {
            (State::Sending { .. }, _) => self.first(cx, &mut intent).await?,
            // The lease ran out during the call: only good news can still be told from it.
            (State::Unknown { .. }, Outcome::Accepted { platform_post_id, permalink }) => {
                found(cx, &mut intent, platform_post_id, permalink.as_ref()).await?;
            }
            (other, _) => return Ok(Finished { state: other.name() }),
        }
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}

impl Finish {
    async fn first(&self, cx: &mut Cx<'_>, intent: &mut Publication) -> Result<(), Failure> {
        let tenant = cx.tenant();
        match &self.outcome {
            Outcome::Accepted { platform_post_id, permalink } => {
                found(cx, intent, platform_post_id, permalink.as_ref()).await?;
            }
            Outcome::Rejected { class: RejectClass::TokenDead, message, .. } => {
                hold(intent, Why::new(reason::TOKEN_DEAD, Some(message.clone())))?;
                // The rest of the account's queue is held before it is sent.
                account::credential_expire(cx.tx, tenant, intent.account, cx.at).await?;
            }
            // More may be paid in tomorrow: a person looks, and sends it from where it waits.
            Outcome::Rejected { class: RejectClass::Budget, message, .. } => {
                hold(intent, Why::new(reason::BUDGET, Some(message.clone())))?;
            }
            Outcome::Rejected { class: RejectClass::Duplicate, message, .. } => {
                unknown(cx, intent, Why::new(reason::DUPLICATE, Some(message.clone())))?;
            }
            Outcome::Rejected { class, code, message } => {
                let why = Why::new(class.as_str(), Some(format!("{code}: {message}")));
                move_on(intent, Event::Reject(why))?;
            }
            Outcome::Wait { until } => self.again(cx, intent, reason::WAIT, Some(*until))?,
            Outcome::NotSent { .. } => self.again(cx, intent, reason::NOT_SENT, None)?,
            // What becomes of it is part of what a person answers: it waits as it was.
            Outcome::Stayed { why, .. } if why == reason::COPIED => move_on(intent, Event::Wait(None))?,
            Outcome::Stayed { why, detail } => hold(intent, Why::new(why, detail.clone()))?,
            Outcome::Unknown { why, detail } => unknown(cx, intent, Why::new(why, Some(detail.clone())))?,
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
            return hold(intent, Why::new(reason::TOO_OFTEN, detail));
        };
        let due = not_before.map_or(cx.at + pause, |until| until.max(cx.at + pause));
        if intent.window.is_past(due) {
            return hold(intent, Why::new(reason::WINDOW_PAST, detail));
        }
        move_on(intent, Event::Wait(Some(Why::new(why, detail))))?;
        intent.due_at = due;
        Ok(())
    }
}

/// Not sent, and a person has to look.
fn hold(intent: &mut Publication, why: Why) -> Result<(), Failure> {
    move_on(intent, Event::Wait(None))?;
    move_on(intent, Event::Hold(why))
}

fn unknown(cx: &Cx<'_>, intent: &mut Publication, why: Why) -> Result<(), Failure> {
    move_on(intent, Event::LoseTrack { why, look_at: cx.at + look_after(0) })
}

/// The platform answered the call itself. One post is never counted for two intents.
async fn found(
    cx: &mut Cx<'_>,
    intent: &mut Publication,
    platform_post: &str,
    permalink: Option<&String>,
) -> Result<(), Failure> {
    let tenant = cx.tenant();
    let is_first = matches!(intent.state, State::Sending { .. });
    let claimed = publication::claimed_by(cx.tx, tenant, intent.account, platform_post).await?;
    if claimed.is_some_and(|other| other != intent.id) {
        let why = Why::new(reason::CLAIMED, Some(platform_post.to_owned()));
        return if is_first { unknown(cx, intent, why) } else { Ok(()) };
    }
    let platform_post = PlatformPost { id: platform_post.to_owned(), permalink: permalink.cloned() };
    move_on(
        intent,
        if is_first {
            Event::Accept { platform_post, at: cx.at }
        } else {
            Event::Find { proof: Proof::Api, at: cx.at, platform_post: Some(platform_post) }
        },
    )
}
