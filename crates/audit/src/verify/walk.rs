//! One walk along the chain.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry as Slot};

use tatefuda_domain::{Digest, TenantId};

use super::{End, Finding, FindingKind, Verdict, moved};
use crate::{
    checkpoint::{BadCheckpoint, Checkpoint, CheckpointKeys},
    detail::{Detail, DetailRef, ERASED_FIELD, erased_refs},
    entry::{Entry, FORMAT, Unreadable},
    head::Head,
};

/// How many broken entries are kept to tell moved ones from altered ones; the rest are reported as altered.
const KEPT_BROKEN: usize = 10_000;

/// The entry before, as far as it can be relied upon.
struct Last {
    seq: u64,
    hash: Digest,
    sound: bool,
}

pub(super) struct Walk {
    tenant: TenantId,
    published: Option<Head>,
    end: End,
    expected: u64,
    read: u64,
    last: Option<Last>,
    head: Head,
    /// Numbers that were jumped over: first → last of each gap.
    gaps: BTreeMap<u64, u64>,
    /// Where each stored hash stands; finds the place from which a moved entry came.
    places: HashMap<Digest, u64>,
    broken: Vec<Entry>,
    /// Commitments by entry and field; `None` for an erased detail.
    details: BTreeMap<u64, BTreeMap<String, Option<Digest>>>,
    erasures: BTreeMap<u64, Vec<DetailRef>>,
    erased: BTreeSet<DetailRef>,
    explained: BTreeSet<DetailRef>,
    checkpoints: BTreeMap<u64, Vec<Digest>>,
    signed_upto: u64,
    findings: Vec<Finding>,
}

impl Walk {
    pub(super) fn new(tenant: TenantId, published: Option<Head>) -> Self {
        let end = match published {
            Some(Head { seq: 0, .. }) => End::Proven { upto: 0 },
            _ => End::NotProven,
        };
        Self {
            tenant,
            published,
            end,
            expected: 1,
            read: 0,
            last: None,
            head: Head::EMPTY,
            gaps: BTreeMap::new(),
            places: HashMap::new(),
            broken: Vec::new(),
            details: BTreeMap::new(),
            erasures: BTreeMap::new(),
            erased: BTreeSet::new(),
            explained: BTreeSet::new(),
            checkpoints: BTreeMap::new(),
            signed_upto: 0,
            findings: Vec::new(),
        }
    }

    pub(super) fn take_details(&mut self, details: impl IntoIterator<Item = Detail>) {
        for detail in details {
            if let (ERASED_FIELD, Some(secret)) = (detail.field.as_str(), &detail.secret) {
                self.erasures.insert(detail.seq, erased_refs(&secret.value).collect());
            }
            let commitment = detail.commitment();
            match self.details.entry(detail.seq).or_default().entry(detail.field) {
                Slot::Vacant(slot) => {
                    slot.insert(commitment);
                }
                Slot::Occupied(slot) => {
                    self.findings.push(Finding::detail(FindingKind::DetailInserted, detail.seq, slot.key()));
                }
            }
        }
    }

    pub(super) fn take_checkpoints(&mut self, list: impl IntoIterator<Item = Checkpoint>, keys: &CheckpointKeys) {
        for checkpoint in list {
            let seq = checkpoint.head.seq;
            match keys.check(&checkpoint) {
                Ok(()) if checkpoint.tenant == self.tenant => {
                    self.checkpoints.entry(seq).or_default().push(checkpoint.head.hash);
                }
                Ok(()) => self.findings.push(Finding::foreign(seq)),
                Err(BadCheckpoint::UnknownKey) => self.findings.push(Finding::unknown_key(seq, &checkpoint.key_id)),
                Err(BadCheckpoint::BadSignature) => self.findings.push(Finding::bad_signature(seq)),
            }
        }
    }

    pub(super) fn step(&mut self, entry: Result<Entry, Unreadable>) {
        self.read += 1;
        match entry {
            Ok(entry) => self.entry(entry),
            Err(unreadable) => self.unreadable(&unreadable),
        }
    }

    fn unreadable(&mut self, unreadable: &Unreadable) {
        // Its place is taken, so that the next one is not also reported as following a gap.
        let seq = unreadable.seq.unwrap_or(self.expected);
        self.findings.push(Finding::unreadable(Some(seq), &unreadable.why));
        self.details.remove(&seq);
        if seq >= self.expected {
            self.gap_upto(seq);
            self.expected = seq.saturating_add(1);
            self.head.seq = seq;
            self.last = None;
        } else {
            self.fill_gap(seq);
        }
    }

