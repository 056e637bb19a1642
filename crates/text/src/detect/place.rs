//! Where help is asked for: words of places beside a call for rescue.

use crate::{
    screen::{Category, Finding, Tier},
    view::{Class, class_of},
};

/// How names of places end.
const ENDS: &[&str] = &[
    "丁目",
    "番地",
    "地区",
    "町内",
    "集落",
    "団地",
    "小学校",
    "中学校",
    "高校",
    "公民館",
    "体育館",
    "集会所",
    "保育園",
    "幼稚園",
    "病院",
    "神社",
    "橋",
    "駅",
    "公園",
    "工場",
    "アパート",
    "マンション",
    "ビル",
    "コンビニ",
    "スーパー",
    "町",
    "村",
    "市",
    "区",
    "字",
    "寺",
    "川",
    "沢",
    "浜",
    "港",
    "トンネル",
    "踏切",
    "交差点",
    "屋根",
    "二階",
    "２階",
    "2階",
    "屋上",
    "裏山",
];

/// Far more than a name has.
const LONGEST: usize = 16;

/// Marks the places in a text that asks for help.
pub(super) fn places(text: &str, found: &mut Vec<Finding>) {
    let mut start: Option<usize> = None;
    let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    let mut runs = vec![];
    for (at, c) in ends {
        let class = c.map(class_of);
        let name = matches!(
            class,
            Some(Class::Kanji | Class::Katakana | Class::KanjiDigit | Class::Digit | Class::Long | Class::Latin)
        );
        match (name, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    for (from, until) in runs {
        let run = &text[from..until];
        if run.chars().count() > LONGEST {
            continue;
        }
        let end = ENDS.iter().filter_map(|end| run.rfind(end).map(|at| at + end.len())).max();
        let Some(end) = end else { continue };
        // 町 alone is a word, no place.
        if run[..end].chars().count() < 2 {
            continue;
        }
        let reading = run[..end].to_owned();
        found.push(super::found(Category::Address, Tier::Cue, text, (from, from + end), reading, "place", vec![]));
    }
}
