//! Records: what people state and decide (decision 0004). Kinds come from packs; nothing here knows one by name.

mod check;
mod form;
mod give;
mod live;
mod view;

pub use form::{FieldForm, RecordForm, form, form_of};
pub use give::{GiveRecord, Given, Supply, supply};
pub(crate) use give::{Under, supply_under};
pub use live::{TOGETHER, found};
pub use view::{find, list};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("record", &[Entry::of::<GiveRecord>()]);
