//! How large a pack may be. Checked before anything walks an item or an exception, and iteratively, so that no text
//! overflows the stack or keeps the program busy without end.

use std::collections::BTreeMap;

use tatefuda_domain::Localized;
use toml::{Spanned, de::DeValue};

use super::model::Exception;
use crate::say::say;

/// A file holds at most this many bytes, all files together this many, a pack this many items.
pub const MAX_FILE: usize = 1_000_000;
pub const MAX_TEXT: usize = 4_000_000;
pub const MAX_ITEMS: usize = 5_000;
/// More errors than this help nobody; each carries its source.
pub const MAX_ERRORS: usize = 100;
/// Within an item: how deep values nest, how long lists and texts are.
const MAX_DEPTH: usize = 8;
const MAX_LIST: usize = 256;
const MAX_STRING: usize = 20_000;
/// A chain or a procedure has at most this many steps.
pub const MAX_STEPS: usize = 64;
/// Exceptions nest at most so deep, and at most so many follow from one by way of others.
const MAX_NESTING: usize = 8;
const MAX_FOLLOWING: usize = 256;

/// What is too large in an item, and where.
pub fn exceeded(item: &Spanned<DeValue<'_>>) -> Option<((usize, usize), Localized)> {
    let mut left = vec![(item, 0)];
    while let Some((value, depth)) = left.pop() {
        let said = |message: Localized| Some(((value.span().start, value.span().end), message));
        if depth > MAX_DEPTH {
            return said(say!("入れ子が{MAX_DEPTH}段を超えています", "nested deeper than {MAX_DEPTH}"));
        }
        match value.get_ref() {
            DeValue::Array(list) if list.len() > MAX_LIST => {
                return said(say!("一覧が{MAX_LIST}件を超えています", "a list of more than {MAX_LIST}"));
            }
            DeValue::Array(list) => left.extend(list.iter().map(|value| (value, depth + 1))),
            DeValue::Table(table) if table.len() > MAX_LIST => {
                return said(say!("項目が{MAX_LIST}を超えています", "more than {MAX_LIST} keys"));
            }
            DeValue::Table(table) => left.extend(table.iter().map(|(_, value)| (value, depth + 1))),
            DeValue::String(text) if text.len() > MAX_STRING => {
                return said(say!("文が{MAX_STRING}バイトを超えています", "a text of more than {MAX_STRING} bytes"));
            }
            _ => {}
        }
    }
    None
}

/// What is wrong with how exceptions except from each other.
pub enum Tangle {
    Circle,
    Deep,
    Many,
}

/// Exceptions may have exceptions, but not in a circle, and no more than can be looked through. Takes away those from
/// which nothing excepts any more; what remains is circular.
pub fn tangled(exceptions: &[Exception]) -> Vec<(usize, Tangle)> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, exception) in exceptions.iter().enumerate() {
        places.entry(&exception.id).or_default().push(index);
    }
    let of = |index: usize| -> Vec<usize> {
        exceptions[index].of.iter().filter_map(|of| places.get(of.as_str())).flatten().copied().collect()
    };
    // How many except from each, how deep what follows from it nests, and how many follow in all.
    let mut waiting = vec![0_usize; exceptions.len()];
    for index in 0..exceptions.len() {
        of(index).into_iter().for_each(|target| waiting[target] += 1);
    }
    let mut depth = vec![1_usize; exceptions.len()];
    let mut following = vec![1_usize; exceptions.len()];
    let mut free: Vec<usize> = (0..exceptions.len()).filter(|index| waiting[*index] == 0).collect();
    let mut done = vec![false; exceptions.len()];
    while let Some(index) = free.pop() {
        done[index] = true;
        for target in of(index) {
            depth[target] = depth[target].max(depth[index].saturating_add(1));
            following[target] = following[target].saturating_add(following[index]);
            waiting[target] -= 1;
            if waiting[target] == 0 {
                free.push(target);
            }
        }
    }
    let verdict = |index: usize| {
        if !done[index] {
            Some((index, Tangle::Circle))
        } else if depth[index] > MAX_NESTING {
            Some((index, Tangle::Deep))
        } else if following[index] > MAX_FOLLOWING {
            Some((index, Tangle::Many))
        } else {
            None
        }
    };
    (0..exceptions.len()).filter_map(verdict).collect()
}

/// The same in words.
impl Tangle {
    pub fn said(&self, id: &str) -> (&'static str, Localized, Localized) {
        match self {
            Self::Circle => (
                "cyclic-exception",
                say!("ただし書「{id}」が巡り巡って自分に戻っています", "the exception {id:?} excepts in a circle"),
                say!("ただし書はどれかの rule に行き着かなければなりません", "an exception ends at a rule"),
            ),
            Self::Deep => (
                "bounds",
                say!(
                    "「{id}」のただし書が{MAX_NESTING}段を超えて重なっています",
                    "exceptions from {id:?} nest deeper than {MAX_NESTING}"
                ),
                say!("ただし書を減らしてください", "say it in fewer provisos"),
            ),
            Self::Many => (
                "bounds",
                say!(
                    "「{id}」に続くただし書が{MAX_FOLLOWING}を超えています",
                    "more than {MAX_FOLLOWING} exceptions follow from {id:?}"
                ),
                say!("ただし書を減らしてください", "say it in fewer provisos"),
            ),
        }
    }
}
