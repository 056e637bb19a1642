//! Findings: what is in a text, without saying what that means. The meaning is the pack's.

use serde::{Deserialize, Serialize};

use crate::link::Link;

/// A kind of finding. Packs name these in their findings mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingKind {
    /// The word.
    pub id: &'static str,
    /// What it is, in Japanese.
    pub ja: &'static str,
    /// What it is, in English.
    pub en: &'static str,
}

/// Every kind. To add one: a row here and a detector that gives it.
pub const FINDING_KINDS: &[FindingKind] = &[
    FindingKind { id: "link", ja: "リンク", en: "a link" },
    FindingKind { id: "link.insecure", ja: "暗号化されていないリンク", en: "a link without encryption" },
    FindingKind {
        id: "link.international", ja: "英数字以外を含むリンク先", en: "a host beyond plain letters"
    },
    FindingKind { id: "link.shortened", ja: "短縮URL", en: "a shortened link" },
];

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its kind, one of [`FINDING_KINDS`].
    pub kind: String,
    /// The part of the text.
    pub excerpt: String,
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// What links give as findings.
pub fn findings(links: &[Link]) -> Vec<Finding> {
    let mut found = vec![];
    for link in links {
        let kinds = [
            ("link", true),
            ("link.insecure", link.scheme == "http"),
            ("link.international", link.international),
            ("link.shortened", link.shortened),
        ];
        for (kind, _) in kinds.into_iter().filter(|(_, present)| *present) {
            found.push(Finding {
                kind: kind.to_owned(),
                excerpt: link.written.clone(),
                start: link.start,
                end: link.end,
            });
        }
    }
    found
}
