//! A person leaves: nothing is deleted, but every door closes.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{PersonId, SystemRight, duty::LoginEventKind, record::Subject};
use tatefuda_store::{
    member::{Person, person_find, person_update},
    org::Appointment,
    session::session_delete_all,
    token::token_revoke_all,
};
use utoipa::ToSchema;

use crate::{Command, Cx, Failure, Forbidden, Reads, facts::org, login::gone, org::touched};

/// Ends a person's sign-in, sessions and tokens.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EndPerson {
    /// Who.
    pub id: PersonId,
    /// The version seen.
    pub version: i64,
}

impl Command for EndPerson {
    const NAME: &'static str = "person.end";
    const READS: Reads<Self> = Reads::Open;
    const HAPPENS: &[&str] = &["member.left"];
    type Out = i64;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<i64, Failure> {
        let tenant = cx.tenant();
        cx.subject("person", self.id);
        cx.actor.require(SystemRight::ManageUsers)?;
        if cx.actor.named() == Some(self.id) {
            // The last administrator must not lock the body out.
            return Err(Failure::Forbidden(Forbidden::SamePerson));
        }
        let person = person_find(cx.tx, tenant, self.id).await?.ok_or(Failure::NotFound)?;
        let conflict = Failure::Conflict { seen: self.version, current: person.version };
        let person = Person { version: self.version, ended_at: Some(cx.at), ..person };
        if !person_update(cx.tx, tenant, &person).await? {
            return Err(conflict);
        }
        // As long as the organisation is what it was.
        let org = org::load(cx.app, cx.tx, tenant).await?;
        let appointments: Vec<Appointment> =
            org.appointments.iter().filter(|one| one.person == self.id).cloned().collect();
        session_delete_all(cx.tx, tenant, self.id, None).await?;
        token_revoke_all(cx.tx, tenant, self.id, cx.at).await?;
        touched(cx).await?;
        gone(cx, self.id, &appointments, LoginEventKind::Left).await?;
        cx.subject("person", self.id);
        cx.happened(LoginEventKind::Left.as_str(), Subject::new("person", self.id))?;
        Ok(self.version + 1)
    }
}
