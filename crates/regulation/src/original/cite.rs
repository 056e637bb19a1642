//! How a place is cited in print.

use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;

use super::{
    Address,
    key::{Key, to_circled},
};

/// How a text is counted in citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// By numbered sections: 8(2).
    #[default]
    Sections,
    /// By articles: 第7条第2項第8号ア.
    Articles,
}

/// The printed number of a place; none where print has no number and words have to say it.
#[must_use]
pub fn printed(address: &Address, counting: Counting) -> Option<Localized> {
    let (mut ja, mut en) = (String::new(), String::new());
    for (key, nth) in address.steps() {
        let (in_ja, in_en) = match (key, counting) {
            (Key::Number(number), Counting::Articles) => (format!("第{number}条"), format!("Art. {number}")),
            (Key::Number(number), Counting::Sections) => (number.to_string(), number.to_string()),
            (Key::Paragraph(number), _) => (format!("第{number}項"), format!(" para. {number}")),
            (Key::Item(number), Counting::Articles) => (format!("第{number}号"), format!(" item {number}")),
            (Key::Item(number), Counting::Sections) => (format!("({number})"), format!("({number})")),
            (Key::Circled(number), _) => (to_circled(*number), to_circled(*number)),
            (Key::Kana(kana), _) => (kana.to_string(), kana.to_string()),
            (Key::KanaInBrackets(kana), _) => (format!("({kana})"), format!("({kana})")),
            (Key::Supplement(1), _) => ("附則".to_owned(), "Supplement".to_owned()),
            (Key::Supplement(number), _) => (format!("附則（{number}）"), format!("Supplement {number}")),
            (Key::Annex(name), _) => (name.clone(), name.clone()),
            (Key::Note(number), _) => (format!("※{number}"), format!("※{number}")),
            (Key::Preface | Key::Tail(_) | Key::Block(_) | Key::Unnumbered | Key::Bullet(_), _) => return None,
        };
        ja.push_str(&in_ja);
        en.push_str(&in_en);
        if *nth > 1 {
            ja.push_str(&format!("（{nth}つ目）"));
            en.push_str(&format!(" (no. {nth} of this number)"));
        }
    }
    match address.sentences() {
        Some((from, to)) if from == to => {
            ja.push_str(&format!("第{from}文"));
            en.push_str(&format!(", sentence {from}"));
        }
        Some((from, to)) => {
            ja.push_str(&format!("第{from}文〜第{to}文"));
            en.push_str(&format!(", sentences {from} to {to}"));
        }
        None => {}
    }
    Some(Localized::new(ja, en))
}
