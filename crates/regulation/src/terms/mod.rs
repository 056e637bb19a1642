//! The small words that packs, facts and answers have in common. They name nothing of the three.

mod shared;

use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;
use utoipa::ToSchema;

pub use shared::Shared;

/// A short text that answers repeat: the id of an item, a clause or a pack, the name of a holder. A copy costs no
/// allocation.
pub use smol_str::SmolStr as Id;

/// A clause and the document in which it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = Clause)]
pub struct ClauseRef {
    /// The clause, as its document counts it.
    #[schema(value_type = String)]
    pub id: Id,
    /// Id of the pack.
    #[schema(value_type = String)]
    pub document: Id,
}

/// The clauses on which an item rests, as its document counts them. One list for the pack and all answers.
pub type Clauses = Shared<Id>;

/// How strongly a clause binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = AnswerStrength)]
pub enum Strength {
    /// No way around but a written proviso.
    Absolute,
    /// The ordinary duty.
    #[default]
    Duty,
    /// 原則: an exception record opens it.
    Principle,
    /// 必要に応じ: a yes or no must be recorded.
    AsNeeded,
    /// 努める: noted, never blocking.
    Effort,
    /// できる: without the power the act is refused.
    Power,
    /// Shown only.
    Information,
}

impl Strength {
    /// The word in packs and API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Duty => "duty",
            Self::Principle => "principle",
            Self::AsNeeded => "as-needed",
            Self::Effort => "effort",
            Self::Power => "power",
            Self::Information => "information",
        }
    }
}

/// A choice offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerChoice)]
pub struct Choice {
    /// The value stored.
    pub id: String,
    /// The text shown.
    pub label: Localized,
}

/// To what a record is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordScope {
    /// The post or account.
    Subject,
    /// This exact content; an edit makes it stale.
    Digest,
    /// The account concerned, also where the question is about one of its posts.
    Account,
    /// A person (an appointment).
    Person,
    /// The body.
    Body,
}

/// Types of record fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    Multiline,
    /// An address.
    Url,
    /// A day.
    Date,
    /// A day with a time.
    Moment,
    /// One of `choices`.
    Choice,
    /// `yes` or `no`; never answered beforehand.
    YesNo,
    /// A person of the body.
    Person,
    /// An account of the body.
    Account,
    /// SHA-256 of a file.
    FileHash,
    /// A whole number.
    Number,
    /// A digest.
    Digest,
    /// The rule that an exception record is about (`<pack>/<rule>`).
    Rule,
    /// One of the pack's grounds.
    Ground,
}

/// Types of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterKind {
    /// Free text.
    Text,
    /// A whole number.
    Int,
    /// `yes` or `no`.
    Bool,
    /// One of `values`.
    Choice,
    /// Several texts, one per line.
    List,
    /// Levels from the least to the most sensitive, one per line; all of `values` must occur.
    Order,
    /// A period: `30d`, `5wd`, `6m`, `1y`, `1fy`.
    Period,
    /// Rows `key = value`, one per line.
    Table,
    /// Opening hours, one span per line (`mon-fri 08:30-17:15`), with lines `holidays=closed` and
    /// `closed=12-29..01-03`. Its id is also that of a calendar.
    Hours,
    /// Properties of passwords, one `name=value` per line; see [`crate::PasswordPolicy`].
    PasswordPolicy,
}
