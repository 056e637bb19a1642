//! Chooses the capacity in which a session acts.

use serde::Serialize;
use tatefuda_domain::{AppointmentId, SessionId};
use tatefuda_store::session::session_capacity;

use crate::{Command, Cx, Failure, Reads, facts::org};

/// Acts from now on in another of one's running appointments.
#[derive(Debug, Clone, Serialize)]
pub struct ChooseCapacity {
    pub session: SessionId,
    pub capacity: AppointmentId,
}

impl Command for ChooseCapacity {
    const NAME: &'static str = "session.choose_capacity";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let (tenant, person) = (cx.tenant(), cx.actor.person);
        cx.subject("person", person);
        let org = org::load(cx.app, cx.tx, tenant).await?;
        if !org.running(person, cx.at).any(|one| one.id == self.capacity) {
            return Err(Failure::NotFound);
        }
        if session_capacity(cx.tx, tenant, person, self.session, Some(self.capacity)).await? {
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}
