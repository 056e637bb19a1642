//! On which device somebody acts.

use tatefuda_store::{Tx, device::device_find};

use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, SubjectKind},
    failure::Failure,
    noun::Provider,
    reads::Told,
};

/// The device of whoever asks.
pub(super) struct Devices;

impl Provider for Devices {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[]
    }

    fn supplies(&self) -> &'static [&'static str] {
        SUPPLIES
    }

    fn of_actor(&self) -> bool {
        true
    }

    fn fill<'a>(
        &'a self,
        _: &'a App,
        tx: &'a mut Tx,
        actor: &'a Actor,
        builder: &'a mut FactsBuilder<'_>,
    ) -> Told<'a, ()> {
        Box::pin(fill(tx, actor, builder))
    }
}

/// What [`fill`] sets.
const SUPPLIES: &[&str] = &["actor.device"];

/// Supplies the number of the device, as long as it is enrolled: one that was taken off the register since the session
/// began, or since the send was scheduled, counts no more.
async fn fill(tx: &mut Tx, actor: &Actor, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    if !builder.needs("actor.device") {
        return Ok(());
    }
    let device = match actor.device {
        Some(id) => device_find(tx, actor.tenant, id).await?,
        None => None,
    };
    builder.set("actor.device", device.filter(|device| device.counts()).map(|device| device.number));
    Ok(())
}
