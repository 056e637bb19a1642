//! What changed between two revisions, told per account. Bounded: very long rewrites are shown as one replacement.

use serde::{Deserialize, Serialize};
use tatefuda_domain::AccountId;

/// Cells of the comparison table; beyond it the differing middle is shown as replaced.
const CELLS_MAX: usize = 4_000_000;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// In both.
    Same,
    /// Only in the former text.
    Removed,
    /// Only in the new text.
    Added,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What became of it.
    pub change: Change,
    /// The piece.
    pub text: String,
}

/// A field that is another one now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// `title`, `link`, `category`, `classification`, `decision_status`, `window_from`, `window_until`, `field:<id>`,
    /// `option:<key>`, `media:<place>` with the id of the picture, `media:<place>:<what was stated about it>`.
    pub field: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// What changed for one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetDifference {
    pub account: AccountId,
    pub account_name: String,
    /// The account was added (`Added`), taken out (`Removed`), or is in both.
    pub presence: Change,
    pub text: Vec<Piece>,
    /// Everything else that changed.
    pub fields: Vec<FieldChange>,
}

impl TargetDifference {
    /// Whether anything differs.
    pub fn is_empty(&self) -> bool {
        self.presence == Change::Same
            && self.fields.is_empty()
            && self.text.iter().all(|piece| piece.change == Change::Same)
    }
}

/// What changed between two revisions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Difference {
    /// Number of the former revision.
    pub from_revision: i64,
    /// Number of the present revision.
    pub to_revision: i64,
    /// Per account, in the order of the form; accounts that were taken out come last.
    pub targets: Vec<TargetDifference>,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.targets.iter().all(TargetDifference::is_empty)
    }
}

/// The pieces that lead from one text to another, character by character.
pub fn text(before: &str, after: &str) -> Vec<Piece> {
    let old: Vec<char> = before.chars().collect();
    let new: Vec<char> = after.chars().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_mid, new_mid) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);

    let mut pieces = Pieces::default();
    pieces.push(Change::Same, &old[..head]);
    if old_mid.len().saturating_mul(new_mid.len()) > CELLS_MAX {
        pieces.push(Change::Removed, old_mid);
        pieces.push(Change::Added, new_mid);
    } else {
        longest_common(old_mid, new_mid, &mut pieces);
    }
    pieces.push(Change::Same, &old[old.len() - tail..]);
    pieces.0
}

fn longest_common(old: &[char], new: &[char], pieces: &mut Pieces) {
    let width = new.len() + 1;
    // lengths[i][j]: longest common subsequence of old[i..] and new[j..].
    let mut lengths = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pieces.push(Change::Same, &old[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            pieces.push(Change::Removed, &old[i..=i]);
            i += 1;
        } else {
            pieces.push(Change::Added, &new[j..=j]);
            j += 1;
        }
    }
    pieces.push(Change::Removed, &old[i..]);
    pieces.push(Change::Added, &new[j..]);
}

/// Collects pieces; within one change the removed part comes before the added one.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, change: Change, chars: &[char]) {
        if chars.is_empty() {
            return;
        }
        let last = self.0.len();
        let same_kind = match self.0.as_slice() {
            [.., piece] if piece.change == change => Some(last - 1),
            // removed, added, removed … of one change: gather them.
            [.., former, piece]
                if change != Change::Same && former.change == change && piece.change != Change::Same =>
            {
                Some(last - 2)
            }
            _ => None,
        };
        match same_kind {
            Some(index) => self.0[index].text.extend(chars),
            None if change == Change::Removed && self.0.last().is_some_and(|piece| piece.change == Change::Added) => {
                self.0.insert(last - 1, Piece { change, text: chars.iter().collect() });
            }
            None => self.0.push(Piece { change, text: chars.iter().collect() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(before: &str, after: &str) -> String {
        text(before, after)
            .into_iter()
            .map(|piece| match piece.change {
                Change::Same => piece.text,
                Change::Removed => format!("[-{}-]", piece.text),
                Change::Added => format!("{{+{}+}}", piece.text),
            })
            .collect()
    }

    #[test]
    fn one_changed_character_is_one_change() {
        assert_eq!(shown("明日9時に開始します。", "明日10時に開始します。"), "明日[-9-]{+10+}時に開始します。");
        assert_eq!(shown("", "新規"), "{+新規+}");
        assert_eq!(shown("同じ", "同じ"), "同じ");
    }

    #[test]
    fn a_long_rewrite_is_one_replacement_and_takes_no_table() {
        let (old, new) = ("あ".repeat(5_000), "い".repeat(5_000));
        assert_eq!(text(&old, &new).len(), 2);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off(before in "[あいうab\n]{0,40}", after in "[あいうab\n]{0,40}") {
            let pieces = text(&before, &after);
            let side = |without: Change| -> String {
                pieces.iter().filter(|piece| piece.change != without).map(|piece| piece.text.as_str()).collect()
            };
            prop_assert_eq!(side(Change::Added), before);
            prop_assert_eq!(side(Change::Removed), after);
            prop_assert!(pieces.windows(2).all(|pair| pair[0].change != pair[1].change));
        }
    }
}
