//! One case, as it stands for whoever looks; and what could be opened.

use std::sync::Arc;

use tatefuda_domain::{
    AccountId, Action, CaseId, TenantId,
    case::{Case, CaseEnd, State},
    record::{Record, Subject},
};
use tatefuda_regulation::{ProcedureSubject, Standing};
use tatefuda_store::{Tx, case, record::record_list};

use super::{
    list::Lines,
    stand,
    view::{CaseRecord, CaseView, Openable, StepBy, StepView},
};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Ask, Asked, INCIDENT, SubjectRef},
    failure::{Failure, left_out},
    governing::{self, Governing},
    post::{list::names, people::Names},
    query::{Look, Query, Sees, open, query},
    reads::Reads,
};

/// Most records of one case.
const MANY: i64 = 256;

/// One case, completely.
///
/// # Errors
/// [`Failure::NotFound`]; its text cannot be read any more.
pub async fn find(app: &App, actor: &Actor, id: CaseId) -> Result<CaseView, Failure> {
    query(app, actor, &One(id)).await
}

struct One(CaseId);

impl Query for One {
    const READS: Reads<Self> = Reads::Open;
    type Out = CaseView;

    async fn answer(&self, look: &mut Look<'_>) -> Result<CaseView, Failure> {
        let tenant = look.actor.tenant;
        let case = case::get(look.tx, tenant, self.0).await?.ok_or(Failure::NotFound)?;
        let names = names(look.app, look.tx, look.actor).await?;
        let text = stand::text(look.app, look.tx, tenant, &case, look.at).await?;
        let asked =
            facts::ask(look.app, look.tx, look.actor, stand::ask(Action::StepDo, &case, &text)?, look.at).await?;
        let course =
            stand::course(&asked).ok_or_else(|| Failure::internal("the text of a case lacks its procedure"))?;
        let runs = case.running().is_ok();
        let mut steps = vec![];
        for step in &course.steps {
            let mine = runs && step.standing == Standing::Open && is_for(look.actor, step);
            let answer = if runs && step.standing == Standing::Open && step.act.is_none() {
                let ask = stand::ask(Action::StepDo, &case, &text)?.step(&step.id);
                Some(facts::ask(look.app, look.tx, look.actor, ask, look.at).await?.answer)
            } else {
                None
            };
            steps.push(StepView { by: people(&names, &step.done), mine, answer, step: step.clone() });
        }
        let (close, withdraw) = if runs { ends(look, &case, &text).await? } else { (None, None) };
        let records = records(look.tx, tenant, &case, &text, &names).await?;
        let now = match governing::document(look.app, look.tx, tenant, &case.document, look.at).await {
            Ok(now) => Some(now),
            Err(Failure::NotFound) => None,
            Err(other) => return Err(other),
        };
        let reason = match &case.state {
            State::Withdrawn { reason, .. } => Some(reason.clone()),
            State::Running | State::Closed { .. } => None,
        };
        let files = super::file::files(look, case.id, &names).await?;
        let (posts, told) = super::concern::of(look, &case, &names).await?;
        let done = left_out(case::steps(look.tx, tenant, case.id).await.map(tatefuda_store::Rows::readable))?;
        Ok(CaseView {
            subject: case.subject.clone(),
            pack: case.pack,
            text_version: text.regulation.body().header.version.clone(),
            text_changed: now.is_none_or(|now| now.pack != case.pack),
            origin: case.origin.clone(),
            detected_at: case.detected_at,
            reported_at: case.reported_at,
            ended_by: case.state.ended_by().map(|by| names.person(by.person, Some(by.capacity))),
            reason,
            row: Lines::default().row(look, &names, case, done).await?,
            message: course.message,
            clauses: course.clauses,
            steps,
            records,
            files,
            posts,
            told,
            close,
            withdraw,
        })
    }
}

fn is_for(actor: &Actor, step: &tatefuda_regulation::CourseStep) -> bool {
    let person = actor.named().map(|id| id.to_string()).unwrap_or_default();
    let capacity = actor.capacity.map(|id| id.to_string()).unwrap_or_default();
    step.is_for(&person, &capacity)
}

fn people(names: &Names, done: &[tatefuda_regulation::DoneFact]) -> Vec<StepBy> {
    let of = |done: &tatefuda_regulation::DoneFact| {
        let person = names.person(done.person.parse().ok()?, done.capacity.parse().ok());
        Some(StepBy { person, at: done.at })
    };
    done.iter().filter_map(of).collect()
}

