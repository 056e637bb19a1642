//! End a stop: one person proposes it, another one does it.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{PersonId, StopId};
use tatefuda_store::stop::{Stop, stop_end, stop_find, stop_propose_end};
use utoipa::ToSchema;

use super::{REASON_MAX, require_ending};
use crate::{Check, Command, Cx, Failure, Forbidden, Reads};

/// Proposes to end the stop.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = StopInput)]
pub struct ProposeEnd {
    /// Which.
    pub stop: StopId,
    /// The version that was on screen.
    pub version: i64,
    /// Why sending may go on.
    pub reason: String,
}

/// Ends the stop that somebody else proposed to end. What became held stays held.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmEnd {
    /// Which.
    pub stop: StopId,
    /// The version that was on screen.
    pub version: i64,
}

impl Command for ProposeEnd {
    const NAME: &'static str = "stop.propose-end";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let (by, stop) = open(cx, self.stop, self.version).await?;
        let mut check = Check::default();
        let reason = check.text("reason", &self.reason, REASON_MAX);
        check.done()?;
        cx.detail("reason", &reason);
        if stop_propose_end(cx.tx, cx.actor.tenant, &stop, (by, cx.at), &reason).await? {
            Ok(())
        } else {
            Err(Failure::Busy)
        }
    }
}

impl Command for ConfirmEnd {
    const NAME: &'static str = "stop.end";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let (by, stop) = open(cx, self.stop, self.version).await?;
        let proposed = stop.end_proposed_by.ok_or_else(|| Failure::state("end-not-proposed"))?;
        if proposed == by {
            return Err(Failure::Forbidden(Forbidden::SamePerson));
        }
        // The file would stop everything again at once.
        if cx.app.state.stop_file().is_some() {
            return Err(Failure::state("stop-file-there"));
        }
        cx.detail("proposed-by", proposed.to_string());
        if stop_end(cx.tx, cx.actor.tenant, &stop, (by, cx.at)).await? { Ok(()) } else { Err(Failure::Busy) }
    }
}

async fn open(cx: &mut Cx<'_>, id: StopId, version: i64) -> Result<(PersonId, Stop), Failure> {
    cx.subject("stop", id);
    require_ending(cx.actor)?;
    cx.actor.require_capacity()?;
    let by = cx.actor.named().ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
    let tenant = cx.tenant();
    let stop = stop_find(cx.tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    if stop.ended_at.is_some() {
        return Err(Failure::state("not-stopped"));
    }
    if stop.version != version {
        return Err(Failure::Conflict { seen: version, current: stop.version });
    }
    Ok((by, stop))
}
