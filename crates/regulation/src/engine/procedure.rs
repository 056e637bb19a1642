//! Procedures: which run, which steps are done, what stands in the way.

use super::{
    applies, cases,
    cx::{Cx, Source},
    document, quorum, readas, records, roles,
    strength::{self, Binds, State, by_strength},
    verdict::{self, Verdict},
    words,
};
use jiff::Timestamp;
use smol_str::format_smolstr;
use tatefuda_domain::{Action, Localized, case::CaseEnd};

use crate::{
    answer::{NeedGroup, Outcome, People, Remedy},
    facts::{ProcedureFact, RecordFact},
    pack::{Document, PartContent, Procedure, ProcedureStep, ProcedureSubject, RoleRef},
    terms::{Clauses, Id, Strength},
};

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
                return match cx.question.end {
                    None => vec![judge_opening(cx, procedure)],
                    Some(CaseEnd::Closed) => judge_closing(cx, procedure),
                    Some(CaseEnd::Withdrawn) => vec![judge_withdrawal(cx, procedure)],
                };
            }
            let Some(step) = procedure.steps.iter().find(|step| Some(&step.id) == cx.question.step.as_ref()) else {
                return vec![];
            };
            judge_step(cx, procedure, step)
        }
        Action::IncidentClose => {
            let incidents = pack.procedures.iter().filter(|procedure| procedure.subject == ProcedureSubject::Incident);
            let running: Vec<_> = incidents
                .filter_map(|procedure| Some((procedure, cases::running(cx.question, &procedure.id)?)))
                .collect();
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
    let source = whole(procedure);
    let refused = |message: Localized, who: People| {
        Verdict::refused(cx, source, cx.refusal(source, Outcome::Broken, message, who, vec![]))
    };
    match applies::applies(cx, &procedure.guards, procedure.applies.as_ref()) {
        Ok(true) => {}
        Ok(false) => return refused(words::procedure_elsewhere(&procedure.label), People::default()),
        Err(halt) => {
            let message = words::fault(&halt, &procedure.label);
            let line = cx.refusal(source, Outcome::Fault, message, People::default(), vec![cx.cure(&halt)]);
            return Verdict::refused(cx, source, line).detail(halt.detail());
        }
    }
    if let Some(instance) = cases::running(cx.question, &procedure.id) {
        return refused(words::procedure_runs(&procedure.label), People::default()).detail(&instance.id);
    }
    let openers = readas::roles(cx, &procedure.id, &procedure.opened_by).into_owned();
    not_theirs(cx, procedure, &openers).unwrap_or_else(|| Verdict::permitted(cx, source, Outcome::Kept))
}

/// Its end: once every step that is not optional is done, by anybody who has a part in it.
fn judge_closing(cx: Cx<'_, '_>, procedure: &Procedure) -> Vec<Verdict> {
    let Some(instance) = cases::running(cx.question, &procedure.id) else {
        return vec![not_running(cx, procedure)];
    };
    let mut parties: Vec<RoleRef> = procedure.steps.iter().flat_map(|step| cx.owners(procedure, step)).collect();
    parties.extend(readas::roles(cx, &procedure.id, &procedure.opened_by).iter().cloned());
    let mut once: Vec<RoleRef> = vec![];
    parties.into_iter().for_each(|role| {
        if !once.contains(&role) {
            once.push(role)
        }
    });
    let mut verdicts = judge_end(cx, procedure, instance);
    verdicts.extend(not_theirs(cx, procedure, &once));
    verdicts
}

/// Giving it up: a person opened it, and it is those who could open it that take it back. What happened does not go away by
/// being given up: an incident of which anything was done ends with its last step.
fn judge_withdrawal(cx: Cx<'_, '_>, procedure: &Procedure) -> Verdict {
    let source = whole(procedure);
    let Some(instance) = cases::running(cx.question, &procedure.id) else { return not_running(cx, procedure) };
    let begun = procedure.subject == ProcedureSubject::Incident && !instance.steps.is_empty();
    if instance.origin.is_some() || begun {
        let message = words::procedure_stays(&procedure.label);
        let line = cx.refusal(source, Outcome::Broken, message, People::default(), vec![]);
        return Verdict::refused(cx, source, line).detail(&instance.id);
    }
    let openers = readas::roles(cx, &procedure.id, &procedure.opened_by).into_owned();
    not_theirs(cx, procedure, &openers)
        .unwrap_or_else(|| Verdict::permitted(cx, source, Outcome::Kept).detail(&instance.id))
}