    fn entry(&mut self, entry: Entry) {
        let sound = entry.computed_hash() == entry.hash;
        if entry.tenant != self.tenant {
            self.findings.push(Finding::foreign(entry.seq));
        } else if sound && entry.format != FORMAT {
            self.findings.push(Finding::format(entry.seq, entry.format));
        }
        let mut seq = entry.seq;
        if !sound && seq != self.expected && entry.hash_as(self.expected) == entry.hash {
            self.findings.push(Finding::renumbered(seq, self.expected));
            seq = self.expected;
        }
        if seq < self.expected {
            // A number that was jumped over has come late; any other stands there a second time.
            let late = self.fill_gap(seq);
            self.findings.push(if late { Finding::reordered(seq, seq) } else { Finding::inserted(seq) });
            if late {
                self.places.insert(entry.hash, seq);
                self.check_details(&entry, sound);
            }
            return;
        }
        let gap = self.gap_upto(seq);
        self.expected = seq.saturating_add(1);
        self.check_details(&entry, sound);
        if sound {
            self.check_link(&entry, gap);
            self.check_signed(&entry);
        }
        self.head = Head { seq, hash: entry.hash };
        self.last = Some(Last { seq, hash: entry.hash, sound });
        self.places.insert(entry.hash, seq);
        if !sound && entry.seq == seq {
            if self.broken.len() < KEPT_BROKEN {
                self.broken.push(entry);
            } else {
                self.findings.push(Finding::altered(seq));
            }
        }
    }

    /// Notes the numbers between the expected one and this one as missing; tells whether there were any.
    fn gap_upto(&mut self, seq: u64) -> bool {
        let gap = seq > self.expected;
        if gap {
            self.gaps.insert(self.expected, seq - 1);
        }
        gap
    }

    /// Takes a number out of the gaps; tells whether it was in one.
    fn fill_gap(&mut self, seq: u64) -> bool {
        let Some((&from, &to)) = self.gaps.range(..=seq).next_back() else { return false };
        if to < seq {
            return false;
        }
        self.gaps.remove(&from);
        if from < seq {
            self.gaps.insert(from, seq - 1);
        }
        if seq < to {
            self.gaps.insert(seq + 1, to);
        }
        true
    }

    fn check_link(&mut self, entry: &Entry, gap: bool) {
        match &self.last {
            None if entry.seq == 1 && entry.previous != Head::EMPTY.hash => {
                self.findings.push(Finding::recomputed_link(entry.seq));
            }
            Some(last) if !gap && last.sound && last.hash != entry.previous => {
                self.findings.push(Finding::recomputed_link(last.seq));
            }
            // Nothing to compare with, or the entry before is already reported.
            _ => {}
        }
    }

    fn check_signed(&mut self, entry: &Entry) {
        if let Some(signed) = self.checkpoints.remove(&entry.seq) {
            if signed.iter().all(|hash| *hash == entry.hash) {
                self.signed_upto = entry.seq;
            } else {
                self.findings.push(Finding::recomputed_against_checkpoint(entry.seq, self.signed_upto));
            }
        }
        if let Some(published) = self.published.filter(|head| head.seq == entry.seq) {
            if published.hash == entry.hash {
                self.end = End::Proven { upto: entry.seq };
            } else {
                self.findings.push(Finding::recomputed_against_head(entry.seq));
            }
        }
    }

    fn check_details(&mut self, entry: &Entry, sound: bool) {
        let mut found = self.details.remove(&entry.seq).unwrap_or_default();
        if !sound {
            // The commitments themselves cannot be relied upon.
            return;
        }
        for (field, commitment) in &entry.commitments {
            match found.remove(field) {
                None => self.findings.push(Finding::detail(FindingKind::DetailDeleted, entry.seq, field)),
                Some(None) => {
                    self.erased.insert(DetailRef { seq: entry.seq, field: field.clone() });
                }
                Some(Some(value)) if value != *commitment => {
                    self.findings.push(Finding::detail(FindingKind::DetailAltered, entry.seq, field));
                }
                Some(Some(_)) if field == ERASED_FIELD => {
                    let named = self.erasures.remove(&entry.seq).unwrap_or_default();
                    self.explained.extend(named.into_iter().filter(|detail| detail.seq < entry.seq));
                }
                Some(Some(_)) => {}
            }
        }
        for field in found.keys() {
            self.findings.push(Finding::detail(FindingKind::DetailInserted, entry.seq, field));
        }
    }

    pub(super) fn finish(mut self) -> Verdict {
        self.findings.extend(moved::judge(std::mem::take(&mut self.broken), &self.places));
        for (from, to) in std::mem::take(&mut self.gaps) {
            self.findings.push(Finding::deleted(from, to));
        }
        for (seq, fields) in std::mem::take(&mut self.details) {
            for field in fields.keys() {
                self.findings.push(Finding::detail(FindingKind::DetailInserted, seq, field));
            }
        }
        for detail in self.erased.difference(&self.explained) {
            self.findings.push(Finding::detail(FindingKind::ErasedUnexplained, detail.seq, &detail.field));
        }
        let last = self.head.seq;
        let promised = self.checkpoints.keys().next_back().copied().unwrap_or(0);
        let published = self.published.map_or(0, |head| head.seq);
        if published.max(promised) > last {
            self.findings.push(Finding::cut_tail(last, published.max(promised), published >= promised));
        }
        self.findings.sort_by_key(|finding| finding.seq);
        Verdict {
            ok: self.findings.is_empty(),
            end: self.end,
            entries: self.read,
            erased: u64::try_from(self.erased.len()).unwrap_or(u64::MAX),
            unsigned_tail: last.saturating_sub(self.signed_upto),
            head: self.head,
            findings: self.findings,
        }
    }
}
