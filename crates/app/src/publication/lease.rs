//! Take a due send in hand: one conditional update decides between workers, and between send and cancel.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{PublicationId, publication::Event};
use tatefuda_store::publication;

use super::{load, move_on, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Takes a send that is due. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lease {
    /// The intended send.
    pub publication: PublicationId,
    /// Which worker.
    pub owner: String,
    /// For how many seconds; longer than the longest call.
    pub seconds: i64,
}

/// A send in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leased {
    /// Names this lease in all that follows.
    pub epoch: i64,
}

impl Command for Lease {
    const NAME: &'static str = "publication.lease";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    type Out = Leased;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Leased, Failure> {
        let mut intent = load(cx, self.publication).await?;
        if intent.due_at > cx.at {
            return Err(Failure::state("not-due"));
        }
        let tenant = cx.tenant();
        // One at a time per account: sends keep their order, and two equal texts cannot pass each other.
        // One that cannot be read is never called for again; it holds this one at its begin instead of stopping it here.
        if !publication::in_hand(cx.tx, tenant, intent.account).await?.is_empty() {
            return Err(Failure::state("account-busy"));
        }
        let until = cx.at + SignedDuration::from_secs(self.seconds);
        move_on(&mut intent, Event::Lease { by: self.owner.clone(), until })?;
        save(cx, &mut intent).await?;
        Ok(Leased { epoch: intent.lease_epoch })
    }
}
