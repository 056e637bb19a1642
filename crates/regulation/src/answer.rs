//! The cited answer (decision 0001). One shape for screens, API, worker and command line.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tatefuda_domain::{Digest, Localized};
use utoipa::ToSchema;

/// Version of the answer semantics, stored with each answer.
pub const SEMANTICS: u32 = 2;

/// Permitted < needs < refused; the answer is the maximum over all rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = AnswerDecision)]
pub enum Decision {
    /// The act may happen now.
    Permitted,
    /// It may happen once every group of needs is met.
    Needs,
    /// It may not happen.
    Refused,
}

impl Decision {
    /// The word in API and database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Permitted => "permitted",
            Self::Needs => "needs",
            Self::Refused => "refused",
        }
    }
}

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

/// What became of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = AnswerOutcome)]
pub enum Outcome {
    /// Guards or `applies` are false.
    NotApplicable,
    /// Kept.
    Kept,
    /// Not kept, a remedy exists.
    Open,
    /// Not kept, no remedy.
    Broken,
    /// Not kept, and a written proviso or an exception record covers it.
    Excepted,
    /// It reads a value that the body has not set.
    Unset,
    /// It cannot be judged: an absent field or a failing condition.
    Fault,
    /// A power is granted.
    Granted,
    /// The text is silent.
    Silent,
}

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

/// Named holders. One list for all lines of an answer that name the same people.
pub type Holders = Shared<Holder>;

/// Roles with their holders.
pub type People = Shared<Who>;

/// A list that many share: a copy costs no allocation.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shared<T>(Arc<[T]>);

impl<T: Clone> Shared<T> {
    /// Leaves out those who do not fit.
    pub fn retain(&mut self, fits: impl Fn(&T) -> bool) {
        if !self.iter().all(&fits) {
            *self = self.iter().filter(|one| fits(one)).cloned().collect();
        }
    }
}

impl People {
    /// The same roles with those holders only who fit.
    pub fn only(&self, fits: impl Fn(&Holder) -> bool) -> Self {
        let only = |who: &Who| {
            let mut who = who.clone();
            who.holders.retain(&fits);
            who
        };
        self.iter().map(only).collect()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(list: Vec<T>) -> Self {
        if list.is_empty() { Self::default() } else { Self(list.into()) }
    }
}

impl<T, U: Into<T>> FromIterator<U> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = U>>(list: I) -> Self {
        Self(list.into_iter().map(Into::into).collect())
    }
}

impl<'a, T> IntoIterator for &'a Shared<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into())
    }
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Answer {
    /// The maximum over everything below.
    pub decision: Decision,
    /// Why it is refused; empty unless refused.
    pub refusals: Vec<Line>,
    /// What is needed: all groups, any alternative within a group. Also collected under a refusal.
    pub groups: Vec<NeedGroup>,
    /// Open efforts, silences, information.
    pub notes: Vec<Line>,
    /// Provisos and exception records relied upon.
    pub exceptions_used: Vec<UsedException>,
    /// Powers relied upon.
    pub powers_used: Vec<UsedPower>,
    /// Ids of records with limited uses on which this answer relies; the act's transaction uses them up.
    pub consumes: Vec<String>,
    /// Every clause considered that applied, in the order of the regulation.
    pub citations: Vec<ClauseRef>,
    /// Every rule considered, in the order of the regulation.
    pub trace: Vec<TraceLine>,
    /// Digest of the packs.
    pub pack_digest: Digest,
    /// Digest of the settings in force.
    pub settings_digest: Digest,
    /// Digest of the facts.
    pub facts_digest: Digest,
    /// [`SEMANTICS`].
    pub semantics: u32,
}

impl Answer {
    /// Whether the act may happen now.
    pub fn is_permitted(&self) -> bool {
        self.decision == Decision::Permitted
    }

    /// Digest of the answer, for audit entries.
    pub fn digest(&self) -> Digest {
        let json = serde_json::to_string(self).expect("an answer is plain data");
        Digest::of(format!("tatefuda.answer.v1\n{json}").as_bytes())
    }
}

/// One line of an answer, with the way on: who can help and what would cure it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerLine)]
pub struct Line {
    /// Id of the pack: `house` or the body's document.
    #[schema(value_type = String)]
    pub layer: Id,
    /// Id of the rule, chain, power or silence entry.
    #[schema(value_type = String)]
    pub rule: Id,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Their strength.
    pub strength: Strength,
    /// What became of it.
    pub outcome: Outcome,
    /// In words.
    pub message: Localized,
    /// Who can decide or help.
    #[schema(value_type = Vec<Who>)]
    pub who: People,
    /// What would cure it, and the human road: how else.
    pub remedies: Vec<Remedy>,
}

