//! A worker stopped: what it had leased goes back, what it was sending is unknown. The time of a task by hand is over: what
//! nobody took is held, what somebody took and did not answer is unknown.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    PublicationId,
    publication::{AttemptEnd, AttemptOutcome, Event, State, Why},
};
use tatefuda_store::publication;

use super::{Finished, load, move_on, outcome::reason, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Ends a lease that ran out, or whose worker is gone. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Expire {
    /// The intended send.
    pub publication: PublicationId,
    /// The lease.
    pub epoch: i64,
    /// The worker that held it, when it is certain that it works on it no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<String>,
}

impl Command for Expire {
    const NAME: &'static str = "publication.expire";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let mut intent = load(cx, self.publication).await?;
        let Some(until) = intent.state.until() else { return Err(Failure::state("lease-runs")) };
        let by = intent.state.lease().map(|(by, _)| by);
        let (ran_out, gone) = (until < cx.at, self.gone.is_some() && self.gone.as_deref() == by);
        if intent.lease_epoch != self.epoch || !(ran_out || gone) {
            return Err(Failure::state("lease-runs"));
        }
        if !ran_out {
            cx.detail("reason", "worker-gone");
        }
        let event = match intent.state {
            State::Sending { .. } => Event::LoseTrack { why: Why::of(reason::LEASE_LOST), look_at: cx.at },
            State::Waiting { .. } => Event::Hold(Why::of(reason::NOT_TAKEN)),
            State::Taken { .. } => {
                let why = Why::of(reason::NOT_ANSWERED);
                let detail = Some(why.word.clone());
                let end = AttemptEnd { at: cx.at, outcome: AttemptOutcome::Unknown, detail };
                publication::attempt_finish(cx.tx, cx.actor.tenant, (intent.id, intent.attempts), &end).await?;
                Event::LoseTrack { why, look_at: cx.at }
            }
            _ => Event::LeaseExpired,
        };
        move_on(&mut intent, event)?;
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}
