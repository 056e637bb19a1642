//! Tells moved entries from altered ones: a moved one still fits its hash under the number it had.

use std::collections::{BTreeMap, HashMap};

use tatefuda_domain::Digest;

use super::Finding;
use crate::{entry::Entry, head::Head};

/// How often the broken ones are looked through again.
const PASSES: usize = 8;
/// How far around its place an entry is sought whose predecessor is gone.
const NEAR: u64 = 16;

/// What happened to entries that do not fit their hashes. `places` says where each stored hash stands.
pub(super) fn judge(mut open: Vec<Entry>, places: &HashMap<Digest, u64>) -> Vec<Finding> {
    let mut moved = BTreeMap::new();
    // An entry is placed after the one it names as previous; that one may itself have moved, so look again.
    for _ in 0..PASSES {
        let before = open.len();
        open.retain(|entry| match original(entry, places, &moved) {
            Some(original) => moved.insert(entry.seq, original).is_some(),
            None => true,
        });
        if open.len() == before {
            break;
        }
    }
    let mut findings: Vec<Finding> = open.iter().map(|entry| Finding::altered(entry.seq)).collect();
    let mut originals: Vec<u64> = moved.values().copied().collect();
    originals.sort_unstable();
    if originals.iter().eq(moved.keys()) {
        findings.extend(moved.iter().map(|(seq, original)| Finding::reordered(*seq, *original)));
    } else {
        findings.extend(shifts(&moved));
    }
    findings
}

/// The number under which a broken entry fits its hash.
fn original(entry: &Entry, places: &HashMap<Digest, u64>, moved: &BTreeMap<u64, u64>) -> Option<u64> {
    let fits = |seq: &u64| entry.hash_as(*seq) == entry.hash;
    match places.get(&entry.previous) {
        Some(place) => Some(moved.get(place).unwrap_or(place).saturating_add(1)).filter(fits),
        None if entry.previous == Head::EMPTY.hash => Some(1).filter(fits),
        // The one before is gone: look around.
        None => (1..=NEAR).flat_map(|by| [entry.seq.saturating_add(by), entry.seq.saturating_sub(by)]).find(fits),
    }
}

/// Where the distance between number and original number changes, something was put in or taken out.
fn shifts(moved: &BTreeMap<u64, u64>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut shift = 0;
    for (seq, original) in moved {
        let now = i128::from(*seq) - i128::from(*original);
        if now > shift {
            let count = u64::try_from(now - shift).unwrap_or(*seq);
            findings.push(Finding::inserted(seq.saturating_sub(count)));
        } else if now < shift {
            let count = u64::try_from(shift - now).unwrap_or(*original);
            findings.push(Finding::deleted_and_renumbered(original.saturating_sub(count)));
        }
        shift = now;
    }
    findings
}
