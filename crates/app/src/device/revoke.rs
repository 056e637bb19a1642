//! A device is one no more.

use serde::Serialize;
use tatefuda_domain::{DeviceId, SystemRight};
use tatefuda_store::device::{device_find, device_revoke};

use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Takes a device, or a code that nobody used, off the register.
#[derive(Debug, Clone, Serialize)]
pub struct Revoke {
    /// Which.
    pub id: DeviceId,
}

impl Command for Revoke {
    const NAME: &'static str = "device.revoke";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("device", self.id);
        cx.actor.require(SystemRight::ManageUsers)?;
        let device = device_find(cx.tx, cx.tenant(), self.id).await?.ok_or(Failure::NotFound)?;
        cx.detail("number", device.number);
        // Revoked already: what was wished for is so.
        device_revoke(cx.tx, cx.tenant(), self.id, cx.at).await?;
        Ok(())
    }
}
