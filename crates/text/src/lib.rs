#![doc = include_str!("../README.md")]

mod detect;
mod finding;
mod fold;
pub mod lexicon;
mod link;
mod numeral;
pub mod screen;
pub mod signs;
pub mod sorter;
pub mod view;
mod when_where;

use std::borrow::Cow;

pub use detect::VERSION as DETECTORS;
pub use finding::{FINDING_KINDS, Finding, FindingKind, findings};
pub use link::{Link, LinkData, is_web_address, links};
pub use when_where::is_when_or_where;

/// Line ends become LF; nothing else changes. What an approval covers is the text after this.
pub fn newlines(text: &str) -> Cow<'_, str> {
    let entered = tatefuda_domain::text::at_input(text);
    if entered == text { Cow::Borrowed(text) } else { Cow::Owned(entered) }
}
