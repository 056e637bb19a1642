//! Sign-out, here and everywhere.

use serde::{Deserialize, Serialize};
use tatefuda_domain::SessionId;
use tatefuda_store::{
    session::{session_delete, session_delete_all},
    token::token_revoke_all,
};

use crate::{Command, Cx, Failure, Reads};

/// Ends one of one's own sessions.
#[derive(Debug, Clone, Serialize)]
pub struct SignOut {
    /// Which.
    pub session: SessionId,
}

impl Command for SignOut {
    const NAME: &'static str = "session.sign_out";
    const READS: Reads<Self> = Reads::Open;
    const WITH_INITIAL_PASSWORD: bool = true;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("person", cx.actor.person);
        if session_delete(cx.tx, cx.actor.tenant, cx.actor.person, self.session).await? {
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}

/// Ends every session and every token of one's own: whoever fears that somebody else is signed in cannot know through
/// which door.
#[derive(Debug, Clone, Serialize)]
pub struct SignOutEverywhere {}

/// How many doors were closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Of browsers.
    pub sessions: u64,
    /// Tokens of the JSON interface.
    pub tokens: u64,
}

impl Command for SignOutEverywhere {
    const NAME: &'static str = "session.sign_out_everywhere";
    const READS: Reads<Self> = Reads::Open;
    const WITH_INITIAL_PASSWORD: bool = true;
    type Out = Closed;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Closed, Failure> {
        let (tenant, person) = (cx.tenant(), cx.actor.person);
        cx.subject("person", person);
        let sessions = session_delete_all(cx.tx, tenant, person, None).await?;
        let tokens = token_revoke_all(cx.tx, tenant, person, cx.at).await?;
        Ok(Closed { sessions, tokens })
    }
}
