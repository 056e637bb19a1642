//! A node that holds the mark lets a new one send.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{NodeId, SystemRight};
use tatefuda_store::copy::{hold_live, node_admit, node_find};
use utoipa::ToSchema;

use super::{Bearing, bearing};
use crate::{Check, Command, Cx, Failure, Forbidden, Reads};

const REASON_MAX: usize = 1_000;

/// Admits a node. Only on a node whose own mark lies in this chain: on a copy there is none.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = WhyInput)]
pub struct AdmitNode {
    /// Which.
    pub node: NodeId,
    /// Why.
    pub reason: String,
}

impl Command for AdmitNode {
    const NAME: &'static str = "copy.admit";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        cx.subject("node", self.node);
        cx.actor.require(SystemRight::ManageAccounts)?;
        cx.actor.named().ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
        let mut check = Check::default();
        let reason = check.text("reason", &self.reason, REASON_MAX);
        check.done()?;
        let node = node_find(cx.tx, tenant, self.node).await?.ok_or(Failure::NotFound)?;
        cx.detail("reason", reason);
        cx.detail("name", node.name);
        if hold_live(cx.tx, tenant).await?.is_some() {
            return Err(Failure::state("copy-held"));
        }
        if !matches!(bearing(cx.app, cx.tx, tenant).await?, Bearing::Sound(_)) {
            return Err(Failure::state("no-mark-here"));
        }
        if node_admit(cx.tx, tenant, self.node).await? { Ok(()) } else { Err(Failure::state("node-sound")) }
    }
}
