use crate::{
    record::RecordFormView,
    view::{Choice, FormMeta, Tone, When},
};

/// That a post corrects another, as one of them shows the other.
#[derive(Clone, Debug)]
pub struct CorrectionRow {
    /// The other post.
    pub href: String,
    /// Where the correction stands, in words.
    pub state: String,
    pub tone: Tone,
    /// What is wrong.
    pub what: String,
    /// When somebody noticed.
    pub found: When,
    /// Who began the correction.
    pub who: String,
    /// How long it took, or has taken, in words.
    pub elapsed: String,
}

/// Within which time the text wants an error corrected.
#[derive(Clone, Debug)]
pub struct ClockRow {
    pub label: String,
    pub due: When,
    /// How that stands, in words.
    pub state: String,
    pub tone: Tone,
}

/// Beginning a correction.
#[derive(Clone, Debug)]
pub struct CorrectForm {
    pub meta: FormMeta,
    /// What cannot be undone, for each account.
    pub ways: Vec<String>,
    /// What was typed.
    pub what: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
    /// The accounts on which it is published; empty: one, of which nothing is asked.
    pub accounts: Vec<Choice>,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}
