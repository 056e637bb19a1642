use crate::view::{Choice, FormMeta, When};

/// A place of one's own.
#[derive(Clone, Debug)]
pub struct PlaceRow {
    pub id: String,
    /// Mail or chat, in words.
    pub kind: String,
    /// What is shown of its address.
    pub shown: String,
    pub proven: bool,
    /// Since when nothing arrives, and why, in a sentence.
    pub failing: Option<String>,
    /// Asking for another code.
    pub again: FormMeta,
    /// Telling nothing there any more.
    pub end: FormMeta,
    /// Giving the code back.
    pub prove: FormMeta,
    /// What is wrong with the code that was typed.
    pub code_error: Option<String>,
    /// Changing when; carries the version.
    pub change: FormMeta,
    pub langs: Vec<Choice>,
    pub hours: HoursForm,
    pub messages: Vec<MessageRow>,
}

/// When something is told: choices, and times as `HH:MM`.
#[derive(Clone, Debug, Default)]
pub struct HoursForm {
    pub paces: Vec<Choice>,
    pub quiet_from: String,
    pub quiet_until: String,
    pub daily_at: String,
}

/// A message that went to a place, or is to.
#[derive(Clone, Debug)]
pub struct MessageRow {
    /// What it is for, in words.
    pub kind: String,
    /// How it stands, in words.
    pub state: String,
    /// When it was ordered.
    pub at: When,
    /// What the last try came to.
    pub why: Option<String>,
}

/// A place of somebody's at which nothing arrives.
#[derive(Clone, Debug)]
pub struct FailingRow {
    pub id: String,
    pub person: String,
    /// Mail or chat, in words.
    pub kind: String,
    pub since: When,
    pub why: String,
    pub end: FormMeta,
}
