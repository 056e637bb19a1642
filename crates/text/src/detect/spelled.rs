//! Numbers whose digits stand one by one: 0 9 0 1 2 3 4 5 6 7 8, as somebody types whom a filter stopped, or spells aloud.

use super::{
    Hit,
    beside::{CARD_WORDS, LICENCE_WORDS, MY_NUMBER_WORDS, PASSPORT_WORDS, POSTAL_WORDS},
    cluster::Cluster,
    number, plan,
    words::Words,
};
use crate::screen::{Category, Note, Tier};

/// Right before the digits of an account.
static ACCOUNT_WORDS: Words = Words::new(&["口座番号", "普通", "当座", "番号", "口座"]);
/// Somewhere before them: who keeps it.
static KEPT_WORDS: Words =
    Words::new(&["銀行", "信金", "信用金庫", "ゆうちょ", "農協", "記号", "支店", "店番", "口座"]);

/// A row of single digits with what stands beside it.
struct Row<'a> {
    text: &'a str,
    digits: String,
    start: usize,
    end: usize,
}

impl Row<'_> {
    fn left(&self, characters: usize) -> &str {
        let from = self.text[..self.start].char_indices().rev().take(characters).last();
        &self.text[from.map_or(self.start, |(at, _)| at)..self.start]
    }

    fn near(&self, words: &Words, characters: usize) -> Option<Note> {
        let rest = &self.text[self.end..];
        let right = rest.char_indices().nth(characters).map_or(rest, |(at, _)| &rest[..at]);
        words.in_either(self.left(characters), right).map(|word| Note::Near(word.to_owned()))
    }
}

/// What the groups from `first` to `last`, single digits all, are together.
pub(super) fn judge(text: &str, cluster: &Cluster, (first, last): (usize, usize)) -> Option<Hit> {
    let groups = &cluster.groups[first..=last];
    let digits: String = groups.iter().map(|(start, end)| &text[*start..*end]).collect();
    let (start, end) = (cluster.groups[first].0, cluster.groups[last].1);
    let row = Row { text, digits, start, end };
    let digits = row.digits.as_str();
    let hit = |category, tier, rule, notes: Vec<Note>| {
        Some(Hit { category, tier, start: row.start, end: row.end, reading: row.digits.clone(), rule, notes })
    };
    match digits.len() {
        7 | 8 => {
            if digits.len() == 7 && row.near(&PASSPORT_WORDS, 30).is_some() {
                return passport(&row);
            }
            if digits.len() == 7
                && let Some(word) = POSTAL_WORDS.find_in(row.left(8))
            {
                return hit(Category::PostalCode, Tier::Strong, "postal_code.spelled", vec![Note::Near(word.into())]);
            }
            let word = ACCOUNT_WORDS.find_in(row.left(6))?;
            KEPT_WORDS.find_in(row.left(30))?;
            hit(Category::BankAccount, Tier::Strong, "bank_account.spelled", vec![Note::Near(word.into())])
        }
        10 | 11 => {
            let known = number::mobile(digits, &[11]) || number::fixed(digits, &[10]) && plan::assigned(digits, None);
            if known { hit(Category::Phone, Tier::Strong, "phone.spelled", vec![]) } else { None }
        }
        12 => {
            if number::my_number_fits(digits)
                && let Some(word) = row.near(&MY_NUMBER_WORDS, 40)
            {
                let notes = vec![Note::CheckDigit, word];
                return hit(Category::MyNumber, Tier::Certain, "my_number.spelled", notes);
            }
            let word = row.near(&LICENCE_WORDS, 20)?;
            hit(Category::DrivingLicence, Tier::Strong, "driving_licence.spelled", vec![word])
        }
        14..=16 if number::issued(digits) && number::luhn(digits) => {
            let notes = std::iter::once(Note::CheckDigit).chain(row.near(&CARD_WORDS, 30)).collect();
            hit(Category::CreditCard, Tier::Strong, "credit_card.spelled", notes)
        }
        _ => None,
    }
}

/// T R 6 6 1 8 0 3 4: the letters stand before the digits in the same way.
fn passport(row: &Row<'_>) -> Option<Hit> {
    let left = row.left(4);
    let letters: Vec<(usize, char)> = left
        .char_indices()
        .rev()
        .filter(|(_, c)| !matches!(c, ' ' | '-'))
        .take_while(|(_, c)| c.is_ascii_alphabetic())
        .collect();
    let (at, _) = (letters.len() == 2).then(|| letters.last()).flatten()?;
    let start = row.start - left.len() + at;
    Some(Hit {
        category: Category::Passport,
        tier: Tier::Strong,
        start,
        end: row.end,
        reading: row.text[start..row.end].to_owned(),
        rule: "passport.spelled",
        notes: vec![],
    })
}
