//! Procedures: which run, which steps are done, what stands in the way.

use jiff::Timestamp;
use smol_str::format_smolstr;
use tatefuda_domain::{Action, Localized};

use super::{
    document,
    help::{Cx, Source},
    readas, records, roles,
    rule::{self, Verdict},
    time, words,
};
use crate::{
    answer::{Clauses, Id, NeedGroup, Outcome, People, Remedy, Strength},
    facts::{ProcedureFact, Question, RecordFact},
    pack::{Board, Procedure, ProcedureStep, ProcedureSubject, RoleRef},
};

/// The running instance of a procedure on the thing that the question is about.
pub fn running<'q>(question: &Question<'q>, id: &str) -> Option<&'q ProcedureFact> {
    // What ended later still ran at the time asked about.
    let open = instances(question, id).filter(|one| one.closed_at.is_none_or(|closed| question.at < closed));
    open.max_by_key(|one| (one.opened_at, &one.id))
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

impl Cx<'_, '_> {
    /// A board of this layer.
    pub fn board(&self, id: &str) -> Option<&Board> {
        self.regulation.layers[self.layer].pack.boards.iter().find(|board| board.id == id)
    }

    fn procedure(&self, id: &str) -> Option<&Procedure> {
        self.regulation.layers[self.layer].pack.procedures.iter().find(|procedure| procedure.id == id)
    }

    /// Who does a step.
    pub fn owners(&self, procedure: &Procedure, step: &ProcedureStep) -> Vec<RoleRef> {
        let mut owners: Vec<RoleRef> = readas::roles(*self, &procedure.id, &step.owner).into_owned();
        owners.extend(readas::roles(*self, &procedure.id, &step.acks).iter().cloned());
        if let Some(board) = step.decision_of.as_deref().and_then(|id| self.board(id)) {
            owners.extend(board.secretary.iter().cloned());
        }
        owners
    }

    /// Whether a step of an instance is done: with several acknowledging roles, by somebody of each.
    pub fn is_done(&self, procedure: &Procedure, instance: &ProcedureFact, step: &ProcedureStep) -> bool {
        let mut done = instance.steps.iter().filter(|done| done.step == step.id && done.at <= self.question.at);
        if step.acks.is_empty() {
            return done.next().is_some();
        }
        let done: Vec<_> = done.collect();
        readas::roles(*self, &procedure.id, &step.acks).iter().all(|role| {
            done.iter().any(|fact| {
                let who = (fact.person.as_str(), fact.capacity.as_str());
                roles::holds(self.regulation, self.question, self.layer, role, who, fact.at) == Ok(true)
            })
        })
    }

    /// Do a step of a procedure; where nobody may, somebody has to be appointed.
    pub fn do_step(&self, procedure: &str, step: &str) -> Remedy {
        let found = self.procedure(procedure).and_then(|p| Some((p, p.steps.iter().find(|known| known.id == step)?)));
        let Some((procedure, step)) = found else {
            return Remedy::AskHuman { who: People::default(), label: words::unknown_step(step) };
        };
        let instance = running(self.question, &procedure.id);
        let waits = |id: &&String| {
            let Some(before) = procedure.steps.iter().find(|known| known.id == **id) else { return false };
            instance.is_none_or(|instance| !self.is_done(procedure, instance, before))
        };
        let mut owners = self.owners(procedure, step);
        // Of roles that each acknowledge, those who have not yet.
        if !step.acks.is_empty()
            && let Some(instance) = instance
        {
            owners.retain(|role| {
                !instance.steps.iter().any(|fact| {
                    let who = (fact.person.as_str(), fact.capacity.as_str());
                    fact.step == step.id
                        && roles::holds(self.regulation, self.question, self.layer, role, who, fact.at) == Ok(true)
                })
            });
        }
        let who = self.people(&owners);
        if let [only] = &*who
            && only.holders.is_empty()
        {
            return Remedy::Appoint { role: only.role.clone(), label: only.label.clone() };
        }
        Remedy::DoStep {
            procedure: procedure.id.to_string(),
            step: step.id.clone(),
            label: step.label.clone(),
            who,
            after: step.after.iter().filter(waits).cloned().collect(),
        }
    }

