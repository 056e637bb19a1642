//! What an author of entries should look at before they hold.

use super::{Lexicon, compile::squeezed, inflect};
use crate::{
    screen::{Mode, Screener},
    view::{Class, class_of},
};

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub entry: String,
    /// What it is, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// Remarks on the highest of the layers: sentences that are not found though they must, or found though they must not;
/// words so short or plain that they hit by chance; innocent sentences that would now be found.
///
/// `innocent`: sentences in which nothing is to be found, one each.
pub fn lint<'a>(layers: &[Lexicon], innocent: impl IntoIterator<Item = &'a str>) -> Vec<Remark> {
    let Some(top) = layers.last() else { return vec![] };
    // Entries answer for themselves.
    let Ok(screener) = Screener::new(layers.to_vec()).map(|screener| screener.with_sorter(None)) else { return vec![] };
    let mut remarks = vec![];
    let mut say = |entry: &str, ja: String, en: String| remarks.push(Remark { entry: entry.to_owned(), ja, en });
    for entry in &top.entries {
        if entry.drop {
            continue;
        }
        let found = |text: &str| {
            let modes = entry.mode.map_or(vec![Mode::Draft, Mode::Comment], |mode| vec![mode]);
            modes.into_iter().any(|mode| {
                screener
                    .every(text, mode)
                    .iter()
                    .any(|finding| *finding.rule == *entry.id && finding.tier <= entry.tier)
            })
        };
        if entry.reason.trim().is_empty() {
            say(&entry.id, "理由がありません".into(), "it has no reason".into());
        }
        if entry.hit.is_empty() || entry.miss.is_empty() {
            say(
                &entry.id,
                "当たる文と当たらない文が要ります".into(),
                "it needs a sentence that hits and one that does not".into(),
            );
        }
        for text in entry.hit.iter().filter(|text| !found(text)) {
            say(&entry.id, format!("見つかるはずの文が見つかりません：{text}"), format!("is not found: {text}"));
        }
        let sure = |text: &str| {
            screener.every(text, Mode::Comment).iter().any(|finding| {
                *finding.rule == *entry.id && finding.tier <= crate::screen::Tier::Strong.max(entry.tier)
            })
        };
        for text in entry.miss.iter().filter(|text| sure(text)) {
            say(
                &entry.id,
                format!("見つかってはならない文が見つかります：{text}"),
                format!("is found and must not be: {text}"),
            );
        }
        let bounded = entry.boundary.start() && entry.boundary.end() || !entry.need.is_empty();
        for form in entry.compounds() {
            let forms = entry.inflect.map_or_else(|| vec![form.clone()], |kind| inflect::forms(&form, kind));
            for form in forms {
                let letters: Vec<char> = squeezed(&form).chars().collect();
                let kana = letters.iter().all(|c| class_of(*c) == Class::Hiragana);
                if letters.len() < 2 && !bounded || kana && letters.len() < 4 && !bounded && !entry.boundary.start() {
                    say(
                        &entry.id,
                        format!("「{form}」は短く、ほかの語の中でも当たります。境界か文脈を付けてください"),
                        format!("“{form}” is so short that it hits inside other words: give it bounds or context"),
                    );
                }
            }
        }
    }
    for text in innocent {
        for finding in screener.screen(text, Mode::Comment) {
            if top.entries.iter().any(|entry| *entry.id == *finding.rule) && finding.tier <= crate::screen::Tier::Strong
            {
                say(
                    &finding.rule,
                    format!("問題のない文に当たります：「{}」（{text}）", finding.surface),
                    format!("hits an innocent sentence: “{}” ({text})", finding.surface),
                );
            }
        }
    }
    remarks
}
