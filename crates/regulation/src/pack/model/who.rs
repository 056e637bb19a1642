//! Who: roles, kinds of actor, boards, read-as.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;

use super::{Guards, Place, RoleRef};
use crate::terms::Clauses;

/// A role (not a person).
#[derive(Debug, Clone)]
pub struct Role {
    pub id: String,
    /// Its name in the text.
    pub label: Localized,
    /// The clauses that name it.
    pub clauses: Clauses,
    /// How its holders are found.
    pub bound: Binding,
    /// Whether deputies act in place of a holder who is away or wrote the content.
    pub deputies: Deputies,
    /// Which position the text names, in words, for the settings screen.
    pub hint: Localized,
    /// Only holders of these sections.
    pub within: Option<Within>,
    /// Only holders who also hold these roles.
    pub also: Vec<RoleRef>,
    /// Only holders of at least this rank: scheme and level.
    pub rank: Option<(String, String)>,
    /// Only holders in these branches of the body.
    pub branch: Vec<String>,
    /// Only these kinds of actor; empty: any.
    pub kinds: Vec<String>,
    /// Record kinds (scope person) that must count for a holder.
    pub records: Vec<String>,
    /// How many holders there must be.
    pub min: Option<u32>,
    /// How many there may be.
    pub max: Option<u32>,
    /// How co-holders act.
    pub together: Option<Together>,
    pub place: Place,
}

/// Whether deputies act in a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deputies {
    /// The text says so.
    Said(bool),
    /// The text is silent, and this parameter (type bool) holds what the body's own rules say. Unset: they do not.
    Param(String),
    /// The text is silent, and the setting `deputies:<role>` holds what the body's own rules on acting decisions say, one of
    /// the words of [`Acting`]. Unset: they do not.
    Silent,
}

/// What a body's own rules on acting decisions (事務決裁規程, 代決) say of a role about whose deputies its text is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acting {
    /// Nobody acts for the holder.
    No,
    /// Whoever is appointed as deputy, whatever it is about.
    Yes,
    /// Only what cannot wait until the holder is back.
    Urgent,
    /// Only what is neither unusual nor important.
    Ordinary,
    /// Only what cannot wait and is neither unusual nor important.
    UrgentOrdinary,
}

impl Acting {
    /// Every value, as screens offer them.
    pub const ALL: [Self; 5] = [Self::No, Self::Yes, Self::Urgent, Self::Ordinary, Self::UrgentOrdinary];

    /// The word by which settings name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Yes => "yes",
            Self::Urgent => "urgent",
            Self::Ordinary => "ordinary",
            Self::UrgentOrdinary => "urgent-ordinary",
        }
    }

    /// Reads the word of a setting; `None`: it is none.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text.trim())
    }

    /// A deputy states that it cannot wait.
    pub const fn only_urgent(self) -> bool {
        matches!(self, Self::Urgent | Self::UrgentOrdinary)
    }

    /// A deputy states that it is neither unusual nor important.
    pub const fn only_ordinary(self) -> bool {
        matches!(self, Self::Ordinary | Self::UrgentOrdinary)
    }
}

impl Role {
    /// Whether the body's own rules say who acts for its holders: the text is silent, and the holders are found by position or
    /// appointment. What binds to the person whom a paper names binds to nobody else.
    pub fn leaves_deputies(&self) -> bool {
        self.deputies == Deputies::Silent && matches!(self.bound, Binding::Position | Binding::Record(_))
    }
}

/// How the holders of a role are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// Holders of the positions that the setting `role:<id>` names.
    Position,
    /// Persons appointed by valid records of a kind.
    Record(String),
    /// The persons whom a field of valid records of a kind on the account names.
    RecordField {
        kind: String,
        /// Its field of type person.
        field: String,
    },
    /// Holders of the position that a table gives for a fact.
    Table {
        /// The parameter of type table.
        param: String,
        /// The fact looked up in it.
        key: String,
    },
    /// Everybody with a running appointment.
    Staff,
    /// Those who wrote the content.
    Author,
    /// Staff who neither wrote the content nor scheduled its send.
    Another,
    /// Those who may give a step of the applicable chain.
    StepHolder,
    /// Those who may grant the exception that the record is about.
    ExceptionGranter,
    /// Actors of a kind (`machine`).
    ActorKind(String),
}

/// Which sections the holders of a role must belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// Sections that own the account.
    Owner,
    /// Sections of the authors of the content.
    Author,
    /// Sections of the person whom the record about to be given names.
    Subject,
    /// Sections that do not own the account.
    #[serde(rename = "not-owner")]
    NotOwner,
}

/// How several holders of one role act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// Any one of them.
    Any,
    /// All of them.
    All,
    /// So many of them.
    Count(u32),
}

/// A kind of actor that the text admits beside regular staff.
#[derive(Debug, Clone)]
pub struct ActorKind {
    /// Its id: `contractor`, `citizen-reporter`.
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    /// Record kinds (scope person) that must count while such an actor acts.
    pub needs: Vec<String>,
    pub place: Place,
}

/// A body that decides at meetings.
#[derive(Debug, Clone)]
pub struct Board {
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    /// Who records its decisions.
    pub secretary: Vec<RoleRef>,
    /// The kind of record that holds a decision.
    pub record: String,
    pub place: Place,
}

/// 読替え: named items are read with other roles under guards.
#[derive(Debug, Clone)]
pub struct ReadAs {
    pub id: String,
    /// The items.
    pub of: Vec<String>,
    /// When.
    pub guards: Guards,
    /// The role read instead, by the id of the role that is written.
    pub replace: BTreeMap<String, RoleRef>,
    /// Its clauses, cited beside those of the item.
    pub clauses: Clauses,
    pub place: Place,
}
