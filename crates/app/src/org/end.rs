//! Ends sections, positions, appointments. The rows stay: yesterday's answers rest on them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AppointmentId, PositionId, SectionId, duty::LoginEventKind, record::Subject};
use tatefuda_store::org::{appointment_end, position_end, section_end};
use utoipa::ToSchema;

use super::{changing, touched};
use crate::{Command, Cx, Failure, Reads, facts::org, login::gone};

macro_rules! end {
    ($(#[$doc:meta])* $command:ident, $name:literal, $noun:literal, $id:ty, $list:expr, $end:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
        #[schema(as = EndInput)]
        pub struct $command {
            /// Which.
            pub id: $id,
            /// From when on it is no more, not before its start; absent: from the moment of the act.
            #[serde(default)]
            pub until: Option<Timestamp>,
        }

        impl Command for $command {
            const NAME: &'static str = $name;
            const READS: Reads<Self> = Reads::Open;
            type Out = ();

            async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
                cx.subject($noun, self.id);
                changing(cx)?;
                let org = org::load(cx.app, cx.tx, cx.actor.tenant).await?;
                let find: fn(&org::Org, $id) -> Option<Timestamp> = $list;
                let from = find(&org, self.id).ok_or(Failure::NotFound)?;
                let until = self.until.unwrap_or(cx.at);
                if until < from {
                    return Err(Failure::invalid("until", "ends-before-start"));
                }
                $end(cx.tx, cx.actor.tenant, self.id, until).await?;
                touched(cx).await
            }
        }
    };
}

end!(
    /// Ends a section.
    EndSection, "section.end", "section", SectionId, |org, id| org.sections.get(&id).map(|one| one.span.from), section_end
);
end!(
    /// Ends a position.
    EndPosition, "position.end", "position", PositionId, |org, id| org.positions.get(&id).map(|one| one.span.from),
    position_end
);
/// Ends an appointment.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = EndInput)]
pub struct EndAppointment {
    /// Which.
    pub id: AppointmentId,
    /// From when on it is no more, not before its start; absent: from the moment of the act.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

impl Command for EndAppointment {
    const NAME: &'static str = "appointment.end";
    const READS: Reads<Self> = Reads::Open;
    const HAPPENS: &[&str] = &["member.moved"];
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("appointment", self.id);
        changing(cx)?;
        let org = org::load(cx.app, cx.tx, cx.actor.tenant).await?;
        let found = org.appointments.iter().find(|one| one.id == self.id).cloned().ok_or(Failure::NotFound)?;
        let until = self.until.unwrap_or(cx.at);
        if until < found.span.from {
            return Err(Failure::invalid("until", "ends-before-start"));
        }
        appointment_end(cx.tx, cx.actor.tenant, self.id, until).await?;
        touched(cx).await?;
        // What ends on a later day has not happened yet.
        if cx.at < until {
            return Ok(());
        }
        // Whoever stays in the body was moved away from here: what they knew of logins they still know.
        let person = found.person;
        gone(cx, person, &[found], LoginEventKind::Moved).await?;
        cx.happened(LoginEventKind::Moved.as_str(), Subject::new("person", person))
    }
}
