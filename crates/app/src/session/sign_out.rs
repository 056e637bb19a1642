//! Sign-out, here and everywhere.

use serde::Serialize;
use tatefuda_domain::SessionId;
use tatefuda_store::session::{session_delete, session_delete_all};

use crate::{Command, Cx, Failure};

/// Ends one of one's own sessions.
#[derive(Debug, Clone, Serialize)]
pub struct SignOut {
    /// Which.
    pub session: SessionId,
}

impl Command for SignOut {
    const NAME: &'static str = "session.sign_out";
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

/// Ends every session of one's own.
#[derive(Debug, Clone, Serialize)]
pub struct SignOutEverywhere {}

impl Command for SignOutEverywhere {
    const NAME: &'static str = "session.sign_out_everywhere";
    const WITH_INITIAL_PASSWORD: bool = true;
    type Out = u64;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<u64, Failure> {
        cx.subject("person", cx.actor.person);
        Ok(session_delete_all(cx.tx, cx.actor.tenant, cx.actor.person, None).await?)
    }
}
