//! A worker stopped: what it had leased goes back, what it was sending is unknown.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    PublicationId,
    publication::{Event, State, Why},
};

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
        let Some((by, until)) = intent.state.lease() else { return Err(Failure::state("lease-runs")) };
        let (ran_out, gone) = (until < cx.at, self.gone.as_deref() == Some(by));
        if intent.lease_epoch != self.epoch || !(ran_out || gone) {
            return Err(Failure::state("lease-runs"));
        }
        if !ran_out {
            cx.detail("reason", "worker-gone");
        }
        let event = match intent.state {
            State::Sending { .. } => Event::LoseTrack { why: Why::of(reason::LEASE_LOST), look_at: cx.at },
            _ => Event::LeaseExpired,
        };
        move_on(&mut intent, event)?;
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}
