use crate::view::{Choice, FormMeta, Link, Tone, When};

/// A line of the list.
#[derive(Clone, Debug)]
pub struct AmendmentLine {
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Where it stands, in words.
    pub state: String,
    pub tone: Tone,
    /// What decided it; empty: not said yet.
    pub source: String,
    /// The first day in force, in words; empty: not said yet.
    pub from: String,
    /// How many things it changes, in words.
    pub changes: String,
    /// Who opened it.
    pub by: String,
    pub opened: When,
}

#[derive(Clone, Debug)]
pub struct AmendmentOpenForm {
    pub meta: FormMeta,
    /// The documents in force.
    pub documents: Vec<Choice>,
}

/// A line of the table of old and new (新旧対照表).
#[derive(Clone, Debug)]
pub struct AmendmentRowView {
    /// What it is of, in words.
    pub part: String,
    /// Its printed number or name.
    pub label: String,
    /// As it is; absent: it is new.
    pub old: Option<AmendmentSideView>,
    /// As it would be; absent: it is struck.
    pub new: Option<AmendmentSideView>,
    /// To change what was entered.
    pub edit: Option<String>,
    /// The name under which it can be taken back, with its form.
    pub undo: Option<(String, FormMeta)>,
}

#[derive(Clone, Debug)]
pub struct AmendmentSideView {
    /// Its printed number; may be empty.
    pub number: String,
    /// The heading under which it stands; may be empty.
    pub heading: String,
    pub text: String,
}

/// Several lines under one heading: what ends, what is under way.
#[derive(Clone, Debug)]
pub struct AmendmentGroup {
    pub title: String,
    /// In words, with the page of each where there is one.
    pub lines: Vec<(String, Option<Link>)>,
}

/// Source, decision and day.
#[derive(Clone, Debug)]
pub struct AmendmentSourceForm {
    pub meta: FormMeta,
    pub source: String,
    pub decision: String,
    pub decided_on: String,
    pub from: String,
}

/// What can be changed, by its kind.
#[derive(Clone, Debug)]
pub struct AmendmentPick {
    /// The kind in words.
    pub label: String,
    pub choices: Vec<Choice>,
}

/// An input of the form of one change.
#[derive(Clone, Debug)]
pub struct AmendmentField {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub required: bool,
    pub input: AmendmentInput,
}

/// What it looks like.
#[derive(Clone, Debug)]
pub enum AmendmentInput {
    Line(String),
    /// Several lines.
    Text(String),
    /// One of several.
    Select(Vec<Choice>),
    /// Any of several.
    Boxes(Vec<Choice>),
}
