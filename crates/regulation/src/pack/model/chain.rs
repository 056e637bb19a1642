//! The steps that a post takes.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, Localized, post::Means};

use super::{Guards, Place, RoleRef, Together};
use crate::{
    expr::Condition,
    terms::{Clauses, Id, Strength},
};

/// A chain of steps before an act.
#[derive(Debug, Clone)]
pub struct Chain {
    pub id: Id,
    pub label: Localized,
    pub clauses: Clauses,
    pub strength: Strength,
    /// The acts that need it.
    pub before: Vec<Action>,
    /// When it applies.
    pub guards: Guards,
    /// When it applies, as a condition; absent: always.
    pub applies: Option<Condition>,
    /// Chains that it replaces where both apply.
    pub replaces: Vec<String>,
    /// Its steps in order; none: nothing is needed.
    pub steps: Vec<ChainStep>,
    /// In words; empty: made from the step's label.
    pub message: Localized,
    pub place: Place,
}

impl Chain {
    /// Whether it replaces another chain where both apply.
    pub fn replaces(&self, other: &Chain) -> bool {
        self.replaces.iter().any(|id| *id == other.id)
    }
}

#[derive(Debug, Clone)]
pub struct ChainStep {
    pub id: String,
    /// The pack's word: 確認, 承認, 校了.
    pub label: Localized,
    /// What kind of act it is.
    pub kind: StepKind,
    /// Who may give it; several roles are alternatives.
    pub by: Vec<RoleRef>,
    /// Steps that come before it.
    pub after: Vec<String>,
    /// Its own clauses; empty: those of the chain.
    pub clauses: Clauses,
    /// Who may not give it although their role could.
    pub exclude: Vec<Exclusion>,
    /// How many of several holders must give it; absent: as their role says, else one.
    pub together: Option<Together>,
    /// The board that decides it.
    pub decision_of: Option<String>,
    /// The means by which it may be given; empty: any.
    pub means: Vec<Means>,
}

/// Somebody who may not give a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exclusion {
    /// Who wrote the content, also where the house's four eyes are lifted.
    Author,
    /// Who gave another step.
    Step(String),
    /// Who holds a role.
    Role(RoleRef),
}

/// Kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// 依頼.
    Request,
    /// 確認.
    Check,
    /// 承認, 決裁.
    Approve,
    /// 合議.
    Concur,
    /// 校正, 校了.
    Proof,
    /// 受付.
    Receive,
    /// 供覧: shown to these people, blocks nothing.
    Circulate,
}
