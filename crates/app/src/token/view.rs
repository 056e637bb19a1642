//! One's own tokens.

use tatefuda_store::token::{Token, token_list};

use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{Sees, open},
};

/// Every token of the actor, ended and revoked ones too.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Token>, Failure> {
    let mut tx = open(app, actor, Sees::Own).await?;
    Ok(token_list(&mut tx, actor.tenant, actor.person).await?.readable())
}
