//! The offline verifier: a pure function over what was stored.

mod finding;
mod moved;
mod walk;

use serde::Serialize;
use tatefuda_domain::TenantId;

pub use finding::{Finding, FindingKind};

use crate::{
    checkpoint::{Checkpoint, CheckpointKeys},
    detail::Detail,
    entry::{Entry, Unreadable},
    head::Head,
};

/// Everything that is known about the chain of one body.
pub struct VerifyInput<E, D, C> {
    /// Whose chain this must be.
    pub tenant: TenantId,
    /// The entries in the order of the database (by number) or of the export. Consumed one by one.
    pub entries: E,
    /// The details, in any order; only their commitments are kept in memory.
    pub details: D,
    /// The checkpoints, in any order.
    pub checkpoints: C,
    /// Whose checkpoints count. Keys that came with the data itself prove nothing against whoever wrote the data.
    pub keys: CheckpointKeys,
    /// The last head that was seen in public; without it a cut tail cannot be found.
    pub published_head: Option<Head>,
}

/// What the verifier can say about the end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum End {
    /// The published head stands in the chain: nothing up to there was cut off.
    Proven {
        /// Number of the entry that was published.
        upto: u64,
    },
    /// No published head was given, or it does not stand in the chain.
    NotProven,
}

/// The result of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Nothing was found. Says nothing about a cut tail unless [`Verdict::end`] is proven.
    pub ok: bool,
    /// What was found, in the order of the chain.
    pub findings: Vec<Finding>,
    /// Whether the end is proven.
    pub end: End,
    /// How many entries were read.
    pub entries: u64,
    /// How many details were erased, lawfully as far as the chain says.
    pub erased: u64,
    /// How many entries stand after the last checkpoint that counts: their author could still rewrite them.
    pub unsigned_tail: u64,
    /// The end of the chain as read.
    pub head: Head,
}

/// Verifies the chain of one body.
///
/// Memory: about a hundred bytes per entry and per detail; texts are not kept.
pub fn verify<E, D, C>(input: VerifyInput<E, D, C>) -> Verdict
where
    E: IntoIterator<Item = Result<Entry, Unreadable>>,
    D: IntoIterator<Item = Detail>,
    C: IntoIterator<Item = Checkpoint>,
{
    let VerifyInput { tenant, entries, details, checkpoints, keys, published_head } = input;
    let mut walk = walk::Walk::new(tenant, published_head);
    walk.take_details(details);
    walk.take_checkpoints(checkpoints, &keys);
    for entry in entries {
        walk.step(entry);
    }
    walk.finish()
}