/// Something that is needed; any alternative will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerNeed)]
pub struct NeedGroup {
    /// Stable within the answer: `<layer>/<rule>`, for a step `<layer>/<chain>/<step>`.
    pub id: String,
    /// Id of the pack.
    #[schema(value_type = String)]
    pub layer: Id,
    /// Id of the rule or chain.
    #[schema(value_type = String)]
    pub rule: Id,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Their strength.
    pub strength: Strength,
    /// In words.
    pub message: Localized,
    /// Never empty.
    pub alternatives: Vec<Remedy>,
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

/// How a need can be met. Closed: each has one screen component and one form in the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "remedy", rename_all = "kebab-case")]
#[schema(as = AnswerRemedy)]
pub enum Remedy {
    /// A step of a chain is to be given for this content.
    GiveStep {
        /// Id of the chain.
        chain: String,
        /// Id of the step.
        step: String,
        /// The pack's word for it.
        label: Localized,
        /// Who may give it.
        who: Who,
        /// Steps that must be given first; empty: it is their turn now.
        after: Vec<String>,
    },
    /// A record of a kind is to be given.
    GiveRecord {
        /// Id of the kind (`house:` prefix for those of the house).
        kind: String,
        /// The kind's label.
        label: Localized,
        /// `subject`, `digest`, `person`, `body`.
        #[schema(value_type = String)]
        scope: crate::pack::RecordScope,
        /// Who may give it; several roles are alternatives.
        #[schema(value_type = Vec<Who>)]
        who: People,
        /// Field values that the form carries along (the rule an exception is for).
        fixed: BTreeMap<String, String>,
    },
    /// A field of the content or the account is to be chosen.
    ChooseField {
        /// Path in the fact schema.
        field: String,
        /// Its label.
        label: Localized,
        /// What may be chosen; empty: free.
        choices: Vec<Choice>,
    },
    /// Another time is to be chosen.
    ChangeTime {
        /// In words.
        label: Localized,
        /// The next time that would do, where it can be told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Timestamp>,
    },
    /// A step of a procedure is to be done.
    DoStep {
        /// Id of the procedure.
        procedure: String,
        /// Id of the step.
        step: String,
        /// The pack's word for it.
        label: Localized,
        /// Who does it; several roles are alternatives.
        #[schema(value_type = Vec<Who>)]
        who: People,
        /// Steps that must be done first; empty: it is their turn now.
        after: Vec<String>,
    },
    /// An instance of a duty is to be answered.
    AnswerDuty {
        /// Id of the duty.
        duty: String,
        /// The instance.
        instance: String,
        /// Its label.
        label: Localized,
        /// Who has it.
        #[schema(value_type = Vec<Who>)]
        who: People,
    },
    /// It becomes possible by itself.
    WaitUntil {
        /// When.
        at: Timestamp,
    },
    /// The body has to set a value that its text leaves open.
    SetParameter {
        /// The settings key (`param:…`, `role:…`, `exception:…`, `reading:…`, `extend:…`).
        param: String,
        /// Its label.
        label: Localized,
        /// Who decides it, where the pack says so.
        #[schema(value_type = Vec<Who>)]
        who: People,
    },
    /// Nobody holds a role.
    Appoint {
        /// Id of the role.
        #[schema(value_type = String)]
        role: Id,
        /// Its label.
        label: Localized,
    },
    /// A medium is to be replaced or completed.
    ReplaceMedium {
        /// In words.
        label: Localized,
    },
    /// A procedure is to be opened.
    OpenProcedure {
        /// Id of the procedure.
        procedure: String,
        /// Its label.
        label: Localized,
        /// Who opens it.
        #[serde(default)]
        #[schema(value_type = Vec<Who>)]
        who: People,
    },
    /// No button cures it; these people decide, or this is how else (人による道).
    AskHuman {
        /// Whom to ask.
        #[schema(value_type = Vec<Who>)]
        who: People,
        /// What for, in words.
        label: Localized,
    },
    /// All of these together are one alternative.
    All {
        /// At least two.
        #[schema(no_recursion)]
        of: Vec<Remedy>,
    },
}

/// A role and the people who hold it at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerWho)]
pub struct Who {
    /// Id of the role.
    #[schema(value_type = String)]
    pub role: Id,
    /// Its name in the pack.
    pub label: Localized,
    /// Who may act; empty: nobody holds it.
    #[schema(value_type = Vec<Holder>)]
    pub holders: Holders,
}

/// A named holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerHolder)]
pub struct Holder {
    /// The person's id.
    #[schema(value_type = String)]
    pub person: Id,
    /// The appointment in which they hold the role.
    #[schema(value_type = String)]
    pub capacity: Id,
    /// Their name.
    #[schema(value_type = String)]
    pub name: Id,
    /// The position's name.
    #[schema(value_type = String)]
    pub position: Id,
    /// The section's name.
    #[schema(value_type = String)]
    pub section: Id,
    /// The extension number.
    #[schema(value_type = String)]
    pub extension: Id,
    /// Away at the moment.
    pub absent: bool,
    /// Acts in the place of an absent holder.
    pub deputy: bool,
}

/// A proviso or an exception record on which the answer relies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerException)]
pub struct UsedException {
    /// Id of the pack.
    #[schema(value_type = String)]
    pub layer: Id,
    /// Id of the exception; for a rule's own exception record the rule's id.
    #[schema(value_type = String)]
    pub id: Id,
    /// The rule excepted from.
    #[schema(value_type = String)]
    pub rule: Id,
    /// Its clauses.
    pub clauses: Vec<ClauseRef>,
    /// Records that met its needs.
    pub records: Vec<String>,
}

/// A power on which the answer relies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerPower)]
pub struct UsedPower {
    /// Id of the pack.
    #[schema(value_type = String)]
    pub layer: Id,
    /// Id of the power.
    #[schema(value_type = String)]
    pub id: Id,
    /// Its clauses.
    pub clauses: Vec<ClauseRef>,
}

/// One rule considered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerTrace)]
pub struct TraceLine {
    /// Id of the pack.
    #[schema(value_type = String)]
    pub layer: Id,
    /// Id of the rule, chain step, power, silence entry.
    #[schema(value_type = String)]
    pub rule: Id,
    /// Its clauses.
    #[schema(value_type = Vec<String>)]
    pub clauses: Clauses,
    /// Its strength.
    pub strength: Strength,
    /// What became of it.
    pub outcome: Outcome,
    /// Which it contributed to the decision.
    pub decision: Decision,
    /// Why a fault, which parameter is unset, which records counted; may be empty.
    pub detail: String,
}
