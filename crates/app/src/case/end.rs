//! A case ends: because nothing is left to do, or because it is given up.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, CaseId,
    case::{By, Case, CaseEnd, REASON_MAX, State},
};
use tatefuda_store::{Tx, case};
use utoipa::ToSchema;

use super::{open::Opened, stand};
use crate::{
    command::{Command, Cx, Reads},
    facts::{Ask, INCIDENT},
    failure::{Check, Failure},
};

/// Most cases in which one thing is dealt with.
const MANY: i64 = 1_000;

/// Closes a case in which everything that the text asks for is done.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseCloseInput)]
pub struct CloseCase {
    /// The case.
    pub case: CaseId,
    /// The version that was on screen.
    pub version: i64,
}

/// Gives a case up, with the reason.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseWithdrawInput)]
pub struct WithdrawCase {
    /// The case.
    pub case: CaseId,
    /// The version that was on screen.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Command for CloseCase {
    const NAME: &'static str = "case.close";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::IncidentClose, Action::StepDo];
    const HAPPENS: &[&str] = &["closed"];
    type Out = Opened;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Opened, Failure> {
        let case = begin(cx, self.case, self.version).await?;
        let text = stand::text(cx.app, cx.tx, cx.actor.tenant, &case, cx.at).await?;
        let asked = if case.subject.kind == INCIDENT {
            // What happened is closed as such, with all that is done about it.
            let ask = Ask::new(Action::IncidentClose, stand::subject_of(&case)?);
            cx.ask(ask.under(Some(text))).await?
        } else {
            cx.ask(stand::ask(Action::StepDo, &case, &text)?.end(CaseEnd::Closed)).await?
        };
        cx.require(asked).await?;
        let state = State::Closed { at: cx.at, by: Some(by(cx)?) };
        for one in together(cx.tx, cx.actor.tenant, &case).await? {
            end(cx, one, state.clone()).await?;
        }
        Ok(Opened { case: case.id, version: case.version + 1 })
    }
}

impl Command for WithdrawCase {
    const NAME: &'static str = "case.withdraw";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::StepDo];
    type Out = Opened;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Opened, Failure> {
        let case = begin(cx, self.case, self.version).await?;
        let mut check = Check::default();
        let reason = check.text("reason", &self.reason, REASON_MAX);
        check.done()?;
        let text = stand::text(cx.app, cx.tx, cx.actor.tenant, &case, cx.at).await?;
        let asked = cx.ask(stand::ask(Action::StepDo, &case, &text)?.end(CaseEnd::Withdrawn)).await?;
        cx.require(asked).await?;
        cx.detail("reason", &reason);
        let state = State::Withdrawn { at: cx.at, by: Some(by(cx)?), reason };
        let version = case.version + 1;
        let case = case.ended(state)?;
        if !case::update(cx.tx, cx.actor.tenant, &case).await? {
            return Err(Failure::Busy);
        }
        Ok(Opened { case: case.id, version })
    }
}

async fn begin(cx: &mut Cx<'_>, id: CaseId, version: i64) -> Result<Case, Failure> {
    let tenant = cx.tenant();
    cx.subject("case", id);
    let case = case::get(cx.tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    case.running()?;
    if case.version != version {
        return Err(Failure::Conflict { seen: version, current: case.version });
    }
    cx.detail("procedure", &case.procedure);
    Ok(case)
}

fn by(cx: &Cx<'_>) -> Result<By, Failure> {
    Ok(By { person: cx.actor.person, capacity: cx.actor.require_capacity()? })
}

/// The case, with the others in which the same thing that happened is dealt with.
async fn together(tx: &mut Tx, tenant: tatefuda_domain::TenantId, case: &Case) -> Result<Vec<Case>, Failure> {
    if case.subject.kind != INCIDENT {
        return Ok(vec![case.clone()]);
    }
    let all = case::concerned(tx, tenant, None, &case.subject, MANY).await?.all()?;
    Ok(all.into_iter().filter(|one| one.subject == case.subject && one.running().is_ok()).collect())
}

async fn end(cx: &mut Cx<'_>, case: Case, state: State) -> Result<(), Failure> {
    let case = case.ended(state)?;
    if !case::update(cx.tx, cx.actor.tenant, &case).await? {
        return Err(Failure::Busy);
    }
    cx.happened(format!("closed:{}", case.procedure), case.subject)
}
