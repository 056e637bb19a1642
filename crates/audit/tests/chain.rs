//! Random chains, and everything that somebody with write access could do to them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;
use tatefuda_audit::{
    AnswerRef, Checkpoint, CheckpointKeys, CheckpointSigner, Detail, Draft, End, Entry, EntryKind, ExportHeader,
    ExportWriter, FindingKind, Head, Subject, Unreadable, Verdict, VerifyInput, detail::ERASED_FIELD, erased_value,
    read_export, verify,
};
use tatefuda_domain::{Digest, Entropy, Id, TenantId};

/// A counter is enough here: salts must differ, not be secret.
struct Counter(std::sync::atomic::AtomicU64);

impl Entropy for Counter {
    fn fill(&self, buffer: &mut [u8]) {
        let word = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_le_bytes();
        for (byte, from) in buffer.iter_mut().zip(word.iter().cycle()) {
            *byte = *from;
        }
    }
}

fn id<T: Id>(number: u128) -> T {
    format!("{:08x}-0000-7000-8000-{:012x}", number >> 48 & 0xffff_ffff, number & 0xffff_ffff_ffff)
        .parse()
        .expect("an id")
}

fn tenant() -> TenantId {
    id(7)
}

#[derive(Debug, Clone)]
struct Chain {
    entries: Vec<Entry>,
    details: Vec<Detail>,
    checkpoints: Vec<Checkpoint>,
}

fn signer() -> CheckpointSigner {
    CheckpointSigner::from_seed(&[3; 32])
}

impl Chain {
    fn head(&self) -> Head {
        self.entries.last().map_or(Head::EMPTY, Entry::head)
    }

    fn add(&mut self, draft: Draft) {
        let entropy = Counter(std::sync::atomic::AtomicU64::new(self.details.len() as u64 + 1));
        let (entry, details) = draft.chain(&self.head(), &entropy);
        self.entries.push(entry);
        self.details.extend(details);
    }

    fn sign(&mut self) {
        let at = Timestamp::from_second(1_800_000_000).expect("a time");
        self.checkpoints.push(signer().sign(tenant(), self.head(), at));
    }

    fn verify(&self, published_head: Option<Head>) -> Verdict {
        verify(VerifyInput {
            tenant: tenant(),
            entries: self.entries.iter().cloned().map(Ok::<Entry, Unreadable>),
            details: self.details.iter().cloned(),
            checkpoints: self.checkpoints.iter().cloned(),
            keys: CheckpointKeys::of(&signer()),
            published_head,
        })
    }

    fn kinds(&self, published_head: Option<Head>) -> Vec<FindingKind> {
        self.verify(published_head).findings.into_iter().map(|finding| finding.kind).collect()
    }

    /// What a forger does who knows the format: everything from `from` on fits again.
    fn recompute(&mut self, from: usize) {
        for index in from..self.entries.len() {
            let previous = if index == 0 { Head::EMPTY.hash } else { self.entries[index - 1].hash };
            let entry = &mut self.entries[index];
            entry.seq = index as u64 + 1;
            entry.previous = previous;
            entry.hash = entry.computed_hash();
        }
    }
}

fn draft(number: u64, details: BTreeMap<String, String>, refused: bool) -> Draft {
    let number = u128::from(number);
    Draft {
        tenant: tenant(),
        at: Timestamp::from_microsecond(1_790_000_000_000_000 + number as i64).expect("a time"),
        kind: if refused { EntryKind::Refused } else { EntryKind::Done },
        command: "post.submit".into(),
        command_id: id(1_000 + number),
        person: (number % 3 != 0).then(|| id(2_000 + number)),
        capacity: (number % 2 != 0).then(|| id(3_000 + number)),
        subject: Subject { kind: "post".into(), id: format!("p{number}") },
        before: (number % 4 != 0).then(|| Digest::of(&[1])),
        after: Some(Digest::of(&[2])),
        answer: Some(AnswerRef { id: id(4_000 + number), digest: Digest::of(b"answer") }),
        details,
    }
}

/// A chain of 2 to 9 entries with details, and one checkpoint at its end.
fn chains() -> impl Strategy<Value = Chain> {
    let details = prop::collection::btree_map("[a-z]{1,4}", ".{0,12}", 0..3);
    prop::collection::vec((details, any::<bool>()), 2..10).prop_map(|list| {
        let mut chain = Chain { entries: vec![], details: vec![], checkpoints: vec![] };
        for (number, (details, refused)) in list.into_iter().enumerate() {
            chain.add(draft(number as u64, details, refused));
        }
        chain.sign();
        chain
    })
}

