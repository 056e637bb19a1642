//! Papers (文書・様式): documents of a text, drawn up from what is known and archived as they were submitted (decision 0037).
//!
//! Which documents there are, what they hold and which procedure takes them is the text's. What stands in one was let in where
//! it was entered: the ledger, a record, a setting. Archiving states nothing new; it keeps the printed form for good.

mod archive;
mod draw;
mod facts;
mod find;
mod list;
mod mark;
mod sheet;
pub mod view;
mod words;

pub(crate) use archive::of_step;
pub use archive::{ArchivePaper, Archived};
pub use draw::{Wanted, drawable, drawn, sample};
pub use find::{find, sheet};
pub use list::{PAGE_MAX, PaperFilter, PaperPage, list};
pub use mark::{SetMark, marks};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::Papers),
    readers: Some(("paper", &find::Papers)),
    ..Noun::new("paper", &[Entry::of::<ArchivePaper>(), Entry::of::<SetMark>()])
};
