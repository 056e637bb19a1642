//! Appoints a person to a position (発令).

use serde::{Deserialize, Serialize};
use tatefuda_domain::{AppointmentId, PersonId, PositionId};
use tatefuda_regulation::AppointmentKind;
use tatefuda_store::org::{Appointment, appointment_insert};
use utoipa::ToSchema;

use super::{Term, changing, span_checked, touched};
use crate::{Check, Command, Cx, Failure, Reads, facts::org};

/// Appoints a person to a position of the body.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[schema(as = AppointmentInput)]
pub struct Appoint {
    /// Who.
    pub person: PersonId,
    /// To what; the section is the position's.
    pub position: PositionId,
    /// Regular, concurrent (兼務) or acting (事務取扱).
    #[serde(default)]
    #[schema(value_type = String)]
    pub kind: AppointmentKind,
    /// The appointment for which this one stands in.
    #[serde(default)]
    pub deputy_of: Option<AppointmentId>,
    /// Which deputy: 1 before 2.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub deputy_order: i64,
    /// When it runs.
    #[serde(flatten)]
    pub span: Term,
}

impl Command for Appoint {
    const NAME: &'static str = "appointment.create";
    const READS: Reads<Self> = Reads::Open;
    type Out = AppointmentId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<AppointmentId, Failure> {
        let id = cx.app.env.id();
        cx.subject("appointment", id);
        changing(cx)?;
        let org = org::load(cx.app, cx.tx, cx.actor.tenant).await?;
        let mut check = Check::default();
        let span = self.span.at(cx.at);
        span_checked(&mut check, span);
        check.that(org.people.contains_key(&self.person), "person", "unknown-person");
        let position = org.positions.get(&self.position);
        check.that(position.is_some(), "position", "unknown-position");
        let known = self.deputy_of.is_none_or(|of| org.appointments.iter().any(|one| one.id == of));
        check.that(known, "deputy_of", "unknown-appointment");
        check.done()?;
        let Some(position) = position else { return Err(Failure::NotFound) };
        let appointment = Appointment {
            id,
            person: self.person,
            section: position.section,
            position: self.position,
            kind: self.kind,
            deputy_of: self.deputy_of,
            deputy_order: self.deputy_order,
            span,
        };
        appointment_insert(cx.tx, cx.actor.tenant, &appointment).await?;
        touched(cx).await?;
        Ok(id)
    }
}
