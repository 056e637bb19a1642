//! Forms that are generated from a declared kind of record or a declared field.

use super::{Choice, ClauseRef, FormMeta, Pair, When, Who};

/// One declared field.
#[derive(Clone, Debug)]
pub struct FieldView {
    /// Name in the form; also the `id`. For a record inside another form: `supply.{kind}.{field}`.
    pub name: String,
    /// Words of the pack.
    pub label: String,
    /// Help below the label.
    pub hint: Option<String>,
    /// Whether it must be filled.
    pub required: bool,
    /// Clauses that ask for it.
    pub clauses: Vec<ClauseRef>,
    /// How it is entered, with what was typed before.
    pub input: FieldInput,
}

/// How a field is entered. The types are those of the record kinds.
#[derive(Clone, Debug)]
pub enum FieldInput {
    /// One line.
    Text(String),
    /// Several lines.
    Multiline(String),
    /// A web address.
    Url(String),
    /// A day, `YYYY-MM-DD`.
    Date(String),
    /// A number.
    Number(String),
    /// One of a few: radio buttons up to six, else a select.
    Choice(Vec<Choice>),
    /// Any number of a few: boxes to tick.
    Several(Vec<Choice>),
    /// Yes or no; nothing is chosen beforehand.
    YesNo(Option<bool>),
    /// A person of the body.
    Person(Vec<Choice>),
    /// An account of the ledger.
    Account(Vec<Choice>),
    /// A digest that the form carries along; shown, not typed.
    Digest(String),
    /// The hash of a file, as hexadecimal text.
    FileHash(String),
}

impl FieldInput {
    /// Whether the field is a group of controls, so that it needs a fieldset.
    #[must_use]
    pub fn is_group(&self) -> bool {
        match self {
            Self::YesNo(_) | Self::Several(_) => true,
            Self::Choice(choices) => choices.len() <= 6,
            _ => false,
        }
    }
}

/// A form generated from a record kind.
#[derive(Clone, Debug)]
pub struct RecordFormView {
    /// Hidden fields of a form of its own; inside another form they are left out.
    pub meta: FormMeta,
    /// Id of the kind.
    pub kind: String,
    /// Name of the kind in words of the pack.
    pub title: String,
    /// What it is for.
    pub intro: Option<String>,
    /// What one declares with it, each line with its clause.
    pub lines: Vec<Declared>,
    /// Clauses that ask for it; empty where `lines` name them.
    pub clauses: Vec<ClauseRef>,
    /// Kind of the subject: `post`, `account`, `person`, `body`.
    pub subject_kind: String,
    /// Id of the subject.
    pub subject: String,
    /// Subject in words, with its page.
    pub subject_label: String,
    /// Page of the subject, when it has one.
    pub subject_href: Option<String>,
    /// Digest that the record will stand for, in hexadecimal, when the kind is bound to content.
    pub digest: Option<String>,
    /// Its 照合番号.
    pub code: Option<String>,
    /// Whether one act uses it up.
    pub single_use: bool,
    /// Declared fields in order.
    pub fields: Vec<FieldView>,
}

/// One line of a declaration.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its clause.
    pub clause: ClauseRef,
    /// What is declared.
    pub text: String,
    /// Where it is answered by itself; none: one answer stands for all lines.
    pub tick: Option<Tick>,
}

/// A box that is ticked or not.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Name in the form.
    pub name: String,
    /// As it was left.
    pub ticked: bool,
}

/// A record that was given.
#[derive(Clone, Debug)]
pub struct RecordView {
    /// Id.
    pub id: String,
    /// Name of the kind.
    pub title: String,
    /// Clauses.
    pub clauses: Vec<ClauseRef>,
    /// Subject in words.
    pub subject_label: String,
    /// Page of the subject.
    pub subject_href: Option<String>,
    /// Fields in words.
    pub fields: Vec<Pair>,
    /// Who gave it, with the capacity.
    pub by: String,
    /// When.
    pub at: When,
    /// From when it counts.
    pub valid_from: Option<When>,
    /// Until when it counts.
    pub valid_until: Option<When>,
    /// Which act used it up.
    pub used_by: Option<String>,
    /// 照合番号 of the content it stands for.
    pub code: Option<String>,
    /// Whether the content changed since.
    pub stale: bool,
    /// Who may give such a record.
    pub givers: Option<Who>,
}

/// Whether a yes/no field holds this answer; for templates, which see the field by reference.
#[must_use]
pub fn is_answer(field: &Option<bool>, answer: bool) -> bool {
    *field == Some(answer)
}

/// A flag seen by reference, for templates.
#[must_use]
pub fn is_true(flag: &bool) -> bool {
    *flag
}
