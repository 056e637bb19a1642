//! The cited answer of the regulation.

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// A text in both languages; an empty English one stands for the Japanese one.
#[derive(ToSchema)]
pub(crate) struct Localized {
    ja: String,
    en: String,
}

/// A clause that is cited.
#[derive(ToSchema)]
pub(crate) struct Clause {
    /// Its id in its document.
    id: String,
    /// The document.
    document: String,
}

/// What the regulation says.
#[derive(ToSchema)]
pub(crate) struct Answer {
    decision: AnswerDecision,
    /// Why not; never curable.
    refusals: Vec<AnswerLine>,
    /// What is needed: all groups, any alternative within a group.
    groups: Vec<AnswerNeed>,
    /// What else it says.
    notes: Vec<AnswerLine>,
    /// Provisos and exception records on which it relies.
    exceptions_used: Vec<AnswerException>,
    /// Powers on which it relies.
    powers_used: Vec<AnswerPower>,
    /// Records that the act uses up.
    consumes: Vec<String>,
    citations: Vec<Clause>,
    /// Every rule that was considered, in the order of the regulation.
    trace: Vec<AnswerTrace>,
    pack_digest: String,
    settings_digest: String,
    facts_digest: String,
    /// Version of the semantics.
    semantics: u32,
}

/// Whether an act may be done.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum AnswerDecision {
    Permitted,
    Needs,
    Refused,
}

/// How strongly a clause binds.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum AnswerStrength {
    Absolute,
    Duty,
    Principle,
    AsNeeded,
    Effort,
    Power,
    Information,
}

/// What became of a rule.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum AnswerOutcome {
    NotApplicable,
    Kept,
    Open,
    Broken,
    Excepted,
    Unset,
    Fault,
    Granted,
    Silent,
}

/// A refusal or a note.
#[derive(ToSchema)]
struct AnswerLine {
    /// Id of the pack.
    layer: String,
    rule: String,
    clauses: Vec<Clause>,
    strength: AnswerStrength,
    outcome: AnswerOutcome,
    message: Localized,
    /// Who can help.
    who: Vec<AnswerWho>,
    remedies: Vec<AnswerRemedy>,
}

/// Something that is needed; any of the alternatives meets it.
#[derive(ToSchema)]
struct AnswerNeed {
    id: String,
    layer: String,
    rule: String,
    clauses: Vec<Clause>,
    strength: AnswerStrength,
    message: Localized,
    alternatives: Vec<AnswerRemedy>,
}

/// What meets a need.
#[derive(ToSchema)]
#[serde(tag = "remedy", rename_all = "kebab-case")]
enum AnswerRemedy {
    GiveStep {
        chain: String,
        step: String,
        label: Localized,
        who: AnswerWho,
        /// Steps that come before it and are still open.
        after: Vec<String>,
    },
    GiveRecord {
        kind: String,
        label: Localized,
        /// `subject`, `digest`, `person`, `body` …
        scope: String,
        who: Vec<AnswerWho>,
        /// Fields whose value is given.
        fixed: BTreeMap<String, String>,
    },
    ChooseField {
        field: String,
        label: Localized,
        choices: Vec<AnswerChoice>,
    },
    ChangeTime {
        label: Localized,
    },
    WaitUntil {
        #[schema(format = DateTime)]
        at: String,
    },
    SetParameter {
        param: String,
        label: Localized,
        who: Vec<AnswerWho>,
    },
    Appoint {
        role: String,
        label: Localized,
    },
    ReplaceMedium {
        label: Localized,
    },
    OpenProcedure {
        procedure: String,
        label: Localized,
    },
    AskHuman {
        who: Vec<AnswerWho>,
        label: Localized,
    },
    /// Several that make one alternative together.
    All {
        #[schema(no_recursion)]
        of: Vec<AnswerRemedy>,
    },
}

/// A value that would do.
#[derive(ToSchema)]
struct AnswerChoice {
    id: String,
    label: Localized,
}

/// A role with those who hold it.
#[derive(ToSchema)]
struct AnswerWho {
    role: String,
    label: Localized,
    holders: Vec<AnswerHolder>,
}

/// Somebody who holds a role.
#[derive(ToSchema)]
struct AnswerHolder {
    person: String,
    capacity: String,
    name: String,
    position: String,
    section: String,
    extension: String,
    absent: bool,
    /// Acts in the place of an absent holder.
    deputy: bool,
}

/// A proviso or an exception record.
#[derive(ToSchema)]
struct AnswerException {
    layer: String,
    id: String,
    rule: String,
    clauses: Vec<Clause>,
    records: Vec<String>,
}

/// A power.
#[derive(ToSchema)]
struct AnswerPower {
    layer: String,
    id: String,
    clauses: Vec<Clause>,
}

/// One rule considered.
#[derive(ToSchema)]
struct AnswerTrace {
    layer: String,
    rule: String,
    clauses: Vec<String>,
    strength: AnswerStrength,
    outcome: AnswerOutcome,
    decision: AnswerDecision,
    detail: String,
}