fn export(chain: &Chain) -> Vec<u8> {
    let header = ExportHeader { format: 1, tenant: tenant(), keys: BTreeMap::new() };
    let mut out = ExportWriter::new(Vec::new(), &header).expect("memory");
    for entry in &chain.entries {
        out.entry(entry).expect("memory");
        for detail in chain.details.iter().filter(|detail| detail.seq == entry.seq) {
            out.detail(detail).expect("memory");
        }
    }
    for checkpoint in &chain.checkpoints {
        out.checkpoint(checkpoint).expect("memory");
    }
    out.finish().expect("memory")
}

fn verify_export(bytes: &[u8]) -> Option<Verdict> {
    let read = read_export(bytes).ok()?;
    Some(verify(VerifyInput {
        tenant: tenant(),
        entries: read.entries,
        details: read.details,
        checkpoints: read.checkpoints,
        keys: CheckpointKeys::of(&signer()),
        published_head: None,
    }))
}

proptest! {
    #[test]
    fn an_untouched_chain_is_whole(chain in chains()) {
        let verdict = chain.verify(None);
        prop_assert!(verdict.ok, "{:?}", verdict.findings);
        prop_assert_eq!(verdict.end, End::NotProven);
        prop_assert_eq!(verdict.unsigned_tail, 0);
        let head = chain.head();
        prop_assert_eq!(chain.verify(Some(head)).end, End::Proven { upto: head.seq });
        prop_assert!(verify_export(&export(&chain)).is_some_and(|verdict| verdict.ok));
    }

    /// Any byte of the exported entries, details and checkpoints: the change is found, or it changed nothing that is
    /// read (such as the case of a hexadecimal digit).
    #[test]
    fn any_changed_byte_is_found(chain in chains(), place in any::<prop::sample::Index>(), by in 1..=255_u8) {
        let original = export(&chain);
        let body = original.iter().position(|byte| *byte == b'\n').expect("a header") + 1;
        let mut bytes = original.clone();
        let at = body + place.index(bytes.len() - body);
        bytes[at] ^= by;
        let (before, after) = (read_export(&original[..]).expect("reads"), read_export(&bytes[..]));
        let same = after.is_ok_and(|after| {
            after.entries == before.entries && after.details == before.details && after.checkpoints == before.checkpoints
        });
        prop_assert!(same || verify_export(&bytes).is_none_or(|verdict| !verdict.ok));
    }

    #[test]
    fn a_deleted_entry_is_found(chain in chains(), place in any::<prop::sample::Index>()) {
        let mut chain = chain;
        let gone = chain.entries.remove(place.index(chain.entries.len() - 1));
        chain.details.retain(|detail| detail.seq != gone.seq);
        let verdict = chain.verify(None);
        prop_assert_eq!(verdict.findings.len(), 1, "{:?}", &verdict.findings);
        prop_assert_eq!((verdict.findings[0].seq, verdict.findings[0].kind), (gone.seq, FindingKind::Deleted));
    }

    #[test]
    fn a_deleted_and_renumbered_entry_is_found(chain in chains(), place in any::<prop::sample::Index>()) {
        let mut chain = chain;
        let index = place.index(chain.entries.len() - 1);
        let gone = chain.entries.remove(index);
        chain.details.clear();
        for entry in &mut chain.entries[index..] {
            entry.seq -= 1;
        }
        let verdict = chain.verify(None);
        let kinds: Vec<_> = verdict.findings.iter().map(|f| (f.seq, f.kind)).collect();
        prop_assert!(kinds.contains(&(gone.seq, FindingKind::Deleted)), "{:?}", kinds);
        prop_assert!(kinds.iter().all(|(_, kind)| *kind != FindingKind::Altered), "{:?}", kinds);
    }

    #[test]
    fn an_inserted_entry_is_found(chain in chains(), place in any::<prop::sample::Index>()) {
        let mut chain = chain;
        let index = 1 + place.index(chain.entries.len() - 1);
        let before = chain.entries[index - 1].head();
        let (fake, _) = draft(99, BTreeMap::new(), false).chain(&before, &Counter(0.into()));
        // With the number of another one …
        let mut twice = chain.clone();
        twice.entries.insert(index, fake.clone());
        prop_assert!(!twice.verify(None).ok);
        // … and with room made for it.
        for entry in &mut chain.entries[index..] {
            entry.seq += 1;
        }
        for detail in chain.details.iter_mut().filter(|detail| detail.seq > index as u64) {
            detail.seq += 1;
        }
        chain.entries.insert(index, fake);
        let verdict = chain.verify(None);
        let found = verdict.findings.iter().any(|f| f.kind == FindingKind::Inserted && f.seq == index as u64 + 1);
        prop_assert!(found, "{:?}", verdict.findings);
    }

    #[test]
    fn swapped_entries_are_found(chain in chains(), one in any::<prop::sample::Index>(), two in any::<prop::sample::Index>()) {
        let length = chain.entries.len();
        let one = one.index(length);
        let two = (one + 1 + two.index(length - 1)) % length;
        // Lines of an export.
        let mut lines = chain.clone();
        lines.entries.swap(one, two);
        prop_assert!(lines.kinds(None).contains(&FindingKind::Reordered), "{:?}", lines.kinds(None));
        // Contents of rows, each keeping its number.
        let mut rows = chain.clone();
        rows.entries.swap(one, two);
        rows.entries[one].seq = one as u64 + 1;
        rows.entries[two].seq = two as u64 + 1;
        let kinds = rows.kinds(None);
        prop_assert_eq!(kinds.iter().filter(|kind| **kind == FindingKind::Reordered).count(), 2, "{:?}", kinds);
    }

    /// The forger rewrites one entry and computes everything after it anew; only the signature tells.
    #[test]
    fn a_recomputed_chain_is_found_by_its_checkpoint(chain in chains(), place in any::<prop::sample::Index>()) {
        let published = chain.head();
        let mut chain = chain;
        let index = place.index(chain.entries.len());
        chain.entries[index].subject.id.push('x');
        chain.recompute(index);
        prop_assert!(chain.kinds(None).contains(&FindingKind::Recomputed));
        // Without checkpoints only the published head tells.
        chain.checkpoints.clear();
        let verdict = chain.verify(None);
        prop_assert!(verdict.ok);
        prop_assert_eq!(verdict.unsigned_tail, chain.entries.len() as u64);
        prop_assert!(chain.kinds(Some(published)).contains(&FindingKind::Recomputed));
    }

    #[test]
    fn a_rewritten_entry_with_a_new_hash_is_found(chain in chains(), place in any::<prop::sample::Index>()) {
        let mut chain = chain;
        let index = place.index(chain.entries.len());
        chain.entries[index].command.push('x');
        chain.entries[index].hash = chain.entries[index].computed_hash();
        prop_assert_eq!(chain.kinds(None), vec![FindingKind::Recomputed]);
    }

    #[test]
    fn a_cut_tail_is_found_only_with_the_published_head(chain in chains(), keep in any::<prop::sample::Index>()) {
        let published = chain.head();
        let mut chain = chain;
        let keep = keep.index(chain.entries.len());
        chain.entries.truncate(keep);
        chain.details.retain(|detail| detail.seq <= keep as u64);
        prop_assert_eq!(chain.kinds(None), vec![FindingKind::CutTail], "the checkpoint is still there");
        chain.checkpoints.clear();
        let verdict = chain.verify(None);
        prop_assert!(verdict.ok);
        prop_assert_eq!(verdict.end, End::NotProven);
        let verdict = chain.verify(Some(published));
        prop_assert_eq!(verdict.findings.iter().map(|f| (f.seq, f.kind)).collect::<Vec<_>>(),
            vec![(keep as u64 + 1, FindingKind::CutTail)]);
        prop_assert_eq!(verdict.end, End::NotProven);
    }

    #[test]
    fn details_are_bound_to_their_entries(chain in chains(), place in any::<prop::sample::Index>()) {
        prop_assume!(!chain.details.is_empty());
        let index = place.index(chain.details.len());
        let change = |act: &dyn Fn(&mut Vec<Detail>)| {
            let mut changed = chain.clone();
            act(&mut changed.details);
            changed.kinds(None)
        };
        let altered = change(&|details| {
            if let Some(secret) = &mut details[index].secret {
                secret.value.push('!');
            }
        });
        prop_assert_eq!(altered, vec![FindingKind::DetailAltered]);
        prop_assert_eq!(change(&|details| drop(details.remove(index))), vec![FindingKind::DetailDeleted]);
        let added = change(&|details| {
            let one = details[index].clone();
            details.push(Detail { field: "another".into(), ..one });
        });
        prop_assert_eq!(added, vec![FindingKind::DetailInserted]);
    }

    /// Lawful erasure: value and salt go, the row stays, an entry says so, the chain is whole.
    #[test]
    fn erasing_a_detail_keeps_the_chain_whole(chain in chains(), place in any::<prop::sample::Index>()) {
        prop_assume!(!chain.details.is_empty());
        let mut chain = chain;
        let index = place.index(chain.details.len());
        chain.details[index] = chain.details[index].clone().erased();
        prop_assert_eq!(chain.kinds(None), vec![FindingKind::ErasedUnexplained]);
        let list = erased_value([&chain.details[index].reference()]);
        chain.add(draft(50, BTreeMap::from([(ERASED_FIELD.to_owned(), list)]), false));
        let verdict = chain.verify(None);
        prop_assert!(verdict.ok, "{:?}", verdict.findings);
        prop_assert_eq!((verdict.erased, verdict.unsigned_tail), (1, 1));
    }
}

