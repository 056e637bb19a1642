//! What would cure a need.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;
use utoipa::ToSchema;

use super::people::{People, Who};
use crate::terms::{Choice, Id, RecordScope};

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
        scope: RecordScope,
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
        /// The next ones after it, where only some moments of the day would do.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        then: Vec<Timestamp>,
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
