//! Ending a token before its time.

use serde::Serialize;
use tatefuda_domain::TokenId;
use tatefuda_store::token::token_revoke;

use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Revokes a token of one's own.
#[derive(Debug, Clone, Serialize)]
pub struct RevokeToken {
    pub id: TokenId,
}

impl Command for RevokeToken {
    const NAME: &'static str = "token.revoke";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("token", self.id);
        if token_revoke(cx.tx, cx.tenant(), cx.actor.person, self.id, cx.at).await? {
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}
