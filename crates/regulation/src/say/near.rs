//! The name that was probably meant.

use tatefuda_domain::Localized;

use super::say;

/// The name that was probably meant.
pub fn did_you_mean(near: &str) -> Localized {
    say!("「{near}」のことですか", "did you mean {near}?")
}

/// The same for what is written in quotes.
pub fn did_you_mean_text(near: &str) -> Localized {
    say!("「{near}」のことですか", "did you mean {near:?}?")
}

/// The known word nearest to a mistyped one, if any is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = 2.max(word.chars().take(64).count() / 3);
    let length = word.chars().take(64).count();
    known
        .into_iter()
        .filter(|candidate| candidate.chars().take(64).count().abs_diff(length) <= limit)
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance; both texts are short ids (longer ones are cut at 64 characters).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let cost = usize::from(left != *right);
            let next = (diagonal + cost).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
