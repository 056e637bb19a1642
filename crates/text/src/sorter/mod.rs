//! The sorter: what was learnt from sentences with their labels, beside the lexicon that was written. A linear model
//! over groups of one to three letters of the squeezed view: it adds what each of them has weighed in texts of a kind.
//! It finds what nobody wrote an entry for, and doubts what an entry takes too literally. It says which words weighed,
//! is never `certain`, and reads comments alone.

mod grams;
mod judge;
mod learner;
mod table;
pub mod train;
mod weigh;

use std::sync::{Arc, LazyLock};

pub(crate) use judge::say;
pub use table::Sorter;
pub(crate) use weigh::{Room, read};

use crate::screen::Category;

/// The version of what was learnt, named by its findings. Other weights are another version.
pub const VERSION: &str = "sorter@1.2.0";

/// What is weighed. The first is harm of any kind; which kind it is the next four say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    Harm,
    Abuse,
    Threat,
    Discrimination,
    Obscenity,
    Rescue,
    SelfHarm,
    Incitement,
}

/// How many.
pub const HEADS: usize = 8;

impl Head {
    /// All, in the order of the weights.
    pub const ALL: [Self; HEADS] = [
        Self::Harm,
        Self::Abuse,
        Self::Threat,
        Self::Discrimination,
        Self::Obscenity,
        Self::Rescue,
        Self::SelfHarm,
        Self::Incitement,
    ];
    /// The kinds of harm.
    pub const HARM: [Self; 4] = [Self::Abuse, Self::Threat, Self::Discrimination, Self::Obscenity];

    /// What is found; harm as a whole is no category.
    pub fn category(self) -> Option<Category> {
        Some(match self {
            Self::Harm => return None,
            Self::Abuse => Category::Abuse,
            Self::Threat => Category::Threat,
            Self::Discrimination => Category::Discrimination,
            Self::Obscenity => Category::Obscenity,
            Self::Rescue => Category::Rescue,
            Self::SelfHarm => Category::SelfHarm,
            Self::Incitement => Category::Incitement,
        })
    }

    /// Its word in the file of weights.
    pub fn id(self) -> &'static str {
        self.category().map_or("harm", Category::id)
    }

    /// What its findings name as their rule, and what a layer of a body takes out to switch it off.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Harm => "learnt.harm",
            Self::Abuse => "learnt.abuse",
            Self::Threat => "learnt.threat",
            Self::Discrimination => "learnt.discrimination",
            Self::Obscenity => "learnt.obscenity",
            Self::Rescue => "learnt.rescue",
            Self::SelfHarm => "learnt.self_harm",
            Self::Incitement => "learnt.incitement",
        }
    }

    /// The head that weighs a category.
    pub(crate) fn of(category: Category) -> Option<Self> {
        Self::ALL.into_iter().find(|head| head.category() == Some(category))
    }

    /// As one bit of a set.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What was learnt from the corpus of this repository.
///
/// # Panics
///
/// Never with the file of this repository: a test reads it.
pub fn standard() -> Arc<Sorter> {
    static STANDARD: LazyLock<Arc<Sorter>> = LazyLock::new(|| {
        let sorter = Sorter::from_text(include_str!("../../sorter/weights.tsv"));
        Arc::new(sorter.unwrap_or_else(|problem| panic!("weights.tsv: {problem}")))
    });
    STANDARD.clone()
}
