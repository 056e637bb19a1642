#![doc = include_str!("../README.md")]

pub mod gate;
pub mod hook;
pub mod look;
pub mod mail;
mod private;

pub use gate::{Barred, Gate, Names, Way};
pub use hook::Hook;
pub use look::{Looker, Page, Sign, Unseen, Verdict};
pub use mail::{Mail, MailServer, MailTls};
pub use private::is_public;

/// What came of handing something over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handing {
    /// The other side said that it has it.
    Taken,
    /// Not now, or nobody can tell: to be tried again under the same id.
    Later(String),
    /// It will never be taken.
    Refused(String),
}

/// Longest that is kept of what the other side says, in characters.
const SAID: usize = 200;

/// What the other side said, in one short line without what it should not repeat.
fn said(text: &str, without: &[&str]) -> String {
    let hidden = without
        .iter()
        .filter(|secret| !secret.is_empty())
        .fold(text.to_owned(), |text, secret| text.replace(secret, "…"));
    hidden.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SAID).collect()
}
