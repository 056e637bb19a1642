use crate::{account::AccountRef, diff::Span, view::When};

/// What changed in one target.
#[derive(Clone, Debug)]
pub struct TargetDiff {
    pub account: AccountRef,
    /// Text with its changes; empty when the text is the same.
    pub text: Vec<Span>,
    /// Other fields that changed.
    pub fields: Vec<FieldChange>,
}

impl TargetDiff {
    /// How many separate places of the text changed.
    #[must_use]
    pub fn places(&self) -> u32 {
        crate::diff::places(&self.text)
    }
}

#[derive(Clone, Debug)]
pub struct FieldChange {
    /// The field in words.
    pub label: String,
    pub before: String,
    /// Now.
    pub after: String,
    /// Ids of the pictures before and now, where the field is a picture.
    pub pictures: Option<(Option<String>, Option<String>)>,
}

/// What changed since the reader last looked.
#[derive(Clone, Debug)]
pub struct Changes {
    /// When the reader last looked.
    pub since: Option<When>,
    /// Target by target; only those with changes.
    pub targets: Vec<TargetDiff>,
}
