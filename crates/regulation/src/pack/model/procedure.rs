//! Procedures: steps that are taken in their order.

use serde::{Deserialize, Serialize};
use tatefuda_calendar::Period;
use tatefuda_domain::{Action, Localized};

use super::{Event, Guards, Or, Place, RoleRef, Together};
use crate::{
    expr::Condition,
    terms::{Clauses, Id},
};

/// What procedures and duties are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProcedureSubject {
    Account,
    Post,
    Person,
    Incident,
    /// A comment of somebody else.
    Comment,
    /// The body itself.
    Body,
}

impl ProcedureSubject {
    /// The word in packs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Post => "post",
            Self::Person => "person",
            Self::Incident => "incident",
            Self::Comment => "comment",
            Self::Body => "body",
        }
    }
}

/// Ordered steps with owners.
#[derive(Debug, Clone)]
pub struct Procedure {
    pub id: Id,
    pub label: Localized,
    pub clauses: Clauses,
    /// What it is about.
    pub subject: ProcedureSubject,
    /// When it applies.
    pub guards: Guards,
    /// When it applies, as a condition; absent: always.
    pub applies: Option<Condition>,
    /// Who opens it; empty: it opens only by itself.
    pub opened_by: Vec<RoleRef>,
    /// The state in which it leaves an account.
    pub ends_in: Option<String>,
    /// Events that open it.
    pub on: Vec<Event>,
    pub message: Localized,
    pub steps: Vec<ProcedureStep>,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub struct ProcedureStep {
    pub id: String,
    /// The pack's word.
    pub label: Localized,
    /// Its own clauses; empty: those of the procedure.
    pub clauses: Clauses,
    /// Who does it; several roles are alternatives. With a board, its secretary.
    pub owner: Vec<RoleRef>,
    /// Steps that come before it.
    pub after: Vec<String>,
    /// A record of this kind must count.
    pub record: Option<String>,
    /// A yes or no of this kind must count.
    pub decision: Option<String>,
    /// The board that decides it.
    pub decision_of: Option<String>,
    /// This document must be complete.
    pub document: Option<String>,
    /// The act that this step is; it cannot be done before the steps before it.
    pub act: Option<Action>,
    /// Each of these roles must do the step.
    pub acks: Vec<RoleRef>,
    /// How many of those whose step it is do it; absent: as their role says, else one.
    pub together: Option<Together>,
    /// How long it may take from the step before it.
    pub within: Option<Or<Period>>,
    /// The procedure may end without it.
    pub optional: bool,
    /// Who is told when it is late.
    pub alert: Vec<RoleRef>,
    pub message: Localized,
}
