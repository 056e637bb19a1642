//! Records as they are shown.

use tatefuda_domain::{
    RecordId,
    record::{Record, Subject},
};
use tatefuda_store::record::{record_find, record_list};

use crate::{Actor, App, Failure};

const MANY: i64 = 256;

/// Records on a subject, oldest first. Records on a post belong to whoever may read the post: ask that first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor, subject: &Subject) -> Result<Vec<Record>, Failure> {
    let mut tx = app.db.read().await?;
    Ok(record_list(&mut tx, actor.tenant, subject, MANY).await?.readable())
}

/// A record of the body.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn find(app: &App, actor: &Actor, id: RecordId) -> Result<Record, Failure> {
    let mut tx = app.db.read().await?;
    record_find(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)
}
