//! Records: what people state and decide (decision 0004). Kinds come from packs; nothing here knows one by name.

mod check;
mod form;
mod give;
mod view;

pub use form::{FieldForm, RecordForm, form, form_of};
pub use give::{GiveRecord, Given, Supply, supply};
pub use view::{find, list};

use jiff::Timestamp;
use tatefuda_domain::{CommandId, TenantId};
use tatefuda_store::{Tx, record::record_use};

use crate::{facts::Asked, failure::Failure, registry::Entry};

/// The commands of this noun.
pub(crate) const COMMANDS: &[Entry] = &[Entry::of::<GiveRecord>()];

/// Uses up the records on which a permission relies. Another act that used one in between: not in this state.
pub(crate) async fn consume(
    tx: &mut Tx,
    tenant: TenantId,
    asked: &Asked,
    command: CommandId,
    at: Timestamp,
) -> Result<(), Failure> {
    let name = asked.ask.use_key.clone().unwrap_or_else(|| format!("command:{command}"));
    for id in &asked.answer.consumes {
        let id = id.parse().map_err(Failure::internal)?;
        if !record_use(tx, tenant, id, &name, at).await? {
            return Err(Failure::state("record-used"));
        }
    }
    Ok(())
}
