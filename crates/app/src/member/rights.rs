//! System rights: reading and administering, apart from the regulation.

use serde::Serialize;
use tatefuda_domain::{PersonId, RecordId, SystemRight};
use tatefuda_store::member::{person_find, right_grant, right_list, right_revoke};

use crate::{Command, Cx, Failure, Forbidden, Reads};

/// Grants a right to another person.
#[derive(Debug, Clone, Serialize)]
pub struct GrantRight {
    /// To whom.
    pub person: PersonId,
    /// Which.
    pub right: SystemRight,
}

impl Command for GrantRight {
    const NAME: &'static str = "right.grant";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        cx.subject("person", self.person);
        cx.circumstance("right", self.right.as_str());
        cx.actor.require(SystemRight::ManageUsers)?;
        if cx.actor.named() == Some(self.person) {
            return Err(Failure::Forbidden(Forbidden::SamePerson));
        }
        person_find(cx.tx, tenant, self.person).await?.ok_or(Failure::NotFound)?;
        if right_list(cx.tx, tenant, self.person).await?.contains(&self.right) {
            return Err(Failure::state("right-held"));
        }
        let id = cx.app.env.id::<RecordId>().to_string();
        Ok(right_grant(cx.tx, tenant, &id, self.person, self.right, cx.actor.named(), cx.at).await?)
    }
}

/// Takes a right away.
#[derive(Debug, Clone, Serialize)]
pub struct RevokeRight {
    /// From whom.
    pub person: PersonId,
    /// Which.
    pub right: SystemRight,
}

impl Command for RevokeRight {
    const NAME: &'static str = "right.revoke";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("person", self.person);
        cx.circumstance("right", self.right.as_str());
        cx.actor.require(SystemRight::ManageUsers)?;
        if self.right == SystemRight::ManageUsers && cx.actor.named() == Some(self.person) {
            // The last administrator must not lock the body out.
            return Err(Failure::Forbidden(Forbidden::SamePerson));
        }
        if right_revoke(cx.tx, cx.actor.tenant, self.person, self.right, cx.at).await? {
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}
