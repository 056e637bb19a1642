//! Signs in brackets and circles that the view of words does not keep: （案）, ㊙.

use crate::screen::{Category, Finding, Note, Tier};

/// The signs, what they say and how surely.
const MARKS: &[(&str, Category, Tier, &str)] = &[
    ("㊙", Category::Confidential, Tier::Certain, "confidential.sign"),
    ("(秘)", Category::Confidential, Tier::Certain, "confidential.sign"),
    ("（秘）", Category::Confidential, Tier::Certain, "confidential.sign"),
    ("【秘】", Category::Confidential, Tier::Certain, "confidential.sign"),
    ("〔秘〕", Category::Confidential, Tier::Certain, "confidential.sign"),
    ("(案)", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("（案）", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("〔案〕", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("【案】", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("(仮称)", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("（仮称）", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("(素案)", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("（素案）", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("(未定)", Category::Undecided, Tier::Strong, "undecided.sign"),
    ("（未定）", Category::Undecided, Tier::Strong, "undecided.sign"),
];

/// Marks them in a draft.
pub(super) fn marks(text: &str, found: &mut Vec<Finding>) {
    for (sign, category, tier, rule) in MARKS {
        for (at, _) in text.match_indices(sign) {
            let end = at + sign.len();
            let note = vec![Note::Near((*sign).to_owned())];
            found.push(super::found(*category, *tier, text, (at, end), (*sign).to_owned(), rule, note));
        }
    }
}