/// The procedure as a whole, as it speaks.
fn whole(procedure: &Procedure) -> Source<'_> {
    Source { id: &procedure.id, clauses: &procedure.clauses, strength: Strength::Duty, message: &procedure.message }
}

fn not_running(cx: Cx<'_, '_>, procedure: &Procedure) -> Verdict {
    let source = whole(procedure);
    let message = words::procedure_not_running(&procedure.label);
    Verdict::refused(cx, source, cx.refusal(source, Outcome::Broken, message, People::default(), vec![]))
}

/// Says whose it is, where it is not the actor's.
fn not_theirs(cx: Cx<'_, '_>, procedure: &Procedure, roles: &[RoleRef]) -> Option<Verdict> {
    let source = whole(procedure);
    let refs: Vec<(usize, RoleRef)> = roles.iter().map(|role| (cx.layer, role.clone())).collect();
    match roles::actor_holds(cx.regulation, cx.question, &refs) {
        Ok(true) => None,
        Ok(false) => {
            let who = cx.people(roles);
            let labels: Vec<Localized> = who.iter().map(|who| who.label.clone()).collect();
            let message = words::step_of(&procedure.label, &labels);
            Some(Verdict::refused(cx, source, cx.refusal(source, Outcome::Broken, message, who, vec![])))
        }
        Err(key) => Some(strength::unset(cx, source, &key.0, vec![])),
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
        if !applies::applies(cx, &procedure.guards, procedure.applies.as_ref()).unwrap_or(true) {
            continue;
        }
        if cases::running(cx.question, &procedure.id).is_some() {
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
    let ways = closed.iter().map(|(procedure, _)| cx.open_procedure(&procedure.id)).collect();
    vec![by_strength(cx, &First { source, named: &procedure.id, says: message, ways }, State::NotKept)]
}

/// The step of a procedure that an act is; where it comes more than once, the first that is not done.
fn acting<'r>(cx: Cx<'_, '_>, procedure: &'r Procedure, action: Action) -> Option<&'r ProcedureStep> {
    let instance = cases::running(cx.question, &procedure.id);
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
    let Some(instance) = cases::running(cx.question, &procedure.id) else {
        let says = words::procedure_first(&procedure.label, &step.label);
        let ways = vec![cx.open_procedure(&procedure.id)];
        return vec![by_strength(cx, &First { source: own, named: &id, says, ways }, State::NotKept)];
    };
    let mut verdicts = vec![];
    let owners: Vec<(usize, RoleRef)> = cx.owners(procedure, step).into_iter().map(|role| (cx.layer, role)).collect();
    match roles::actor_holds(cx.regulation, cx.question, &owners) {
        Ok(true) => verdicts.extend(quorum::idle(cx, procedure, instance, step, own)),
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
        Err(key) => verdicts.push(strength::unset(cx, own, &key.0, vec![])),
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

/// Something that has to be done before a step or an act can be.
struct First<'s> {
    source: Source<'s>,
    named: &'s Id,
    says: Localized,
    ways: Vec<Remedy>,
}

impl Binds for First<'_> {
    fn source(&self) -> Source<'_> {
        self.source
    }

    fn named(&self) -> &Id {
        self.named
    }

    fn says(&self, _: Cx<'_, '_>) -> Localized {
        self.says.clone()
    }

    fn ways(&self, _: Cx<'_, '_>) -> Vec<Remedy> {
        self.ways.clone()
    }
}

/// A step that has to be done first; both its clauses and those of the step that waits are cited.
fn open(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep, waiting: Source<'_>) -> Verdict {
    let id = full_id(procedure, step);
    let first = source(&id, procedure, step);
    let new = first.clauses.iter().filter(|clause| !waiting.clauses.contains(clause));
    let clauses: Clauses = waiting.clauses.iter().chain(new).cloned().collect();
    let open = First {
        source: Source { clauses: &clauses, ..first },
        named: &procedure.id,
        says: words::step_open(&step.label),
        ways: vec![cx.do_step(&procedure.id, &step.id)],
    };
    by_strength(cx, &open, State::NotKept)
}