fn small() -> Chain {
    let mut chain = Chain { entries: vec![], details: vec![], checkpoints: vec![] };
    for number in 0..4 {
        chain.add(draft(number, BTreeMap::from([("text".to_owned(), "本文".to_owned())]), false));
    }
    chain.sign();
    chain
}

#[test]
fn a_checkpoint_of_another_key_or_with_another_head_does_not_count() {
    let mut chain = small();
    let at = Timestamp::from_second(1_800_000_000).expect("a time");
    chain.checkpoints = vec![CheckpointSigner::from_seed(&[9; 32]).sign(tenant(), chain.head(), at)];
    assert_eq!(chain.kinds(None), [FindingKind::UnknownKey]);
    assert_eq!(chain.verify(None).unsigned_tail, 4);

    let mut chain = small();
    chain.checkpoints[0].head = chain.entries[1].head();
    assert_eq!(chain.kinds(None), [FindingKind::BadSignature]);
}

#[test]
fn entries_of_another_body_are_found() {
    let mut chain = small();
    chain.entries[1].tenant = id(8);
    chain.recompute(1);
    chain.checkpoints.clear();
    assert_eq!(chain.kinds(None), [FindingKind::Inserted]);
}

#[test]
fn an_altered_number_is_named() {
    let mut chain = small();
    chain.entries[2].seq = u64::MAX;
    let verdict = chain.verify(None);
    assert!(verdict.findings.iter().any(|f| f.kind == FindingKind::Altered && f.seq == 3), "{:?}", verdict.findings);
}