    /// Open a procedure.
    pub fn open_procedure(&self, id: &str) -> Remedy {
        match self.procedure(id) {
            // What only a record opens is opened by giving it.
            Some(procedure)
                if procedure.opened_by.is_empty()
                    && procedure.on.iter().any(|event| event.0.starts_with("record:")) =>
            {
                let kinds = procedure.on.iter().filter_map(|event| event.0.strip_prefix("record:"));
                kinds.take(1).map(|kind| self.give(kind, &procedure.id, None)).collect::<Vec<_>>().remove(0)
            }
            Some(procedure) => Remedy::OpenProcedure {
                procedure: procedure.id.to_string(),
                label: procedure.label.clone(),
                who: self.people(&readas::roles(*self, &procedure.id, &procedure.opened_by)),
            },
            None => Remedy::AskHuman { who: People::default(), label: Localized::new(id, id) },
        }
    }
}

/// What procedures say of the question: of a step that is about to be done, of an act that is a step, of the end of
/// an incident.
pub fn judge(cx: Cx<'_, '_>) -> Vec<Verdict> {
    let pack = &cx.regulation.layers[cx.layer].pack;
    match cx.question.action {
        Action::StepDo => {
            let Some(procedure) = cx.question.procedure.as_deref().and_then(|id| cx.procedure(id)) else {
                return vec![];
            };
            if cx.question.step.is_none() {
                return vec![judge_opening(cx, procedure)];
            }
            let Some(step) = procedure.steps.iter().find(|step| Some(&step.id) == cx.question.step.as_ref()) else {
                return vec![];
            };
            judge_step(cx, procedure, step)
        }
        Action::IncidentClose => {
            let cases = pack.procedures.iter().filter(|procedure| procedure.subject == ProcedureSubject::Incident);
            let running: Vec<_> =
                cases.filter_map(|procedure| Some((procedure, running(cx.question, &procedure.id)?))).collect();
            let own = |procedure: &Procedure| procedure.steps.iter().any(|step| step.act == Some(cx.question.action));
            // Where another case runs that has no such step, that one need not be opened.
            let mut verdicts = if running.is_empty() || running.iter().any(|(procedure, _)| own(procedure)) {
                judge_act(cx, cx.question.action)
            } else {
                vec![]
            };
            for (procedure, instance) in running {
                let known: Vec<String> =
                    verdicts.iter().flat_map(Verdict::groups).map(|group| group.id.clone()).collect();
                let end = judge_end(cx, procedure, instance);
                verdicts.extend(end.into_iter().filter(|one| !one.groups().iter().any(|g| known.contains(&g.id))));
            }
            verdicts
        }
        action => judge_act(cx, action),
    }
}

