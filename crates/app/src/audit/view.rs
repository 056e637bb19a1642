//! Reading the operation records.

use tatefuda_audit::{Detail, Entry, Unreadable};
use tatefuda_domain::SystemRight;
use tatefuda_store::audit::{audit_details, audit_newest};

use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, left_out},
};

/// Most entries that one page holds.
pub const PAGE_MAX: i64 = 200;

/// An entry with the texts that stand beside the chain.
#[derive(Debug, Clone)]
pub struct EntryView {
    /// The entry; a row that cannot be read is shown as such, never skipped.
    pub entry: Result<Entry, Unreadable>,
    /// Its texts; erased ones without value.
    pub details: Vec<Detail>,
}

/// Entries before a number (absent: from the end), newest first.
///
/// # Errors
/// [`Failure::Forbidden`] without the right to read them.
pub async fn newest(app: &App, actor: &Actor, before: Option<u64>, limit: i64) -> Result<Vec<EntryView>, Failure> {
    actor.require(SystemRight::ReadAudit)?;
    let mut tx = app.db.read().await?;
    let limit = limit.clamp(1, PAGE_MAX);
    let entries = audit_newest(&mut tx, actor.tenant, before.unwrap_or(u64::MAX), limit).await?;
    let numbers = entries.iter().filter_map(|entry| entry.as_ref().ok().map(|entry| entry.seq));
    let (from, to) = numbers.fold((u64::MAX, 0), |(from, to), seq| (from.min(seq), to.max(seq)));
    let mut details = if from <= to { left_out(audit_details(&mut tx, actor.tenant, from, to).await)? } else { vec![] };
    Ok(entries
        .into_iter()
        .map(|entry| {
            let seq = entry.as_ref().ok().map(|entry| entry.seq);
            let own = details.extract_if(.., |detail| Some(detail.seq) == seq).collect();
            EntryView { entry, details: own }
        })
        .collect())
}
