//! What a verification can find, with its words.

use serde::Serialize;
use tatefuda_domain::Localized;

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The number of the entry; 0 where none can be named.
    pub seq: u64,
    /// What kind of thing.
    pub kind: FindingKind,
    /// In words, both languages.
    pub message: Localized,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The content of an entry does not fit its hash.
    Altered,
    /// An entry is missing.
    Deleted,
    /// An entry does not belong there.
    Inserted,
    /// Entries stand at each other's place.
    Reordered,
    /// Entries were rewritten together with their hashes.
    Recomputed,
    /// Entries at the end are missing.
    CutTail,
    /// A detail does not fit its commitment.
    DetailAltered,
    /// The row of a detail is missing; an erased detail keeps its row.
    DetailDeleted,
    /// A detail to which no entry committed itself.
    DetailInserted,
    /// A detail was erased, and no entry says so.
    ErasedUnexplained,
    /// The signature of a checkpoint is wrong.
    BadSignature,
    /// A checkpoint is signed by a key that was not given.
    UnknownKey,
}

impl Finding {
    pub(super) fn new(seq: u64, kind: FindingKind, ja: String, en: String) -> Self {
        Self { seq, kind, message: Localized::new(ja, en) }
    }

    pub(super) fn altered(seq: u64) -> Self {
        Self::new(
            seq,
            FindingKind::Altered,
            format!("{seq}番の記録の内容が書き換えられています。"),
            format!("The content of entry {seq} has been altered."),
        )
    }

    pub(super) fn renumbered(seq: u64, original: u64) -> Self {
        Self::new(
            original,
            FindingKind::Altered,
            format!("{original}番の記録の番号が{seq}に書き換えられています。"),
            format!("The number of entry {original} has been altered to {seq}."),
        )
    }

    pub(super) fn unreadable(seq: Option<u64>, why: &str) -> Self {
        let name = seq.map_or_else(|| "?".to_owned(), |seq| seq.to_string());
        Self::new(
            seq.unwrap_or(0),
            FindingKind::Altered,
            format!("{name}番の記録は読み取れません（{why}）。"),
            format!("Entry {name} cannot be read ({why})."),
        )
    }

    pub(super) fn format(seq: u64, format: u32) -> Self {
        Self::new(
            seq,
            FindingKind::Altered,
            format!("{seq}番の記録の形式（{format}）は、この版では検証できません。"),
            format!("Entry {seq} has format {format}, which this version cannot verify."),
        )
    }

    pub(super) fn deleted(from: u64, to: u64) -> Self {
        let (ja, en) = if from == to {
            (format!("{from}番の記録がありません。"), format!("Entry {from} is missing."))
        } else {
            (format!("{from}番から{to}番までの記録がありません。"), format!("Entries {from} to {to} are missing."))
        };
        Self::new(from, FindingKind::Deleted, ja, en)
    }

    pub(super) fn deleted_and_renumbered(original: u64) -> Self {
        Self::new(
            original,
            FindingKind::Deleted,
            format!("もとの{original}番の記録が抜き取られ、以後の番号が付け替えられています。"),
            format!("The original entry {original} was taken out and the following ones were renumbered."),
        )
    }

    pub(super) fn inserted(seq: u64) -> Self {
        Self::new(
            seq,
            FindingKind::Inserted,
            format!("{seq}番の記録は後から差し込まれたものです。"),
            format!("Entry {seq} was inserted afterwards."),
        )
    }

    pub(super) fn foreign(seq: u64) -> Self {
        Self::new(
            seq,
            FindingKind::Inserted,
            format!("{seq}番の記録は他の団体のものです。"),
            format!("Entry {seq} belongs to another body."),
        )
    }

    pub(super) fn reordered(seq: u64, original: u64) -> Self {
        let (ja, en) = if seq == original {
            (format!("{seq}番の記録の位置が入れ替わっています。"), format!("Entry {seq} stands at another place."))
        } else {
            (
                format!("{seq}番の位置に、もとの{original}番の記録が置かれています。"),
                format!("The original entry {original} stands at the place of entry {seq}."),
            )
        };
        Self::new(seq, FindingKind::Reordered, ja, en)
    }

    pub(super) fn recomputed_link(seq: u64) -> Self {
        Self::new(
            seq,
            FindingKind::Recomputed,
            format!("{seq}番の記録がハッシュごと作り直され、次の記録とつながりません。"),
            format!("Entry {seq} was rewritten with a new hash and no longer fits the next one."),
        )
    }

    pub(super) fn recomputed_against_checkpoint(seq: u64, after: u64) -> Self {
        Self::new(
            seq,
            FindingKind::Recomputed,
            format!("{after}番より後、{seq}番までの記録が作り直されています（署名済みの確認点と一致しません）。"),
            format!("Entries after {after} up to {seq} were recomputed: they contradict a signed checkpoint."),
        )
    }

    pub(super) fn recomputed_against_head(seq: u64) -> Self {
        Self::new(
            seq,
            FindingKind::Recomputed,
            format!("{seq}番までの記録が作り直されています（公表された末尾と一致しません）。"),
            format!("Entries up to {seq} were recomputed: they contradict the published head."),
        )
    }

    pub(super) fn cut_tail(last: u64, promised: u64, published: bool) -> Self {
        let from = last.saturating_add(1);
        let (by_ja, by_en) = if published {
            ("公表された末尾", "the published head")
        } else {
            ("署名済みの確認点", "a signed checkpoint")
        };
        Self::new(
            from,
            FindingKind::CutTail,
            format!("{from}番から{promised}番までの記録が末尾から失われています（{by_ja}による）。"),
            format!("Entries {from} to {promised} are missing at the end, according to {by_en}."),
        )
    }

    pub(super) fn detail(kind: FindingKind, seq: u64, field: &str) -> Self {
        let (ja, en) = match kind {
            FindingKind::DetailAltered => ("が書き換えられています。", "has been altered."),
            FindingKind::DetailDeleted => ("の行が失われています。", "has lost its row."),
            FindingKind::DetailInserted => ("は記録に対応がなく、後から加えられたものです。", "was added afterwards."),
            _ => ("は消去されていますが、消去の記録がありません。", "was erased, and no entry says so."),
        };
        Self::new(
            seq,
            kind,
            format!("{seq}番の記録の付属情報「{field}」{ja}"),
            format!("Detail \"{field}\" of entry {seq} {en}"),
        )
    }

    pub(super) fn bad_signature(seq: u64) -> Self {
        Self::new(
            seq,
            FindingKind::BadSignature,
            format!("{seq}番の確認点の署名が正しくありません。"),
            format!("The signature of the checkpoint at {seq} is wrong."),
        )
    }

    pub(super) fn unknown_key(seq: u64, key_id: &str) -> Self {
        Self::new(
            seq,
            FindingKind::UnknownKey,
            format!("{seq}番の確認点は、渡されていない鍵（{key_id}）で署名されています。"),
            format!("The checkpoint at {seq} is signed by a key that was not given ({key_id})."),
        )
    }
}
