//! Which procedures run, as far as a question is about them.

use std::collections::BTreeMap;

use tatefuda_domain::{
    CaseId,
    case::{Case, StepDone},
};
use tatefuda_regulation::{DoneFact, ProcedureFact};
use tatefuda_store::{Tx, case};

use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, INCIDENT, SubjectKind, SubjectRef},
    failure::Failure,
    noun::Provider,
    reads::Told,
};

/// Most cases that a question takes note of, what runs first. Where more run nobody can judge.
const MANY: i64 = 1_000;

/// See [`Provider`].
pub(super) struct Cases;

impl Provider for Cases {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Incident]
    }

    fn supplies(&self) -> &'static [&'static str] {
        &[]
    }

    fn fill<'a>(&'a self, _: &'a App, tx: &'a mut Tx, _: &'a Actor, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(fill(tx, builder))
    }
}

async fn fill(tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    if !builder.regulation.has_procedures() {
        return Ok(());
    }
    let (tenant, account) = (builder.tenant, builder.subject().account());
    let subject = builder.subject().subject(tenant);
    let found = case::concerned(tx, tenant, account, &subject, MANY).await?.all()?;
    if found.is_empty() {
        return Ok(());
    }
    if found.len() >= usize::try_from(MANY).unwrap_or(usize::MAX) && found.iter().all(|one| one.running().is_ok()) {
        builder.lost("procedures", "more cases run than a question can take note of");
    }
    let mut done: BTreeMap<CaseId, Vec<DoneFact>> = BTreeMap::new();
    for step in case::steps_concerned(tx, tenant, account, &subject).await?.all()? {
        done.entry(step.case).or_default().push(fact_of_step(step));
    }
    let own = |one: &Case| match builder.subject() {
        // Two incidents on the same account are two things.
        SubjectRef::Incident { .. } => one.subject.kind != INCIDENT || one.subject == subject,
        _ => true,
    };
    let mine: Vec<Case> = found.into_iter().filter(own).collect();
    for one in mine {
        let steps = done.remove(&one.id).unwrap_or_default();
        builder.procedure(fact(&one, steps));
    }
    Ok(())
}

fn fact_of_step(step: StepDone) -> DoneFact {
    DoneFact {
        at: step.at,
        capacity: step.by.capacity.to_string(),
        person: step.by.person.to_string(),
        step: step.step,
    }
}

/// A case as the regulation is told of it.
pub(super) fn fact(case: &Case, steps: Vec<DoneFact>) -> ProcedureFact {
    ProcedureFact {
        closed_at: case.state.ended_at(),
        id: case.id.to_string(),
        opened_at: case.opened_at,
        origin: case.origin.clone(),
        procedure: case.procedure.clone(),
        // What happened on an account concerns the account; of what is about the body everybody takes note.
        subject: match (case.subject.kind.as_str(), case.account) {
            ("body", _) => None,
            (INCIDENT, Some(account)) => Some(account.to_string()),
            _ => Some(case.subject.id.clone()),
        },
        steps,
    }
}

/// Steps as the regulation is told of them.
pub(super) fn facts_of_steps(steps: Vec<StepDone>) -> Vec<DoneFact> {
    steps.into_iter().map(fact_of_step).collect()
}
