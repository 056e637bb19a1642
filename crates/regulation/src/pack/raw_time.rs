//! Sections about what runs over time, and about documents, as they stand in TOML.

use serde::Deserialize;
use tatefuda_domain::Localized;

use super::{
    model::{ClauseClass, DocumentKind, DocumentScope, FormerRelation, ProcedureSubject, SchemeUse},
    raw_base::{self, Guards, S, TextOrParam},
};
use crate::terms::Strength;

super::raw_base::raw! {
    /// `[[former]]`
    Former {
        id: S,
        title: Localized,
        #[serde(default)] services: Vec<String>,
        from: Option<S>,
        until: Option<S>,
        #[serde(default)] clause: Vec<S>,
        relation: FormerRelation,
    }
    /// `[[term]]`
    Term {
        word: String,
        ja: String,
        en: String,
        #[serde(default)] clause: Vec<S>,
        service: Option<S>,
        #[serde(default)] aliases: Vec<String>,
    }
    /// `[[account]]`
    Account {
        id: S,
        service: S,
        #[serde(default)] name: String,
        #[serde(default)] handle: String,
        #[serde(default)] url: String,
        class: Option<S>,
        clause: Vec<S>,
        #[serde(default)] note: Localized,
    }
    /// `[[account_class]]`
    AccountClass { id: S, label: Localized, #[serde(default)] clause: Vec<S> }
    /// `[[calendar]]`
    Calendar {
        id: S,
        label: Localized,
        #[serde(default)] clause: Vec<S>,
        days: Vec<String>,
        from: String,
        until: String,
        holidays: tatefuda_calendar::HolidayRule,
        #[serde(default)] closed: Vec<String>,
        closed_param: Option<S>,
        open_param: Option<S>,
        minutes: Option<Vec<i8>>,
    }
    /// `[[actor_kind]]`
    ActorKind { id: S, label: Localized, #[serde(default)] clause: Vec<S>, #[serde(default)] needs: Vec<S> }
    /// `[[board]]`
    Board { id: S, label: Localized, #[serde(default)] clause: Vec<S>, secretary: Vec<S>, record: S }
    /// `[[read_as]]`
    ReadAs {
        id: S,
        of: Vec<S>,
        r#where: Option<Guards>,
        replace: std::collections::BTreeMap<String, S>,
        clause: Vec<S>,
    }
    /// `[[ground]]`
    Ground { id: S, label: Localized, clause: Vec<S>, #[serde(default)] reason: bool }
    /// `[[transition]]`
    Transition {
        id: S,
        #[serde(default)] of: Vec<S>,
        of_tag: Option<S>,
        clause: Vec<S>,
        r#where: Option<Guards>,
        applies: Option<S>,
        until: Option<S>,
        until_param: Option<S>,
        #[serde(default)] message: Localized,
    }
    /// `[[procedure]]`
    Procedure {
        id: S,
        label: Localized,
        clause: Vec<S>,
        subject: ProcedureSubject,
        r#where: Option<Guards>,
        applies: Option<S>,
        from: Option<S>,
        until: Option<S>,
        #[serde(default)] opened_by: Vec<S>,
        ends_in: Option<S>,
        #[serde(default)] on: Vec<S>,
        #[serde(default)] message: Localized,
        steps: Vec<ProcedureStep>,
    }
    /// `[[procedure.steps]]`
    ProcedureStep {
        id: S,
        label: Localized,
        #[serde(default)] clause: Vec<S>,
        #[serde(default)] owner: Vec<S>,
        #[serde(default)] after: Vec<S>,
        record: Option<S>,
        decision: Option<S>,
        decision_of: Option<S>,
        document: Option<S>,
        act: Option<S>,
        #[serde(default)] acks: Vec<S>,
        together: Option<raw_base::Together>,
        within: Option<TextOrParam>,
        #[serde(default)] optional: bool,
        #[serde(default)] alert: Vec<S>,
        #[serde(default)] message: Localized,
    }
    /// `[[duty]]`
    Duty {
        id: S,
        label: Localized,
        clause: Vec<S>,
        #[serde(default)] strength: Strength,
        r#where: Option<Guards>,
        applies: Option<S>,
        from: Option<S>,
        until: Option<S>,
        subject: ProcedureSubject,
        owner: Vec<S>,
        every: Option<TextOrParam>,
        days: Option<TextOrParam>,
        #[serde(default)] on: Vec<S>,
        within: Option<TextOrParam>,
        #[serde(default)] no_limit: bool,
        answer: Option<S>,
        #[serde(default)] answers: Vec<String>,
        met_by: Option<S>,
        missed: Option<Consequence>,
        #[serde(default)] outcomes: std::collections::BTreeMap<String, Consequence>,
        #[serde(default)] blocks: Vec<S>,
        document: Option<S>,
        #[serde(default)] message: Localized,
    }
    /// `missed`, `outcomes.<answer>`
    Consequence { opens: Option<S>, #[serde(default)] alert: Vec<S> }
    /// `[[clock]]`
    Clock {
        id: S,
        #[serde(default)] clause: Vec<S>,
        since: S,
        r#else: Option<S>,
    }
    /// `[[count]]`
    Count { id: S, #[serde(default)] clause: Vec<S>, of: S, within: TextOrParam }
    /// `[[baseline]]`
    Baseline {
        id: S,
        #[serde(default)] clause: Vec<S>,
        record: S,
        field: S,
        at_event: S,
        tolerance: TextOrParam,
        fresh: Option<TextOrParam>,
    }
    /// `[[monitor]]`
    Monitor {
        id: S,
        label: Localized,
        clause: Vec<S>,
        r#where: Option<Guards>,
        from: Option<S>,
        until: Option<S>,
        due: Option<Due>,
        fires: S,
        warns: Option<S>,
        opens: Option<S>,
        #[serde(default)] alert: Vec<S>,
        #[serde(default)] message: Localized,
    }
    /// `due` of a monitor
    Due { since: S, r#else: Option<S>, after: TextOrParam }
    /// `[[document]]`
    Document {
        id: S,
        label: Localized,
        clause: Vec<S>,
        kind: DocumentKind,
        #[serde(default)] scope: DocumentScope,
        #[serde(default)] derived: bool,
        record: Option<S>,
        verify: Option<S>,
        parts: Vec<Part>,
    }
    /// `[[document.parts]]`
    Part {
        id: S,
        label: Localized,
        #[serde(default)] clause: Vec<S>,
        #[serde(default = "super::raw_base::yes")] required: bool,
        ja: Option<String>,
        en: Option<String>,
        field: Option<S>,
        fact: Option<S>,
        param: Option<S>,
        #[serde(default)] clauses: Vec<S>,
        #[serde(default)] grounds: bool,
    }
    /// `sub_rules` of the head
    SubRules { clause: Vec<S>, record: S }
    /// `rank` of a role
    Rank { scheme: S, at_least: String }
    /// `validity` of a record kind
    Validity { from: Option<S>, until: Option<S> }
}

/// What `class` of a clause may hold, and what schemes are for: re-exported so that the shape stands in one file.
pub type Class = Vec<ClauseClass>;
/// As [`SchemeUse`].
pub type Use = SchemeUse;
