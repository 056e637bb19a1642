//! Rules, exceptions, powers, silence, standing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tatefuda_calendar::Period;
use tatefuda_domain::{Action, Localized};

use super::{Or, Place, RoleRef};
use crate::{
    expr::Condition,
    terms::{Clauses, Id, Strength},
};

/// Typed conditions that cannot fail but for an absent field. An empty list admits everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guards {
    /// Account classes.
    pub class: Vec<String>,
    pub service: Vec<String>,
    /// Modes in force.
    pub mode: Vec<String>,
    /// Categories.
    pub category: Vec<String>,
    /// Kinds of actor.
    pub actor: Vec<String>,
    /// Account states.
    pub state: Vec<String>,
    /// Record kinds (`record.give`).
    pub record: Vec<String>,
    /// Steps (`post.step`).
    pub step: Vec<String>,
    /// Findings in the text, any of which makes the rule live.
    pub finding: Vec<String>,
    /// Duties (`duty.answer`).
    pub duty: Vec<String>,
    /// Roles, one of which the actor must hold.
    pub role: Vec<RoleRef>,
    /// First day on which the item is in force.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Parameter that holds the last day (transition).
    pub until_param: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id, unique in the pack.
    pub id: Id,
    pub clauses: Clauses,
    pub strength: Strength,
    /// The acts it speaks of.
    pub on: Vec<Action>,
    /// Typed conditions.
    pub guards: Guards,
    /// When it applies; absent: always.
    pub applies: Option<Condition>,
    /// What must hold.
    pub kept: Kept,
    /// What would cure it.
    pub remedies: Vec<RemedySpec>,
    /// Who may grant an exception record (strength `principle`).
    pub exception: Option<ExceptionGrant>,
    /// Tags by which exceptions reach it.
    pub tags: Vec<String>,
    /// What is said where it is not kept.
    pub message: Localized,
    /// It says whom the document covers: who is not, does not offend against it; no document of the body governs the act.
    pub covers: bool,
    /// House only: a pack may lift it.
    pub liftable: bool,
    pub place: Place,
}

/// What a rule demands.
#[derive(Debug, Clone)]
pub enum Kept {
    Condition(Box<Condition>),
    /// Never: a ban.
    Never,
    /// A record of the kind in scope.
    Record(String),
    /// A yes or no of the kind in scope (strength `as-needed`).
    Decision(String),
    /// Nothing (strength `information`).
    Always,
    /// A check that the engine does itself; house only.
    Builtin(Builtin),
}

/// Checks of the engine that the house pack cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Builtin {
    /// Exactly one document of the body governs the service at that time.
    Governing,
    /// The capacity holds a role that the regulation admits for the act.
    Standing,
    /// Nobody gives a step on their own content.
    FourEyes,
    /// Steps are given in their order.
    Order,
    /// Acts that need a power have one.
    Power,
    /// The named record kind or step exists.
    Known,
    /// Values that the text requires are set.
    RequiredSettings,
    /// Actors other than staff are of a kind that the text admits.
    ActorKind,
    /// Nobody stopped all sending of the body.
    Stopped,
    /// The database is known to be the true one.
    Copied,
    /// Whoever acts for a holder keeps within the limits of the body's own rules, and does not confirm their own act.
    Acting,
}

/// What would cure a rule that is not kept.
#[derive(Debug, Clone)]
pub enum RemedySpec {
    /// Choose a field.
    Choose(String),
    /// Give a record.
    Record(String),
    /// Set a parameter.
    Parameter(String),
    /// Appoint somebody to a role.
    Appoint(RoleRef),
    /// Choose another time, inside a calendar's hours where one is named.
    ChangeTime(Localized, Option<String>),
    /// Open a procedure.
    Procedure(String),
    /// Do a step of a procedure.
    Step(String, String),
    ReplaceMedium(Localized),
    /// Ask people.
    Ask(Vec<RoleRef>, Localized),
}

/// Who may grant an exception from a principle.
#[derive(Debug, Clone)]
pub struct ExceptionGrant {
    /// The roles; empty: positions named by the setting `exception:<rule>`.
    pub by: Vec<RoleRef>,
    /// The record kind; `house:exception` unless the pack says otherwise.
    pub record: String,
}

/// A written proviso (ただし).
#[derive(Debug, Clone)]
pub struct Exception {
    pub id: Id,
    /// Rules and exceptions from which it excepts, by id.
    pub of: Vec<String>,
    /// Rules from which it excepts, by tag.
    pub of_tag: Option<String>,
    pub clauses: Clauses,
    /// Typed conditions.
    pub guards: Guards,
    /// When it applies; absent: always.
    pub applies: Option<Condition>,
    /// Records that it needs, all of them.
    pub needs: Vec<String>,
    pub message: Localized,
    pub place: Place,
}

/// A power (できる).
#[derive(Debug, Clone)]
pub struct Power {
    pub id: Id,
    pub clauses: Clauses,
    /// The acts it grants.
    pub grants: Vec<Action>,
    /// Who has it.
    pub by: Vec<RoleRef>,
    /// Typed conditions.
    pub guards: Guards,
    /// When it applies; absent: always.
    pub applies: Option<Condition>,
    /// Records that it needs, all of them.
    pub needs: Vec<String>,
    pub message: Localized,
    pub place: Place,
}

/// The text says nothing, and that is known (規程に定めなし).
#[derive(Debug, Clone)]
pub struct Silence {
    pub id: Id,
    /// The acts it speaks of.
    pub on: Vec<Action>,
    /// Typed conditions.
    pub guards: Guards,
    /// The nearest clauses.
    pub clauses: Clauses,
    pub message: Localized,
    pub place: Place,
}

/// Who may do an act at all.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its id; may be empty.
    pub id: String,
    /// When it speaks.
    pub guards: Guards,
    pub on: Vec<Action>,
    /// The roles; any will do.
    pub by: Vec<RoleRef>,
    pub clauses: Clauses,
    pub place: Place,
}

impl Standing {
    /// Its id, or its first act.
    pub fn name(&self) -> &str {
        let first = || self.on.first().map_or("", |action| action.as_str());
        if self.id.is_empty() { first() } else { &self.id }
    }
}

/// A house rule that the pack lifts.
#[derive(Debug, Clone)]
pub struct Lift {
    /// Id of the house rule.
    pub rule: String,
    /// The clauses that do so.
    pub clauses: Clauses,
    /// Only for content that somebody else took over as an author too, and only while this parameter (type bool) says so.
    pub adopted: Option<String>,
    pub place: Place,
}

/// A mode (災害時体制 …): it lives from its recorded start to its recorded end.
#[derive(Debug, Clone)]
pub struct Mode {
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    /// The kind of record that starts it.
    pub start: Option<String>,
    /// The kind of record that ends it.
    pub end: Option<String>,
    /// The longest it lives.
    pub longest: Option<Or<Period>>,
    pub place: Place,
}
