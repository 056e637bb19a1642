//! On which device somebody acts.

use tatefuda_store::{Tx, device::device_find};

use crate::{actor::Actor, facts::FactsBuilder, failure::Failure};

/// What [`fill`] sets.
pub(crate) const SUPPLIES: &[&str] = &["actor.device"];

/// Supplies the number of the device, as long as it is enrolled: one that was taken off the register since the session
/// began, or since the send was scheduled, counts no more.
pub(crate) async fn fill(tx: &mut Tx, actor: &Actor, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
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
