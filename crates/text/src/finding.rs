//! Findings: what is in a text, without saying what that means. The meaning is the pack's.

use serde::{Deserialize, Serialize};

use crate::{
    link::Link,
    screen::{Category, Mode, Screener},
};

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
    FindingKind { id: "confidential", ja: "取扱注意の印や非公開の情報", en: "marks of confidentiality" },
    FindingKind { id: "expression.commercial", ja: "営利・勧誘の表現", en: "words of trade" },
    FindingKind {
        id: "expression.copyright",
        ja: "他人の作品を使ったおそれのある言葉",
        en: "words about works of others",
    },
    FindingKind { id: "expression.discrimination", ja: "差別にわたる表現", en: "discriminating words" },
    FindingKind { id: "expression.disrespect", ja: "配慮を欠く言い方", en: "wording without care" },
    FindingKind {
        id: "expression.impersonation", ja: "公式や役所を名のる言葉", en: "words that claim an office"
    },
    FindingKind { id: "expression.insult", ja: "侮辱・非難にわたる表現", en: "insulting words" },
    FindingKind { id: "expression.obscene", ja: "わいせつな表現", en: "obscene words" },
    FindingKind {
        id: "expression.political",
        ja: "特定の候補・政党への支持の表現",
        en: "words for a candidate or a party",
    },
    FindingKind {
        id: "expression.religious", ja: "入信・献金などの勧誘の表現", en: "words that call to a creed"
    },
    FindingKind { id: "expression.rumour", ja: "うわさ・伝聞の表現", en: "words of hearsay" },
    FindingKind { id: "expression.threat", ja: "脅しの表現", en: "threatening words" },
    FindingKind { id: "expression.unlawful", ja: "違法行為にわたる表現", en: "words about unlawful acts" },
    FindingKind { id: "link", ja: "リンク", en: "a link" },
    FindingKind { id: "link.insecure", ja: "暗号化されていないリンク", en: "a link without encryption" },
    FindingKind {
        id: "link.international", ja: "英数字以外を含むリンク先", en: "a host beyond plain letters"
    },
    FindingKind { id: "link.shortened", ja: "短縮URL", en: "a shortened link" },
    FindingKind { id: "number", ja: "数字", en: "a number" },
    FindingKind { id: "personal.address", ja: "住所", en: "an address" },
    FindingKind { id: "personal.bank_account", ja: "口座番号", en: "a bank account" },
    FindingKind { id: "personal.coordinates", ja: "位置の座標", en: "coordinates" },
    FindingKind { id: "personal.credit_card", ja: "クレジットカード番号", en: "a credit card number" },
    FindingKind { id: "personal.driving_licence", ja: "運転免許証番号", en: "a driving licence number" },
    FindingKind { id: "personal.email", ja: "メールアドレス", en: "an e-mail address" },
    FindingKind { id: "personal.licence_plate", ja: "車両番号", en: "a licence plate" },
    FindingKind { id: "personal.my_number", ja: "マイナンバー", en: "a My Number" },
    FindingKind { id: "personal.name", ja: "人の名前", en: "a person's name" },
    FindingKind { id: "personal.passport", ja: "旅券番号", en: "a passport number" },
    FindingKind { id: "personal.phone", ja: "電話番号", en: "a telephone number" },
    FindingKind { id: "personal.postal_code", ja: "郵便番号", en: "a postal code" },
    FindingKind { id: "quotation", ja: "人の言葉の引用", en: "words of somebody else" },
    FindingKind { id: "undecided", ja: "決まっていないことの表現", en: "words about what is not decided" },
    FindingKind { id: "urgent.rescue", ja: "救助の求め・危険の知らせ", en: "a call for rescue" },
    FindingKind {
        id: "urgent.self_harm", ja: "自分を傷つけるおそれのある言葉", en: "words of self-harm"
    },
];

/// Kinds that packs may speak of although nothing here finds them yet: no answer rests on their absence, and reports
/// show what waits for them as not connected.
pub const AWAITED_KINDS: &[FindingKind] = &[];

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

/// What a text and its links give as findings, in the order of the text.
pub fn findings(text: &str, links: &[Link]) -> Vec<Finding> {
    let mut found = in_text(text, links);
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
    found.sort_by(|a, b| (a.start, a.end, &a.kind).cmp(&(b.start, b.end, &b.kind)));
    found
}

/// Findings of the screening that one text gives at most.
const MOST: usize = 100;

/// Numbers outside links, and what the screening of drafts finds there.
fn in_text(text: &str, links: &[Link]) -> Vec<Finding> {
    let links = Covered::by(links);
    let mut found = vec![];
    let mut add = |kind: &str, start: usize, end: usize| {
        if !links.contain(start) {
            found.push(Finding { kind: kind.to_owned(), excerpt: text[start..end].to_owned(), start, end });
        }
    };
    let mut number: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let digit = c.is_numeric();
        // Signs inside a number: 1,200 / 3.5 / １：００.
        let joins = number.is_some() && matches!(c, ',' | '.' | '，' | '．');
        match (digit, number) {
            (true, None) => number = Some(at),
            (false, Some(start)) if !joins => {
                add("number", start, start + text[start..at].trim_end_matches([',', '.', '，', '．']).len());
                number = None;
            }
            _ => {}
        }
    }
    if let Some(start) = number {
        add("number", start, start + text[start..].trim_end_matches([',', '.', '，', '．']).len());
    }
    // Facts hold 256 of a list; more would make the answer unknown, and nobody reads more.
    for one in Screener::standard().screen(text, Mode::Draft).into_iter().take(MOST) {
        // Links are those of the caller, who knows the body's hosts.
        if one.category != Category::Url && !links.contain(one.start) {
            for kind in one.kinds() {
                let (start, end) = (one.start, one.end);
                found.push(Finding { kind: kind.to_owned(), excerpt: one.surface.clone(), start, end });
            }
        }
    }
    found
}

/// The ranges of links, joined and in order, so that asking for a place does not look at each link.
struct Covered(Vec<(usize, usize)>);

impl Covered {
    fn by(links: &[Link]) -> Self {
        let mut ranges: Vec<_> = links.iter().map(|link| (link.start, link.end)).collect();
        ranges.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Self(joined)
    }

    fn contain(&self, place: usize) -> bool {
        let after = self.0.partition_point(|(start, _)| *start <= place);
        after.checked_sub(1).is_some_and(|before| place < self.0[before].1)
    }
}
