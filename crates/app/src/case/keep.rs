//! Keeps cases in step with what is done: an act that is a step of one is written down in it, and what happens opens those
//! that open by themselves. In the transaction of the act: none of it can be forgotten.

use std::collections::VecDeque;

use jiff::Timestamp;
use tatefuda_domain::{
    Action, CaseId, TenantId,
    case::{By, Case, State, StepDone},
    record::Subject,
};
use tatefuda_regulation::{Event, ProcedureSubject};
use tatefuda_store::{Error, Tx, case};

use super::stand;
use crate::{
    actor::{Actor, Via},
    command::Cx,
    core::App,
    facts::{self, Ask, INCIDENT, SubjectRef},
    failure::Failure,
    noun::{Done, Follows, Happened, StepTaken},
    reads::Told,
};

/// Procedures that open each other end here; no text does that in earnest.
const CHAIN_MAX: usize = 32;

/// See [`Follows`].
pub(super) struct Cases;

impl Follows for Cases {
    fn done<'a>(&'a self, app: &'a App, tx: &'a mut Tx, act: &'a Done) -> Told<'a, ()> {
        Box::pin(done(app, tx, act))
    }

    fn tend<'a>(&'a self, _: &'a App, _: TenantId) -> Told<'a, bool> {
        Box::pin(async { Ok(false) })
    }
}

async fn done(app: &App, tx: &mut Tx, act: &Done) -> Result<(), Failure> {
    let mut events: VecDeque<Happened> = act.happened.iter().cloned().collect();
    for step in &act.steps {
        events.extend(taken(app, tx, act, step).await?);
    }
    let mut left = CHAIN_MAX;
    while let Some(Happened { event, subject }) = events.pop_front().filter(|_| left > 0) {
        left -= 1;
        let Some(on) = thing(tx, act.tenant, &subject).await? else { continue };
        let about = About { by: act.by, ..About::default() };
        let opened = open_for(app, tx, act.tenant, &event, &on, &about, act.at).await?;
        let opened = opened
            .into_iter()
            .map(|case| Happened { event: format!("opened:{}", case.procedure), subject: case.subject });
        events.extend(opened);
    }
    Ok(())
}

/// Writes down that an act was a step.
async fn taken(app: &App, tx: &mut Tx, act: &Done, taken: &StepTaken) -> Result<Vec<Happened>, Failure> {
    let (tenant, at) = (act.tenant, act.at);
    let Some(case) = case::get(tx, tenant, taken.case).await? else { return Ok(vec![]) };
    let Some(by) = act.by.filter(|_| case.procedure == taken.procedure && case.running().is_ok()) else {
        return Ok(vec![]);
    };
    let done =
        StepDone { id: app.env.id(), case: case.id, step: taken.step.clone(), by, at, answer: Some(taken.answer) };
    match case::step_insert(tx, tenant, &done).await {
        // An act that is done again (an account that is started after a suspension) was that step before.
        Err(Error::Unique(_)) => return Ok(vec![]),
        done => done?,
    }
    let text = stand::text(app, tx, tenant, &case, at).await?;
    let case = stand::after_step(app, tx, &Actor::nobody(tenant, Via::Worker), case, &text, by, at).await?;
    if !case::update(tx, tenant, &case).await? {
        return Err(Failure::Busy);
    }
    Ok(events_of(&case, &taken.step))
}

/// What happens by a step.
pub(super) fn events_of(case: &Case, step: &str) -> Vec<Happened> {
    let happened = |event: String| Happened { event, subject: case.subject.clone() };
    let mut events = vec![happened(format!("step:{}/{step}", case.procedure))];
    if case.running().is_err() {
        events.push(happened(format!("closed:{}", case.procedure)));
    }
    events
}

/// What an event is about, where procedures can run on it.
async fn thing(tx: &mut Tx, tenant: TenantId, subject: &Subject) -> Result<Option<SubjectRef>, Failure> {
    let account = match (subject.kind.as_str(), subject.id.parse::<CaseId>()) {
        (INCIDENT, Ok(id)) => case::get(tx, tenant, id).await?.and_then(|case| case.account),
        ("account" | "person" | "body", _) => None,
        _ => return Ok(None),
    };
    Ok(stand::reference(subject, account).ok())
}

/// What is known of what a case is about, beside the thing itself.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    pub title: String,
    pub detected_at: Option<Timestamp>,
    pub reported_at: Option<Timestamp>,
    pub by: Option<By>,
}

