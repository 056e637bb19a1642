//! Pictures in the composer and on posts.

use super::{Choice, Pair};

/// One picture in the composer. Field names are `<name>.<id>`; nothing is chosen beforehand.
#[derive(Clone, Debug)]
pub struct PictureDraft {
    /// Id.
    pub id: String,
    /// From 1.
    pub number: usize,
    /// Whether it is the last one.
    pub last: bool,
    /// Whether it is not there (any more) for this reader.
    pub missing: bool,
    /// Whether the file carried a place, which the kept picture does not.
    pub place_removed: bool,
    /// Alternative text.
    pub alt: String,
    /// Who can be seen.
    pub people: Vec<Choice>,
    /// How many can be identified.
    pub people_count: String,
    /// Whether children are among them.
    pub children: Vec<Choice>,
    /// One consent a line.
    pub consents: String,
    /// Who holds the rights.
    pub rights: Vec<Choice>,
    /// The name of another holder.
    pub rights_holder: String,
    /// Whether works of others are legible.
    pub other_text: Vec<Choice>,
    /// Levels of the classification; empty when the pack has none.
    pub classifications: Vec<Choice>,
    /// The field of that choice.
    pub level_field: String,
    /// Accounts of the post that do not show it.
    pub not_on: Vec<String>,
}

impl PictureDraft {
    /// Whether the questions about identifiable people are unfolded.
    #[must_use]
    pub fn asks_people(&self) -> bool {
        let chosen = |list: &[Choice]| list.iter().any(|choice| choice.selected);
        !self.people_count.is_empty()
            || !self.consents.is_empty()
            || chosen(&self.children)
            || self.people.last().is_some_and(|choice| choice.selected)
    }
}

/// One picture of a target.
#[derive(Clone, Debug)]
pub struct PictureView {
    /// Id.
    pub id: String,
    /// Which one it is, in words.
    pub number: String,
    /// Alternative text; may be empty.
    pub alt: String,
    /// What was stated about it.
    pub answers: Vec<Pair>,
}
