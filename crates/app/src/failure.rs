//! Why an act did not happen. The web owns status codes and words; keys here are keys of its texts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AnswerId, Digest, SystemRight};
use tatefuda_regulation::Answer;
use utoipa::ToSchema;

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such thing in this body, or this person may not know of it.
    #[error("not found")]
    NotFound,
    /// A system right or the like is missing. Leaves an entry.
    #[error("forbidden: {0:?}")]
    Forbidden(Forbidden),
    /// The regulation does not permit it. Leaves an entry with the stored answer.
    #[error("not permitted by the regulation: {}", .0.clauses())]
    Refused(Box<Refusal>),
    /// The content differs from what was shown. Leaves an entry.
    #[error("stale: {} was shown, {} is there now", .0.shown, .0.now)]
    Stale(Box<Stale>),
    /// Somebody else changed it in between; both texts are kept.
    #[error("version {seen} was seen, {current} is there now")]
    Conflict {
        /// The version the command names.
        seen: i64,
        /// The version there is.
        current: i64,
    },
    /// Input that cannot be used.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The thing's state does not allow it; the key says why.
    #[error("not in this state: {key}")]
    State {
        /// Key of the text, such as `next-person-acted`.
        key: String,
    },
    /// A stored row that this needs does not hold what the program writes; nothing was changed. The page of unreadable
    /// rows names it.
    #[error("a stored row cannot be read")]
    Unreadable(#[source] tatefuda_store::Error),
    /// The command id was used for something else.
    #[error("the command id was used for something else")]
    CommandReused,
    /// Too many attempts.
    #[error("too many attempts, again from {until}")]
    RateLimited {
        /// From when on it can be tried again.
        until: Timestamp,
    },
    /// Other transactions were in the way, also after `execute` had tried again many times; nothing was changed.
    #[error("another transaction was in the way")]
    Busy,
    /// The database cannot be used at the moment; nothing was changed.
    #[error("the database cannot be used at the moment")]
    Unavailable(#[source] tatefuda_store::Error),
    /// A fault of the program or the installation.
    #[error("internal fault")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is missing apart from the regulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forbidden {
    /// A system right.
    Right(SystemRight),
    /// The token may only read.
    ReadOnlyToken,
    /// They hold no running appointment.
    NoCapacity,
    /// The initial password has to be changed first.
    MustChangePassword,
    /// Login or password is wrong; never says which.
    SignIn,
    /// A second person has to do it.
    SamePerson,
    /// Another reason, by key of its text.
    Reason(String),
}

impl Forbidden {
    /// Key of the text.
    pub fn key(&self) -> String {
        match self {
            Self::Right(right) => format!("right-{}", right.as_str()),
            Self::ReadOnlyToken => "read-only-token".to_owned(),
            Self::NoCapacity => "no-capacity".to_owned(),
            Self::MustChangePassword => "must-change-password".to_owned(),
            Self::SignIn => "sign-in".to_owned(),
            Self::SamePerson => "same-person".to_owned(),
            Self::Reason(key) => key.clone(),
        }
    }
}

/// An answer that refused an act, stored under its id.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// Under which it is stored.
    pub id: AnswerId,
    /// The answer.
    pub answer: Answer,
}

impl Refusal {
    /// The clauses in the way, as they stand in the log and on the command line.
    fn clauses(&self) -> String {
        let refusing = self.answer.refusals.iter().flat_map(|line| &line.clauses);
        let needing = self.answer.groups.iter().flat_map(|group| &group.clauses);
        let ids: BTreeSet<&str> = refusing.chain(needing).map(|clause| clause.id.as_str()).collect();
        ids.into_iter().collect::<Vec<_>>().join(", ")
    }
}

/// Something else is there than was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stale {
    /// The digest that was shown.
    pub shown: Digest,
    /// The digest of what is there.
    pub now: Digest,
    /// What differs. Not kept with the command: a repeat gives the digests only.
    #[serde(skip)]
    pub difference: Vec<Difference>,
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which field, in which target.
    pub field: String,
    /// As it was shown.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// One input that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PreviewProblem)]
pub struct FieldError {
    /// The field, as the form names it; empty for the form as a whole.
    pub field: String,
    /// Key of the text, such as `required`.
    pub key: String,
    /// Values for the text's placeholders.
    pub args: BTreeMap<String, String>,
}

impl FieldError {
    /// An error without placeholders.
    pub fn new(field: impl Into<String>, key: impl Into<String>) -> Self {
        Self { field: field.into(), key: key.into(), args: BTreeMap::new() }
    }

    /// Adds the value of a placeholder.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.args.insert(name.into(), value.to_string());
        self
    }
}

impl Failure {
    /// One field that cannot be used.
    pub fn invalid(field: impl Into<String>, key: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, key)])
    }

    /// The state does not allow it.
    pub fn state(key: impl Into<String>) -> Self {
        Self::State { key: key.into() }
    }

    /// A fault of the program or the installation.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    /// Whether it leaves an entry of kind refused (decision 0008).
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Forbidden(_) | Self::Refused(_) | Self::Stale(_))
    }
}

impl From<tatefuda_store::Error> for Failure {
    fn from(error: tatefuda_store::Error) -> Self {
        use tatefuda_store::Error as E;
        match error {
            E::Retry(_) | E::Over { retry: true } => Self::Busy,
            E::Unavailable(_) => Self::Unavailable(error),
            E::Decode { .. } | E::Unreadable(_) => Self::Unreadable(error),
            // What is typed is looked at where it enters; this is the net below.
            E::Unfit => Self::invalid("", "unreadable"),
            other => Self::internal(other),
        }
    }
}

/// For lists that people look through: what cannot be read is left out of them, and the page of unreadable rows names it.
/// Nothing is decided by what comes out.
///
/// # Errors
/// Anything but a row that cannot be read.
pub(crate) fn left_out<T: Default>(read: Result<T, impl Into<Failure>>) -> Result<T, Failure> {
    match read.map_err(Into::into) {
        Err(Failure::Unreadable(_)) => Ok(T::default()),
        other => other,
    }
}

/// Gathers field errors, so that a form shows all of them at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Notes an error unless the condition holds.
    pub fn that(&mut self, holds: bool, field: &str, key: &str) -> &mut Self {
        if !holds {
            self.0.push(FieldError::new(field, key));
        }
        self
    }

    /// Whether nothing was noted.
    pub fn is_fine(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes an error.
    pub fn push(&mut self, error: FieldError) -> &mut Self {
        self.0.push(error);
        self
    }

    /// Trims a required text of at most `max` characters.
    pub fn text(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = self.optional(field, value, max);
        self.that(!tatefuda_domain::text::is_blank(&value), field, "required");
        value
    }

    /// Trims a text of at most `max` characters.
    pub fn optional(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = tatefuda_domain::text::at_input(value).trim().to_owned();
        if value.chars().count() > max {
            self.0.push(FieldError::new(field, "too-long").with("max", max));
        }
        if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.0.push(FieldError::new(field, "control-characters"));
        }
        value
    }

    /// Everything noted.
    ///
    /// # Errors
    /// [`Failure::Invalid`] if anything was noted.
    pub fn done(&mut self) -> Result<(), Failure> {
        if self.0.is_empty() { Ok(()) } else { Err(Failure::Invalid(std::mem::take(&mut self.0))) }
    }
}
