//! Absences: who is away, so that deputies and telephone numbers are right.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{PersonId, SystemRight};
use tatefuda_store::org::{Absence, absence_end, absence_insert};
use utoipa::ToSchema;

use super::{Term, span_checked, touched};
use crate::{Check, Command, Cx, Failure, Reads, facts::org};

/// Notes that a person is away; everybody for themselves, others with the right to manage users.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[schema(as = SpanInput)]
pub struct StartAbsence {
    /// Who.
    pub person: PersonId,
    /// When.
    #[serde(flatten)]
    pub span: Term,
}

impl Command for StartAbsence {
    const NAME: &'static str = "absence.start";
    const READS: Reads<Self> = Reads::Open;
    type Out = String;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<String, Failure> {
        cx.subject("person", self.person);
        if cx.actor.named() != Some(self.person) {
            cx.actor.require(SystemRight::ManageUsers)?;
        }
        let mut check = Check::default();
        let span = self.span.at(cx.at);
        span_checked(&mut check, span);
        check.done()?;
        if !org::load(cx.app, cx.tx, cx.actor.tenant).await?.people.contains_key(&self.person) {
            return Err(Failure::NotFound);
        }
        let id = cx.app.env.id::<tatefuda_domain::RecordId>().to_string();
        let absence = Absence { id: id.clone(), person: self.person, span };
        absence_insert(cx.tx, cx.actor.tenant, &absence).await?;
        touched(cx).await?;
        Ok(id)
    }
}

/// Notes that a person is back.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[schema(as = EndInput)]
pub struct EndAbsence {
    /// Which absence.
    pub id: String,
    /// Since when they are back; absent: since the moment of the act.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

impl Command for EndAbsence {
    const NAME: &'static str = "absence.end";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let org = org::load(cx.app, cx.tx, cx.actor.tenant).await?;
        let absence = org.absences.iter().find(|one| one.id == self.id).ok_or(Failure::NotFound)?;
        cx.subject("person", absence.person);
        if cx.actor.named() != Some(absence.person) {
            cx.actor.require(SystemRight::ManageUsers)?;
        }
        let until = self.until.unwrap_or(cx.at);
        if until < absence.span.from {
            return Err(Failure::invalid("until", "ends-before-start"));
        }
        absence_end(cx.tx, cx.actor.tenant, &self.id, until).await?;
        touched(cx).await
    }
}