#[test]
fn an_unreadable_row_is_one_finding() {
    let chain = small();
    let mut rows: Vec<_> = chain.entries.iter().cloned().map(Ok).collect();
    rows[1] = Err(Unreadable { seq: Some(2), why: "person is not an identifier".into() });
    let verdict = verify(VerifyInput {
        tenant: tenant(),
        entries: rows,
        details: chain.details.clone(),
        checkpoints: chain.checkpoints.clone(),
        keys: CheckpointKeys::of(&signer()),
        published_head: Some(chain.head()),
    });
    assert_eq!(verdict.findings.iter().map(|f| (f.seq, f.kind)).collect::<Vec<_>>(), [(2, FindingKind::Altered)]);
}

#[test]
fn public_keys_read_back_and_the_signer_hides_its_secret() {
    let signer = CheckpointSigner::from_seed(&[0x5a; 32]);
    let mut keys = CheckpointKeys::none();
    keys.add(&signer.public_key()).expect("a key");
    assert!(keys.add("zz").is_err());
    assert!(!format!("{signer:?}").contains("5a5a"));
}

/// The format is a promise to those who keep old exports: this hash must never change.
#[test]
fn the_first_hash_is_fixed() {
    let (entry, _) = draft(1, BTreeMap::from([("text".to_owned(), "本文".to_owned())]), false)
        .chain(&Head::EMPTY, &Counter(1.into()));
    assert_eq!(entry.hash.to_string(), "8dbf69650f6369364e0791c2ae4e274144e66f756d39e6f3c0b926dae7acd837");
}
