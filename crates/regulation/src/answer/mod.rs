//! The cited answer (decision 0001). One shape for screens, API, worker and command line.

mod people;
mod remedy;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, Localized};
use utoipa::ToSchema;

use crate::terms::{ClauseRef, Clauses, Id, Strength};
pub use people::{Holder, Holders, People, Who};
pub use remedy::Remedy;

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