/// Opens what an event opens by itself on a thing, each procedure once at a time.
pub(super) async fn open_for(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    event: &str,
    on: &SubjectRef,
    about: &About,
    at: Timestamp,
) -> Result<Vec<Case>, Failure> {
    let nobody = Actor::nobody(tenant, Via::Worker);
    let asked = match facts::ask(app, tx, &nobody, Ask::new(Action::StepDo, on.clone()), at).await {
        // Where no text is in force, nothing opens by it.
        Err(Failure::State { .. }) => return Ok(vec![]),
        asked => asked?,
    };
    let regulation = &asked.governing.regulation;
    if !regulation.is_opened_by(event) {
        return Ok(vec![]);
    }
    let subject = on.subject(tenant);
    let question = asked.ask.question(at, &asked.facts);
    let mut found = vec![];
    for opening in regulation.opens(&Event(event.to_owned()), &question) {
        let declared = regulation.procedure(&opening.id).filter(|_| opening.what == "procedure");
        let Some(declared) = declared.filter(|one| one.subject.as_str() == subject.kind) else { continue };
        let mut runs = asked.facts.procedures.iter().filter(|one| one.closed_at.is_none());
        if runs.any(|one| one.procedure == opening.id) {
            continue;
        }
        found.push(open(app, tx, &asked, (tenant, on), declared.id.as_str(), event, about, at).await?);
    }
    Ok(found)
}

/// Opens a procedure by itself on a thing.
#[expect(clippy::too_many_arguments, reason = "a case is told by all of them")]
async fn open(
    app: &App,
    tx: &mut Tx,
    asked: &facts::Asked,
    (tenant, on): (TenantId, &SubjectRef),
    procedure: &str,
    origin: &str,
    about: &About,
    at: Timestamp,
) -> Result<Case, Failure> {
    let subject = on.subject(tenant);
    // An incident has the id of the first case in which it is dealt with.
    let same = if subject.kind == INCIDENT { subject.id.parse::<CaseId>().ok() } else { None };
    let same = match same {
        Some(id) if case::get(tx, tenant, id).await?.is_none() => Some(id),
        _ => None,
    };
    let case = Case {
        id: same.unwrap_or_else(|| app.env.id()),
        version: 1,
        document: asked.governing.document.clone(),
        pack: asked.governing.pack,
        house: asked.governing.house,
        procedure: procedure.to_owned(),
        subject,
        account: on.account(),
        title: about.title.clone(),
        origin: Some(origin.to_owned()),
        detected_at: about.detected_at,
        reported_at: about.reported_at,
        opened_at: at,
        opened_by: about.by,
        state: State::Running,
    };
    case::insert(tx, tenant, &case).await?;
    Ok(case)
}

/// What the text lets follow from something that the program itself found out: an answer to a duty, what is watched.
pub(crate) struct Opens<'a> {
    /// The procedure, as the text names it.
    pub procedure: &'a str,
    /// What opened it.
    pub origin: String,
    /// What it is about, in the text's word for what was found out.
    pub title: String,
    /// Who found it out; absent: the clock.
    pub by: Option<By>,
}

impl Opens<'_> {
    /// Opens it on the thing, or on what happened to it, where it does not run there yet.
    pub async fn on(self, cx: &mut Cx<'_>, on: &SubjectRef, document: Option<&str>) -> Result<Option<CaseId>, Failure> {
        let (tenant, at) = (cx.tenant(), cx.at);
        let mut ask = Ask::new(Action::StepDo, on.clone());
        ask.document = document.map(str::to_owned);
        let asked = facts::ask(cx.app, cx.tx, &Actor::nobody(tenant, Via::Worker), ask, at).await?;
        let Some(declared) = asked.governing.regulation.procedure(self.procedure) else { return Ok(None) };
        let on = match (declared.subject, on) {
            (ProcedureSubject::Incident, SubjectRef::Incident { .. })
            | (ProcedureSubject::Account, SubjectRef::Account(_))
            | (ProcedureSubject::Person, SubjectRef::Person(_))
            | (ProcedureSubject::Body, _) => on.clone(),
            (ProcedureSubject::Incident, _) => SubjectRef::Incident { case: cx.app.env.id(), account: on.account() },
            (ProcedureSubject::Account, _) => match on.account() {
                Some(account) => SubjectRef::Account(account),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        let on = if declared.subject == ProcedureSubject::Body { SubjectRef::Body } else { on };
        let mut runs = asked.facts.procedures.iter().filter(|one| one.closed_at.is_none());
        // What happened anew is another thing than what happened before.
        if declared.subject != ProcedureSubject::Incident && runs.any(|one| one.procedure == self.procedure) {
            return Ok(None);
        }
        let incident = matches!(on, SubjectRef::Incident { .. });
        let noticed = incident.then_some(at);
        let about = About { title: self.title, detected_at: noticed, reported_at: noticed, by: self.by };
        let case = open(cx.app, cx.tx, &asked, (tenant, &on), self.procedure, &self.origin, &about, at).await?;
        if incident {
            cx.happened("incident.opened", case.subject.clone())?;
        }
        cx.happened(format!("opened:{}", case.procedure), case.subject)?;
        Ok(Some(case.id))
    }
}