/// Opening a procedure: by those whom it names, once at a time, where it applies.
fn judge_opening(cx: Cx<'_, '_>, procedure: &Procedure) -> Verdict {
    let source = Source {
        id: &procedure.id,
        clauses: &procedure.clauses,
        strength: Strength::Duty,
        message: &procedure.message,
    };
    let refused = |message: Localized, who: People| {
        Verdict::refused(cx, source, cx.refusal(source, Outcome::Broken, message, who, vec![]))
    };
    match rule::applies(cx, &procedure.guards, procedure.applies.as_ref()) {
        Ok(true) => {}
        Ok(false) => return refused(words::procedure_elsewhere(&procedure.label), People::default()),
        Err(halt) => {
            let message = words::fault(&halt, &procedure.label);
            let line = cx.refusal(source, Outcome::Fault, message, People::default(), vec![cx.cure(&halt)]);
            return Verdict::refused(cx, source, line).detail(halt.detail());
        }
    }
    if let Some(instance) = running(cx.question, &procedure.id) {
        return refused(words::procedure_runs(&procedure.label), People::default()).detail(&instance.id);
    }
    let openers = readas::roles(cx, &procedure.id, &procedure.opened_by).into_owned();
    let refs: Vec<(usize, RoleRef)> = openers.iter().map(|role| (cx.layer, role.clone())).collect();
    match roles::actor_holds(cx.regulation, cx.question, &refs) {
        Ok(true) => Verdict::permitted(cx, source, Outcome::Kept),
        Ok(false) => {
            let who = cx.people(&openers);
            let labels: Vec<Localized> = who.iter().map(|who| who.label.clone()).collect();
            refused(words::step_of(&procedure.label, &labels), who)
        }
        Err(key) => rule::unset(cx, source, &key.0, vec![]),
    }
}

/// The act of a step is done in its procedure or not at all; several procedures with the same act are alternatives.
fn judge_act(cx: Cx<'_, '_>, action: Action) -> Vec<Verdict> {
    let pack = &cx.regulation.layers[cx.layer].pack;
    let subject = cx.question.facts.subject.as_ref().map(|subject| subject.kind.as_str());
    let (mut closed, mut open) = (vec![], vec![]);
    for procedure in &pack.procedures {
        let cx = Cx { item: &procedure.id, ..cx };
        let Some(step) = acting(cx, procedure, action) else { continue };
        if subject.is_some_and(|kind| kind != procedure.subject.as_str()) {
            continue;
        }
        if !rule::applies(cx, &procedure.guards, procedure.applies.as_ref()).unwrap_or(true) {
            continue;
        }
        if running(cx.question, &procedure.id).is_some() {
            open.push(judge_step(cx, procedure, step));
        } else {
            closed.push((procedure, step));
        }
    }
    // Of several that run the one that comes nearest to letting it happen decides.
    let strictest = |verdicts: &Vec<Verdict>| verdicts.iter().map(|verdict| verdict.line.decision).max();
    if let Some(nearest) = open.into_iter().min_by_key(strictest) {
        return nearest;
    }
    let Some((procedure, step)) = closed.first() else { return vec![] };
    let id = full_id(procedure, step);
    let source = source(&id, procedure, step);
    let message = words::procedure_first(&procedure.label, &step.label);
    let alternatives = closed.iter().map(|(procedure, _)| cx.open_procedure(&procedure.id)).collect();
    let mut group = rule::group(cx, source, message, alternatives);
    group.rule.clone_from(&procedure.id);
    vec![Verdict::needs(cx, source, Outcome::Open, group)]
}

/// The step of a procedure that an act is; where it comes more than once, the first that is not done.
fn acting<'r>(cx: Cx<'_, '_>, procedure: &'r Procedure, action: Action) -> Option<&'r ProcedureStep> {
    let instance = running(cx.question, &procedure.id);
    let mut steps = procedure.steps.iter().filter(|step| step.act == Some(action));
    let first = steps.clone().next();
    steps.find(|step| instance.is_none_or(|instance| !cx.is_done(procedure, instance, step))).or(first)
}

/// A step as answers name it.
fn full_id(procedure: &Procedure, step: &ProcedureStep) -> Id {
    format_smolstr!("{}/{}", procedure.id, step.id)
}

fn source<'s>(id: &'s Id, procedure: &'s Procedure, step: &'s ProcedureStep) -> Source<'s> {
    let clauses = if step.clauses.is_empty() { &procedure.clauses } else { &step.clauses };
    let message = if step.message.ja.is_empty() { &procedure.message } else { &step.message };
    Source { id, clauses, strength: Strength::Duty, message }
}

