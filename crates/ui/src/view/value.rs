use jiff::Timestamp;
use jiff::tz::TimeZone;
use tatefuda_i18n::Translator;

/// A moment: for machines and for people. Views hold words and never a time, so that a template cannot show one in the zone
/// of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// RFC 3339, for the `datetime` attribute.
    pub iso: String,
    /// As people read it, in the zone of the body.
    pub text: String,
}

impl When {
    /// A moment in the zone of the body.
    #[must_use]
    pub fn new(tr: &Translator, at: Timestamp, zone: &TimeZone) -> Self {
        Self { iso: at.to_string(), text: tr.date_time(at, zone) }
    }
}

/// One option of a select, a radio group or a list of checkboxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Value that the form sends.
    pub value: String,
    /// Words on the screen.
    pub label: String,
    /// A sentence of help below the label.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub selected: bool,
}

impl Choice {
    /// An option without help.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, selected: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, selected }
    }
}

/// The hidden fields of every form that is a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormMeta {
    /// UUID of the command; a repeated send changes nothing. One of its own for each form.
    pub command_id: String,
    /// Version of the aggregate that the form was filled from.
    pub version: Option<i64>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the form field; also its `id`, so that the summary can link to it.
    pub field: String,
    /// One sentence that says what to do.
    pub message: String,
}

/// A clause that is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClauseRef {
    /// Id as in the pack, e.g. `NNH-6(2)`.
    pub id: String,
    /// The text of the clause as the pack holds it; shown folded.
    pub text: Option<String>,
}

impl ClauseRef {
    /// A clause by its id alone.
    #[must_use]
    pub fn id(id: impl Into<String>) -> Self {
        Self { id: id.into(), text: None }
    }
}

/// A person who can help or decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    pub name: String,
    /// Section and position.
    pub position: String,
    /// Internal telephone number.
    pub extension: Option<String>,
    /// Why and until when the person is away; `None` when present, empty when nothing more is known.
    pub absent: Option<String>,
}

/// Who can do something: a role, who holds it, who stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The role in words of the pack.
    pub role: String,
    /// Who holds it.
    pub holders: Vec<Holder>,
    /// Who decides in their place.
    pub deputies: Vec<Holder>,
}

impl Who {
    /// Nobody holds the role.
    #[must_use]
    pub fn vacant(&self) -> bool {
        self.holders.is_empty() && self.deputies.is_empty()
    }
}

/// How something is marked. Never the only carrier of a meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No mark.
    #[default]
    Neutral,
    /// Going its way.
    Info,
    /// Done.
    Good,
    /// Needs a look.
    Warn,
    /// Went wrong.
    Bad,
}

impl Tone {
    /// Suffix of the style class.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }

    /// Key of the word that stands beside the mark of a message.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Tone::Neutral | Tone::Info => "tone-info",
            Tone::Good => "tone-good",
            Tone::Warn => "tone-warn",
            Tone::Bad => "tone-bad",
        }
    }
}

/// A link with words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub href: String,
    pub label: String,
}

/// A name with a value, already in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    pub label: String,
    /// Value; may have several lines.
    pub value: String,
}

impl Pair {
    /// A pair from two texts.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A filter of a list.
#[derive(Clone, Debug)]
pub struct FilterTab {
    pub href: String,
    pub label: String,
    /// Whether it is the current one.
    pub current: bool,
}
