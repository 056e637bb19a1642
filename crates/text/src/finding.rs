//! Findings: what is in a text, without saying what that means. The meaning is the pack's.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    link::Link,
    numeral::numerals,
    screen::{Category, Mode, Screener, Tier},
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
    /// It cannot be a misreading: a pack may forbid it outright. Others only ask people to look.
    pub sure: bool,
}

macro_rules! kinds {
    (plain: $($id:literal $ja:literal $en:literal;)* read: $($read:literal $read_ja:literal $read_en:literal;)*) => {
        /// Every kind. To add one: a row here and a detector that gives it.
        pub const FINDING_KINDS: &[FindingKind] = &[
            $(FindingKind { id: $id, ja: $ja, en: $en, sure: true },)*
            $(
                FindingKind { id: $read, ja: $read_ja, en: $read_en, sure: false },
                FindingKind {
                    id: concat!($read, ".certain"),
                    ja: concat!($read_ja, "（確実）"),
                    en: concat!($read_en, ", beyond doubt"),
                    sure: true,
                },
            )*
        ];
    };
}

kinds! {
    plain:
    "link" "リンク" "a link";
    "link.insecure" "暗号化されていないリンク" "a link without encryption";
    "link.international" "英数字以外を含むリンク先" "a host beyond plain letters";
    "link.shortened" "短縮URL" "a shortened link";
    "number" "数字" "a number";
    read:
    "quotation" "他の人の言葉の引用" "words of somebody else, quoted";
    "undecided" "決まっていないこと" "an undecided matter";
    "confidential" "取扱注意の情報" "confidential matter";
    "expression.insult" "侮辱・非難にわたる表現" "insulting words";
    "expression.disrespect" "敬意を欠く表現" "disrespectful words";
    "expression.discrimination" "差別にわたる表現" "discriminating words";
    "expression.threat" "脅しにわたる表現" "threatening words";
    "expression.obscene" "わいせつな表現" "obscene words";
    "expression.unlawful" "違法行為にわたる表現" "words about unlawful acts";
    "expression.rumour" "うわさ・伝聞の表現" "words of hearsay";
    "expression.political" "政治活動の表現" "words of political activity";
    "expression.religious" "宗教活動の表現" "words of religious activity";
    "expression.commercial" "営利・勧誘の表現" "words of business";
    "expression.impersonation" "なりすましの表現" "words of somebody posing as another";
    "expression.copyright" "著作物の転載に関わる表現" "words about taking others' works";
    "urgent.rescue" "救助の求め・危険の知らせ" "a call for rescue";
    "urgent.self_harm" "自分を傷つけるおそれ" "a risk of self-harm";
    "personal.phone" "電話番号" "a telephone number";
    "personal.email" "メールアドレス" "an e-mail address";
    "personal.postal_code" "郵便番号" "a postal code";
    "personal.address" "住所" "an address";
    "personal.my_number" "マイナンバー" "a My Number";
    "personal.bank_account" "口座番号" "a bank account";
    "personal.driving_licence" "運転免許証番号" "the number of a driving licence";
    "personal.passport" "旅券番号" "the number of a passport";
    "personal.licence_plate" "車両番号" "a licence plate";
    "personal.credit_card" "クレジットカード番号" "the number of a credit card";
    "personal.coordinates" "位置の座標" "coordinates";
    "personal.name" "人の名前" "a person's name";
}

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

/// What a draft and its links give as findings, in the order of the text: links, numbers, and what the screening reads.
pub fn findings(text: &str, links: &[Link]) -> Vec<Finding> {
    let covered = Covered::by(links);
    let mut found = numbers(text, &covered);
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
    read(text, &covered, &mut found);
    found.sort_by(|a, b| (a.start, a.end, &a.kind).cmp(&(b.start, b.end, &b.kind)));
    found
}

/// What the screening reads in a draft: the same words once, because facts hold a bounded list and nothing is to be hidden
/// behind repetitions. Links are known already, with the lists of the body.
fn read(text: &str, links: &Covered, found: &mut Vec<Finding>) {
    let screened = Screener::standard().screen(text, Mode::Draft);
    let mut seen = BTreeSet::new();
    let outside = screened.iter().filter(|one| one.category != Category::Url && !links.contain(one.start));
    for one in outside.filter(|one| seen.insert((one.category, one.tier, one.surface.as_str()))) {
        for kind in one.kinds() {
            let finding = |kind: String| Finding { kind, excerpt: one.surface.clone(), start: one.start, end: one.end };
            if one.tier == Tier::Certain {
                found.push(finding(format!("{kind}.certain")));
            }
            found.push(finding(kind.to_owned()));
        }
    }
}

/// Numbers outside links, in figures and in 漢字.
fn numbers(text: &str, links: &Covered) -> Vec<Finding> {
    let mut found = vec![];
    let mut written_at = numerals(text).into_iter().peekable();
    let mut add = |start: usize, end: usize| {
        let excerpt = text[start..end].trim_end_matches([',', '.', '，', '．']);
        if !links.contain(start) {
            let end = start + excerpt.len();
            found.push(Finding { kind: "number".to_owned(), excerpt: excerpt.to_owned(), start, end });
        }
    };
    let mut number: Option<usize> = None;
    let mut until = 0;
    for (at, c) in text.char_indices() {
        if let Some((start, end)) = written_at.next_if(|(start, _)| *start == at) {
            if let Some(start) = number.take() {
                add(start, at);
            }
            add(start, end);
            until = end;
        }
        // 〇 in 二〇二六 is a figure by itself.
        if at < until {
            continue;
        }
        // Signs inside a number: 1,200 / 3.5 / １：００.
        let joins = number.is_some() && matches!(c, ',' | '.' | '，' | '．');
        match (c.is_numeric(), number) {
            (true, None) => number = Some(at),
            (false, Some(start)) if !joins => {
                add(start, at);
                number = None;
            }
            _ => {}
        }
    }
    if let Some(start) = number {
        add(start, text.len());
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