/// A step: its procedure runs, it is the turn of this step and of this person, and what it needs is there.
fn judge_step(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep) -> Vec<Verdict> {
    let id = full_id(procedure, step);
    let own = source(&id, procedure, step);
    let Some(instance) = running(cx.question, &procedure.id) else {
        let message = words::procedure_first(&procedure.label, &step.label);
        let group = rule::group(cx, own, message, vec![cx.open_procedure(&procedure.id)]);
        return vec![Verdict::needs(cx, own, Outcome::Open, group)];
    };
    let mut verdicts = vec![];
    let owners: Vec<(usize, RoleRef)> = cx.owners(procedure, step).into_iter().map(|role| (cx.layer, role)).collect();
    match roles::actor_holds(cx.regulation, cx.question, &owners) {
        Ok(true) => {}
        Ok(false) => {
            let refs: Vec<RoleRef> = owners.into_iter().map(|(_, role)| role).collect();
            let who = cx.people(&refs);
            let labels: Vec<Localized> = who.iter().map(|who| who.label.clone()).collect();
            let message = words::step_of(&step.label, &labels);
            let remedies = who
                .iter()
                .filter(|who| who.holders.is_empty())
                .map(|who| Remedy::Appoint { role: who.role.clone(), label: who.label.clone() })
                .collect();
            let line = cx.refusal(own, Outcome::Broken, message, who, remedies);
            verdicts.push(Verdict::refused(cx, own, line));
        }
        Err(key) => verdicts.push(rule::unset(cx, own, &key.0, vec![])),
    }
    for before in step.after.iter().filter_map(|id| procedure.steps.iter().find(|step| step.id == *id)) {
        if !cx.is_done(procedure, instance, before) {
            verdicts.push(open(cx, procedure, before, own));
        }
    }
    for group in lacking(cx, procedure, step, instance.opened_at) {
        let also = group.clauses.clone();
        let mut verdict = Verdict::needs(cx, own, Outcome::Open, group);
        verdict.cite_also(also);
        verdicts.push(verdict);
    }
    if verdicts.is_empty() {
        let mut verdict = Verdict::permitted(cx, own, Outcome::Kept).detail(&instance.id);
        verdict.rely(relied(cx, procedure, step, instance.opened_at));
        verdict.cite_also(readas::cited(cx, &procedure.id));
        verdicts.push(verdict);
    }
    verdicts
}

/// A step that has to be done first; both its clauses and those of the step that waits are cited.
fn open(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep, waiting: Source<'_>) -> Verdict {
    let id = full_id(procedure, step);
    let first = source(&id, procedure, step);
    let new = first.clauses.iter().filter(|clause| !waiting.clauses.contains(clause));
    let clauses: Clauses = waiting.clauses.iter().chain(new).cloned().collect();
    let group = NeedGroup {
        id: format!("{}/{id}", cx.document()),
        layer: cx.document().clone(),
        rule: procedure.id.clone(),
        clauses: cx.cite(&clauses),
        strength: Strength::Duty,
        message: words::step_open(&step.label),
        alternatives: vec![cx.do_step(&procedure.id, &step.id)],
    };
    let source = Source { id: &id, clauses: &clauses, strength: Strength::Duty, message: first.message };
    Verdict::needs(cx, source, Outcome::Open, group)
}

