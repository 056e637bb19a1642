//! A named person says that this database is the true one: sending goes on.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{CopyHoldId, SystemRight};
use tatefuda_store::copy::{doubt_list, hold_find, hold_release, node_admit_all};
use utoipa::ToSchema;

use crate::{Check, Command, Cx, Failure, Forbidden, Reads};

const REASON_MAX: usize = 1_000;

/// Ends a hold after all of its doubts are answered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = WhyInput)]
pub struct ReleaseCopy {
    /// Which.
    pub hold: CopyHoldId,
    /// The version that was on screen.
    pub version: i64,
    /// How it was found out.
    pub reason: String,
}

impl Command for ReleaseCopy {
    const NAME: &'static str = "copy.release";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        cx.subject("copy", self.hold);
        cx.actor.require(SystemRight::ManageAccounts)?;
        let by = cx.actor.named().ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
        let mut check = Check::default();
        let reason = check.text("reason", &self.reason, REASON_MAX);
        check.done()?;
        let hold = hold_find(cx.tx, tenant, self.hold).await?.ok_or(Failure::NotFound)?;
        if hold.released_at.is_some() {
            return Err(Failure::state("copy-not-held"));
        }
        if hold.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: hold.version });
        }
        if doubt_list(cx.tx, tenant, hold.id).await?.iter().any(|doubt| doubt.answer.is_none()) {
            return Err(Failure::state("doubts-open"));
        }
        cx.detail("reason", reason);
        if !hold_release(cx.tx, tenant, &hold, (by, cx.at)).await? {
            return Err(Failure::Busy);
        }
        // Every node that stands outside with the mark that it told goes on from here; with another mark it does not.
        Ok(node_admit_all(cx.tx, tenant).await?)
    }
}
