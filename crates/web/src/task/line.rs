//! What a feed or calendar says of a thing that waits: what notices say of it, in the language of the address.

use jiff::Timestamp;
use tatefuda_app::{notice, task::view::Today};
use tatefuda_domain::Digest;
use tatefuda_i18n::{Translator, headline};

/// A thing that waits.
pub(super) struct Line {
    /// The same at each asking, so that programs know it again.
    pub key: Digest,
    /// What is to be done, with number and account.
    pub what: String,
    /// Since when, as far as that is known: the same at each asking.
    pub since: Timestamp,
    /// Until when.
    pub due: Option<Timestamp>,
    /// Path of the page where it is done.
    pub path: String,
}

/// Everything that waits, in the order of the page.
pub(super) fn said(tr: &Translator, today: &Today, epoch: Timestamp) -> Vec<Line> {
    let lines = notice::lines(today, epoch).into_iter();
    let said = lines.map(|line| Line {
        what: headline(tr, &line),
        key: line.key,
        since: line.since,
        due: line.due,
        path: line.path,
    });
    said.collect()
}