/// What a step needs beside its turn: records, decisions, complete documents.
fn lacking(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep, opened: Timestamp) -> Vec<NeedGroup> {
    let id = full_id(procedure, step);
    let own = source(&id, procedure, step);
    let mut groups = vec![];
    for kind in kinds(cx, step) {
        if of_case(cx, procedure, &kind, opened).is_none() {
            let mut group = rule::group(cx, own, cx.says(own), vec![cx.give(&kind, &procedure.id, None)]);
            group.id = format!("{}/{id}/{kind}", cx.document());
            groups.push(group);
        }
    }
    if let Some(document) = &step.document
        && let Some(state) = document::state(cx, document)
        && !state.missing.is_empty()
    {
        let declared = cx.regulation.layers[cx.layer].pack.documents.iter().find(|known| known.id == *document);
        let Some(declared) = declared else { return groups };
        let parts: Vec<&Localized> =
            state.parts.iter().filter(|part| state.missing.contains(&part.id)).map(|part| &part.label).collect();
        let message = words::parts_missing(&declared.label, &parts);
        let remedy = match &declared.record {
            Some(kind) => cx.give(kind, &procedure.id, None),
            None => Remedy::AskHuman { who: cx.people(&cx.owners(procedure, step)), label: message.clone() },
        };
        let mut clauses = own.clauses.to_vec();
        let missing = declared.parts.iter().filter(|part| state.missing.contains(&part.id));
        let cited = missing.flat_map(|part| if part.clauses.is_empty() { &declared.clauses } else { &part.clauses });
        clauses.extend(cited.filter(|clause| !own.clauses.contains(clause)).cloned().collect::<Vec<_>>());
        clauses.dedup();
        let clauses = clauses.into_iter().collect();
        let mut group = rule::group(cx, Source { clauses: &clauses, ..own }, message, vec![remedy]);
        group.id = format!("{}/{id}/{document}", cx.document());
        groups.push(group);
    }
    groups
}

/// Record kinds that a step needs.
fn kinds(cx: Cx<'_, '_>, step: &ProcedureStep) -> Vec<String> {
    let board = step.decision_of.as_deref().and_then(|id| cx.board(id)).map(|board| board.record.clone());
    step.record.iter().cloned().chain(step.decision.iter().cloned()).chain(board).collect()
}

fn relied(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep, opened: Timestamp) -> Vec<String> {
    kinds(cx, step).iter().filter_map(|kind| of_case(cx, procedure, kind, opened).map(|r| r.id.clone())).collect()
}

/// The record of a kind that counts for a case; one of an earlier case proves nothing for this one.
fn of_case<'q>(cx: Cx<'_, 'q>, procedure: &Procedure, kind: &str, opened: Timestamp) -> Option<&'q RecordFact> {
    let full = cx.regulation.layers[cx.layer].kind_id(kind);
    // A record that waits for its approval is what the step hands in; the approval is a step of its own.
    let waits = cx.regulation.kind(&full).is_some_and(|(_, kind)| kind.approval.is_some());
    let found = if waits {
        records::filed(cx.regulation, cx.question, &full)
    } else {
        records::in_scope(cx.regulation, cx.question, &full, cx.own(&procedure.id))
    };
    found.into_iter().find(|record| opened <= record.at)
}

/// The end of a procedure: every step that is not optional is done.
pub fn judge_end(cx: Cx<'_, '_>, procedure: &Procedure, instance: &ProcedureFact) -> Vec<Verdict> {
    // A step that is the very act asked about is not what is left to do before it.
    let left = procedure.steps.iter().filter(|step| {
        !step.optional && step.act != Some(cx.question.action) && !cx.is_done(procedure, instance, step)
    });
    let mut verdicts: Vec<Verdict> = left
        .map(|step| {
            let id = full_id(procedure, step);
            open(cx, procedure, step, source(&id, procedure, step))
        })
        .collect();
    if verdicts.is_empty() {
        let source = Source {
            id: &procedure.id,
            clauses: &procedure.clauses,
            strength: Strength::Duty,
            message: &procedure.message,
        };
        verdicts.push(Verdict::permitted(cx, source, Outcome::Kept).detail(&instance.id));
    }
    verdicts
}

/// Whether a layer has the step of a procedure that the question names.
pub fn is_known(cx: Cx<'_, '_>) -> bool {
    let procedures = cx.below().flat_map(|state| &state.pack.procedures);
    procedures
        .filter(|known| Some(known.id.as_str()) == cx.question.procedure.as_deref())
        .any(|known| known.steps.iter().any(|step| Some(&step.id) == cx.question.step.as_ref()))
}
