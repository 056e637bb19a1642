//! Cases: which procedures run on the thing asked about, and which of their steps are done.

use jiff::Timestamp;

use super::{cx::Cx, question::Question, quorum, readas, time};
use crate::{
    facts::ProcedureFact,
    pack::{Procedure, ProcedureStep, RoleRef},
};

/// The running instance of a procedure on the thing that the question is about.
pub fn running<'q>(question: &Question<'q>, id: &str) -> Option<&'q ProcedureFact> {
    // What ended later still ran at the time asked about.
    let open = instances(question, id).filter(|one| one.closed_at.is_none_or(|closed| question.at < closed));
    open.max_by_key(|one| (one.opened_at, &one.id))
}

/// The instance that runs on the thing that the question is about, else the newest that ended.
pub fn newest<'q>(question: &Question<'q>, id: &str) -> Option<&'q ProcedureFact> {
    running(question, id).or_else(|| instances(question, id).max_by_key(|one| (one.opened_at, &one.id)))
}

fn instances<'q>(question: &Question<'q>, id: &str) -> impl Iterator<Item = &'q ProcedureFact> {
    question.facts.procedures.iter().filter(move |one| {
        one.procedure == id
            && one.opened_at <= question.at
            && (time::concerns(question, one.subject.as_deref())
                || question.facts.subject.as_ref().is_some_and(|subject| subject.id == one.id))
    })
}

/// When a step (`procedure/step`) of the newest instance was done; with several acknowledging roles, the last of them.
pub fn done_at(cx: Cx<'_, '_>, id: &str) -> Option<Timestamp> {
    let (procedure, step) = id.split_once('/')?;
    let declared = cx.procedure(procedure)?;
    let instance = instances(cx.question, procedure).max_by_key(|one| (one.opened_at, &one.id))?;
    let known = declared.steps.iter().find(|known| known.id == step)?;
    let past = instance.steps.iter().filter(|done| done.step == step && done.at <= cx.question.at);
    past.map(|done| done.at).max().filter(|_| cx.is_done(declared, instance, known))
}

/// Whether a layer has the step of a procedure that the question names.
pub fn is_known(cx: Cx<'_, '_>) -> bool {
    let procedures = cx.below().flat_map(|state| &state.pack.procedures);
    procedures
        .filter(|known| Some(known.id.as_str()) == cx.question.procedure.as_deref())
        .any(|known| known.steps.iter().any(|step| Some(&step.id) == cx.question.step.as_ref()))
}

impl Cx<'_, '_> {
    /// Who does a step.
    pub fn owners(&self, procedure: &Procedure, step: &ProcedureStep) -> Vec<RoleRef> {
        let mut owners: Vec<RoleRef> = readas::roles(*self, &procedure.id, &step.owner).into_owned();
        owners.extend(readas::roles(*self, &procedure.id, &step.acks).iter().cloned());
        if let Some(board) = step.decision_of.as_deref().and_then(|id| self.board(id)) {
            owners.extend(board.secretary.iter().cloned());
        }
        owners
    }

    /// Whether a step of an instance is done: by one, by somebody of each role that acknowledges, or by as many as the text
    /// wants together.
    pub fn is_done(&self, procedure: &Procedure, instance: &ProcedureFact, step: &ProcedureStep) -> bool {
        let parts = quorum::parts(*self, instance, step);
        // What nobody did is open, whoever it takes.
        !parts.is_empty() && quorum::missing(*self, procedure, step, &parts).is_none_or(|missing| missing.more == 0)
    }
}
