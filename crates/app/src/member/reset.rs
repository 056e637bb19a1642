//! Reset by an administrator: a new initial password, shown once; every session and token ends.

use serde::Serialize;
use tatefuda_domain::{CommandId, PersonId, SystemRight};
use tatefuda_store::{
    member::{PasswordHash, credential_put, person_find},
    session::session_delete_all,
    token::token_revoke_all,
};

use super::password;
use crate::{Actor, App, Command, Cx, Failure, Reads, Secret, command::execute};

/// Gives a person a new initial password. Use [`reset_password`], which makes it.
#[derive(Serialize)]
pub struct ResetPassword {
    /// Whose.
    pub person: PersonId,
    #[serde(skip)]
    hash: String,
    #[serde(skip)]
    nonce: String,
}

impl Command for ResetPassword {
    const NAME: &'static str = "password.reset";
    const READS: Reads<Self> = Reads::Open;
    type Out = String;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<String, Failure> {
        let tenant = cx.tenant();
        cx.subject("person", self.person);
        cx.actor.require(SystemRight::ManageUsers)?;
        person_find(cx.tx, tenant, self.person).await?.ok_or(Failure::NotFound)?;
        let password = PasswordHash { hash: self.hash.clone(), must_change: true, changed_at: cx.at };
        credential_put(cx.tx, tenant, self.person, &password).await?;
        session_delete_all(cx.tx, tenant, self.person, None).await?;
        token_revoke_all(cx.tx, tenant, self.person, cx.at).await?;
        Ok(self.nonce.clone())
    }
}

/// Resets a password and gives the initial one, once; absent when the command was a repeat.
///
/// # Errors
/// No right to manage users; no such person.
pub async fn reset_password(
    app: &App,
    actor: &Actor,
    id: CommandId,
    person: PersonId,
) -> Result<Option<Secret>, Failure> {
    let (password, hash, nonce) = password::initial(app).await?;
    let command = ResetPassword { person, hash, nonce };
    let nonce = execute(app, actor, id, &command).await?;
    Ok((nonce == command.nonce).then_some(password))
}
