//! A step is done: in the order of the text, by those whose it is, with what it takes on record.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, CaseId,
    case::{By, StepDone},
};
use tatefuda_regulation::Standing;
use tatefuda_store::{Error, case};
use utoipa::ToSchema;

use super::{keep::events_of, stand};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    paper,
    post::PostSupply,
    record::{Supply, Under, supply_under},
};

/// Does a step of a case, with the records that it takes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseStepInput)]
pub struct DoStep {
    /// The case.
    pub case: CaseId,
    /// The version that was on screen.
    pub version: i64,
    /// The step, as the text names it.
    pub step: String,
    /// Records given together with it.
    #[serde(default)]
    #[schema(value_type = Vec<PostSupply>)]
    pub supplies: Vec<Supply>,
}

/// A case after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseStepped)]
pub struct Stepped {
    /// Its id.
    pub case: CaseId,
    /// Its version now.
    pub version: i64,
    /// It was the last step: the case is at its end.
    pub closed: bool,
}

impl Command for DoStep {
    const NAME: &'static str = "case.step";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::StepDo, Action::RecordGive];
    const HAPPENS: &[&str] = &["closed", "step"];
    type Out = Stepped;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Stepped, Failure> {
        let tenant = cx.tenant();
        cx.subject("case", self.case);
        let case = case::get(cx.tx, tenant, self.case).await?.ok_or(Failure::NotFound)?;
        case.running()?;
        if case.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: case.version });
        }
        let text = stand::text(cx.app, cx.tx, tenant, &case, cx.at).await?;
        let on = stand::subject_of(&case)?;
        for supplied in &self.supplies {
            supply_under(cx, supplied, &on, None, Under::Text(Arc::clone(&text))).await?;
        }
        paper::of_step(cx, &case, &text, &self.step).await?;
        cx.subject("case", self.case);
        cx.detail("procedure", &case.procedure);
        cx.detail("step", &self.step);
        let asked = cx.ask(stand::ask(Action::StepDo, &case, &text)?.step(&self.step)).await?;
        let course = stand::course(&asked);
        let step = course.as_ref().and_then(|course| course.steps.iter().find(|step| step.id == self.step));
        if let Some(step) = step {
            // Who may not do it is told so by the text; who may is told where it is done.
            if step.act.is_some() && asked.answer.is_permitted() {
                return Err(Failure::state("step-is-act"));
            }
            if step.standing == Standing::Done {
                return Err(Failure::state("step-done"));
            }
        }
        let answer = cx.require(asked).await?;
        let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
        let (id, step) = (cx.app.env.id(), self.step.clone());
        let done = StepDone { id, case: case.id, step, by, at: cx.at, answer: Some(answer) };
        match case::step_insert(cx.tx, tenant, &done).await {
            Err(Error::Unique(_)) => return Err(Failure::state("step-done")),
            done => done?,
        }
        let case = stand::after_step(cx.app, cx.tx, cx.actor, case, &text, by, cx.at).await?;
        if !case::update(cx.tx, tenant, &case).await? {
            return Err(Failure::Busy);
        }
        for happened in events_of(&case, &self.step) {
            cx.happened(happened.event, happened.subject)?;
        }
        Ok(Stepped { case: case.id, version: case.version + 1, closed: case.running().is_err() })
    }
}
