//! Documents and packs as they are shown. What binds people may be read by all of them.

use tatefuda_domain::Digest;
use tatefuda_regulation::PackSource;
use tatefuda_store::regulation::{InForce, StoredPack, pack_get, pack_list, regulation_list};

use crate::{
    Actor, App, Failure,
    query::{Sees, open},
};

/// Every document that was, is or will be in force.
///
/// # Errors
/// Whatever the database says.
pub async fn documents(app: &App, actor: &Actor) -> Result<Vec<InForce>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    Ok(regulation_list(&mut tx, actor.tenant).await?.readable())
}

/// Every stored pack.
///
/// # Errors
/// Whatever the database says.
pub async fn packs(app: &App, actor: &Actor) -> Result<Vec<StoredPack>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    Ok(pack_list(&mut tx, actor.tenant).await?.readable())
}

/// The files of a stored pack.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn source(app: &App, actor: &Actor, digest: Digest) -> Result<PackSource, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    pack_get(&mut tx, actor.tenant, digest).await?.ok_or(Failure::NotFound)
}