/// What the regulation says to its two ends.
async fn ends(
    look: &mut Look<'_>,
    case: &Case,
    text: &Arc<Governing>,
) -> Result<(Option<tatefuda_regulation::Answer>, Option<tatefuda_regulation::Answer>), Failure> {
    let close = if case.subject.kind == INCIDENT {
        Ask::new(Action::IncidentClose, stand::subject_of(case)?).under(Some(Arc::clone(text)))
    } else {
        stand::ask(Action::StepDo, case, text)?.end(CaseEnd::Closed)
    };
    let withdraw = stand::ask(Action::StepDo, case, text)?.end(CaseEnd::Withdrawn);
    let close = facts::ask(look.app, look.tx, look.actor, close, look.at).await?;
    let withdraw = facts::ask(look.app, look.tx, look.actor, withdraw, look.at).await?;
    Ok((Some(close.answer), Some(withdraw.answer)))
}

/// What was given on it while it ran, of the kinds that its steps and papers take.
async fn records(
    tx: &mut Tx,
    tenant: TenantId,
    case: &Case,
    text: &Governing,
    names: &Names,
) -> Result<Vec<CaseRecord>, Failure> {
    let subject = if case.subject.kind == "body" { Subject::new("body", tenant) } else { case.subject.clone() };
    let all = left_out(record_list(tx, tenant, &subject, MANY).await.map(tatefuda_store::Rows::readable))?;
    let kinds = stand::kinds(text, &case.procedure);
    let during =
        |record: &Record| case.opened_at <= record.at && case.state.ended_at().is_none_or(|ended| record.at <= ended);
    let shown = all.into_iter().filter(|record| during(record) && kinds.contains(&record.kind));
    Ok(shown.map(|record| view(record, text, names)).collect())
}

fn view(record: Record, text: &Governing, names: &Names) -> CaseRecord {
    let kind = text.regulation.record_kind(&record.kind);
    CaseRecord {
        label: kind.map(|kind| kind.label.clone()).unwrap_or_default(),
        fields: record.fields,
        by: names.person(record.person, Some(record.capacity)),
        id: record.id,
        kind: record.kind,
        at: record.at,
    }
}

/// The text under which a case began: its kinds of records are declared there.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn text(app: &App, actor: &Actor, id: CaseId) -> Result<Arc<Governing>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let case = case::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let text = stand::text(app, &mut tx, actor.tenant, &case, app.env.now()).await?;
    tx.rollback().await?;
    Ok(text)
}

/// Whether the text that governs an account (absent: the body) begins something by a report alone.
///
/// # Errors
/// Whatever the database says.
pub async fn begins_by_report(app: &App, actor: &Actor, account: Option<AccountId>) -> Result<bool, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let service = match account {
        Some(id) => crate::account::facts::service(&mut tx, actor.tenant, id).await?,
        None => None,
    };
    let begins = match governing::find(app, &mut tx, actor.tenant, service.as_ref(), app.env.now()).await {
        Err(Failure::State { .. }) => false,
        governing => governing?.regulation.is_opened_by("incident.opened"),
    };
    tx.rollback().await?;
    Ok(begins)
}

/// What can be opened on an account (absent: on the body, or where something happened that concerns no account).
///
/// # Errors
/// [`Failure::NotFound`]; whatever the database says.
pub async fn openable(app: &App, actor: &Actor, account: Option<AccountId>) -> Result<Vec<Openable>, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let mut found = vec![];
    let fresh = app.env.id();
    let on: Vec<(SubjectRef, ProcedureSubject)> = match account {
        Some(id) => {
            if crate::account::facts::service(&mut tx, actor.tenant, id).await?.is_none() {
                return Err(Failure::NotFound);
            }
            vec![
                (SubjectRef::Account(id), ProcedureSubject::Account),
                (SubjectRef::Incident { case: fresh, account: Some(id) }, ProcedureSubject::Incident),
            ]
        }
        None => vec![
            (SubjectRef::Body, ProcedureSubject::Body),
            (SubjectRef::Incident { case: fresh, account: None }, ProcedureSubject::Incident),
        ],
    };
    for (subject, kind) in on {
        let asked = match facts::ask(app, &mut tx, actor, Ask::new(Action::StepDo, subject), now).await {
            Err(Failure::State { .. }) => continue,
            asked => asked?,
        };
        found.extend(of(&asked, kind));
    }
    tx.rollback().await?;
    Ok(found)
}

fn of(asked: &Asked, kind: ProcedureSubject) -> Vec<Openable> {
    let regulation = &asked.governing.regulation;
    let all = regulation.openable(&asked.ask.question(asked.at, &asked.facts), kind);
    let line = |(course, mine): (tatefuda_regulation::Course, bool)| Openable {
        document: asked.governing.document.clone(),
        procedure: course.procedure,
        label: course.label,
        clauses: course.clauses,
        who: course.opened_by.iter().map(|who| who.label.clone()).collect(),
        mine,
        subject: kind,
    };
    all.into_iter().map(line).collect()
}
