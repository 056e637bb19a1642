use crate::view::Choice;

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
    /// How it is entered, with what was typed before.
    pub input: FieldInput,
}

/// How a field is entered. The types are those of the record kinds, since the pack declares them and no template may know
/// a kind by name.
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
    /// A day with a time as the clock of the body shows it, `YYYY-MM-DDTHH:MM`.
    Moment(String),
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
    /// A file that is kept where the form belongs.
    Kept(Vec<Choice>),
    /// The same, or one that is brought with the form.
    File(Vec<Choice>),
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