/// What a step needs beside its turn: records, decisions, complete documents.
fn lacking(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep, opened: Timestamp) -> Vec<NeedGroup> {
    let id = full_id(procedure, step);
    let own = source(&id, procedure, step);
    let mut groups = vec![];
    for kind in kinds(cx, step) {
        if of_case(cx, procedure, &kind, opened).is_none() {
            let mut group = verdict::group(cx, own, cx.says(own), vec![cx.give(&kind, &procedure.id, None)]);
            group.id = format!("{}/{id}/{kind}", cx.document());
            groups.push(group);
        }
    }
    if let Some(document) = &step.document
        && let Some(state) = document::state(cx, document)
        && state.missing.is_empty()
        && let Some(false) = document::filed(cx, document, opened).map(|filed| filed.is_some())
    {
        let declared = cx.regulation.layers[cx.layer].pack.documents.iter().find(|known| known.id == *document);
        let message = words::not_filed(&declared.map(|known| known.label.clone()).unwrap_or_default());
        let remedy = Remedy::AskHuman { who: cx.people(&cx.owners(procedure, step)), label: message.clone() };
        let mut group = verdict::group(cx, own, message, vec![remedy]);
        group.id = format!("{}/{id}/{document}", cx.document());
        groups.push(group);
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
        let remedy = completed(cx, procedure, declared, &state.missing).unwrap_or_else(|| Remedy::AskHuman {
            who: cx.people(&cx.owners(procedure, step)),
            label: message.clone(),
        });
        let mut clauses = own.clauses.to_vec();
        let missing = declared.parts.iter().filter(|part| state.missing.contains(&part.id));
        let cited = missing.flat_map(|part| if part.clauses.is_empty() { &declared.clauses } else { &part.clauses });
        clauses.extend(cited.filter(|clause| !own.clauses.contains(clause)).cloned().collect::<Vec<_>>());
        clauses.dedup();
        let clauses = clauses.into_iter().collect();
        let mut group = verdict::group(cx, Source { clauses: &clauses, ..own }, message, vec![remedy]);
        group.id = format!("{}/{id}/{document}", cx.document());
        groups.push(group);
    }
    groups
}

/// Where the missing parts of a document are filled in: what the ledger says there, what its record holds in a record; all of
/// it, where both lack. `None`: in neither.
fn completed(cx: Cx<'_, '_>, procedure: &Procedure, document: &Document, missing: &[String]) -> Option<Remedy> {
    let lacking = || document.parts.iter().filter(|part| missing.contains(&part.id));
    let mut of: Vec<Remedy> = lacking()
        .filter_map(|part| match &part.content {
            PartContent::Fact(path) => Some(cx.choose(path)),
            _ => None,
        })
        .collect();
    if lacking().any(|part| !matches!(part.content, PartContent::Fact(_)))
        && let Some(kind) = &document.record
    {
        of.push(cx.give(kind, &procedure.id, None));
    }
    if of.len() > 1 { Some(Remedy::All { of }) } else { of.pop() }
}

/// Record kinds that a step needs.
pub fn kinds(cx: Cx<'_, '_>, step: &ProcedureStep) -> Vec<String> {
    let board = step.decision_of.as_deref().and_then(|id| cx.board(id)).map(|board| board.record.clone());
    step.record.iter().cloned().chain(step.decision.iter().cloned()).chain(board).collect()
}

fn relied(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep, opened: Timestamp) -> Vec<String> {
    kinds(cx, step).iter().filter_map(|kind| of_case(cx, procedure, kind, opened).map(|r| r.id.clone())).collect()
}

/// The record of a kind that counts for a case; one of an earlier case proves nothing for this one.
pub fn of_case<'q>(cx: Cx<'_, 'q>, procedure: &Procedure, kind: &str, opened: Timestamp) -> Option<&'q RecordFact> {
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
        let source = whole(procedure);
        verdicts.push(Verdict::permitted(cx, source, Outcome::Kept).detail(&instance.id));
    }
    verdicts
}
