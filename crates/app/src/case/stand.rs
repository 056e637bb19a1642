//! Where a case stands: what it is about, under which text, how far it has come.

use std::sync::Arc;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, Action, CaseId, TenantId,
    case::{By, Case, Over, State},
    record::Subject,
};
use tatefuda_regulation::Course;
use tatefuda_store::{Tx, case};

use crate::{
    actor::Actor,
    command::Cx,
    core::App,
    facts::{self, Ask, Asked, INCIDENT, SubjectRef},
    failure::Failure,
    governing::{self, Governing},
};

/// Most cases of an account that are looked through.
const MANY: i64 = 1_000;

impl From<Over> for Failure {
    fn from(over: Over) -> Self {
        Self::state(format!("case-{}", over.state.as_str()))
    }
}

/// What a case is about, as questions name it.
///
/// # Errors
/// Nothing here is about such a thing.
pub(crate) fn subject_of(case: &Case) -> Result<SubjectRef, Failure> {
    reference(&case.subject, case.account)
}

/// A thing as questions name it.
pub(super) fn reference(subject: &Subject, account: Option<AccountId>) -> Result<SubjectRef, Failure> {
    let unknown = |_| Failure::internal("a case about a thing that has no id of its kind");
    Ok(match subject.kind.as_str() {
        "account" => SubjectRef::Account(subject.id.parse().map_err(unknown)?),
        "person" => SubjectRef::Person(subject.id.parse().map_err(unknown)?),
        INCIDENT => SubjectRef::Incident { case: subject.id.parse().map_err(unknown)?, account },
        _ => SubjectRef::Body,
    })
}

/// The text under which a case began, with the values of now.
pub(crate) async fn text(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    case: &Case,
    at: Timestamp,
) -> Result<Arc<Governing>, Failure> {
    governing::version(app, tx, tenant, (&case.document, case.pack, case.house), at).await
}

/// A case that runs, for whatever is to be said on what it is about: that, and the text that is asked.
pub(crate) async fn running(cx: &mut Cx<'_>, id: CaseId) -> Result<(SubjectRef, Arc<Governing>), Failure> {
    let tenant = cx.tenant();
    let case = case::get(cx.tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    case.running()?;
    Ok((subject_of(&case)?, text(cx.app, cx.tx, tenant, &case, cx.at).await?))
}

/// The text under which an act on an account is asked, where it is a step of a case that runs on it.
pub(crate) async fn of_act(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    act: Action,
    account: AccountId,
    at: Timestamp,
) -> Result<Option<Arc<Governing>>, Failure> {
    let subject = Subject::new("account", account);
    for case in case::concerned(tx, tenant, Some(account), &subject, MANY).await?.all()? {
        if case.running().is_err() || case.subject != subject {
            continue;
        }
        let text = text(app, tx, tenant, &case, at).await?;
        let declared = text.regulation.procedure(&case.procedure);
        if declared.is_some_and(|declared| declared.steps.iter().any(|step| step.act == Some(act))) {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// The question about a case as a whole; which step is asked about is added.
pub(super) fn ask(act: Action, case: &Case, text: &Arc<Governing>) -> Result<Ask, Failure> {
    let ask = Ask::new(act, subject_of(case)?);
    Ok(ask.procedure(&case.procedure).under(Some(Arc::clone(text))))
}

/// A case with everything that is known of what it is about, asked of its own text.
pub(crate) async fn asked_of(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    at: Timestamp,
) -> Result<Asked, Failure> {
    let text = text(app, tx, actor.tenant, case, at).await?;
    facts::ask(app, tx, actor, ask(Action::StepDo, case, &text)?, at).await
}

/// The course of the procedure that was asked about.
pub(super) fn course(asked: &Asked) -> Option<Course> {
    asked.governing.regulation.course(&asked.ask.question(asked.at, &asked.facts))
}

/// The case after a step: a case whose steps are all done is at its end. What happened ends by an act of its own, since texts
/// ask more of it.
pub(super) async fn after_step(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    case: Case,
    text: &Arc<Governing>,
    by: By,
    at: Timestamp,
) -> Result<Case, Failure> {
    if case.subject.kind == INCIDENT {
        return Ok(case);
    }
    let asked = facts::ask(app, tx, actor, ask(Action::StepDo, &case, text)?, at).await?;
    match course(&asked) {
        Some(course) if course.is_done() => Ok(case.ended(State::Closed { at, by: Some(by) })?),
        _ => Ok(case),
    }
}

/// Kinds of records of which a procedure speaks.
pub(super) fn kinds(text: &Governing, procedure: &str) -> Vec<String> {
    let body = text.regulation.body();
    let Some(declared) = text.regulation.procedure(procedure) else { return vec![] };
    let of = |step: &tatefuda_regulation::ProcedureStep| -> Vec<String> {
        let board = step.decision_of.as_ref().and_then(|id| body.boards.iter().find(|board| board.id == *id));
        let paper = step.document.as_ref().and_then(|id| body.documents.iter().find(|one| one.id == *id));
        let paper = paper.and_then(|paper| paper.record.clone());
        let board = board.map(|board| board.record.clone());
        step.record.iter().chain(&step.decision).cloned().chain(board).chain(paper).collect()
    };
    declared.steps.iter().flat_map(of).collect()
}
