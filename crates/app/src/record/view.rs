//! Records as they are shown.

use tatefuda_domain::{
    RecordId,
    record::{Record, Subject},
};
use tatefuda_store::record::{record_find, record_list};

use crate::{Actor, App, Failure, reads};

const MANY: i64 = 256;

/// Records on a subject, oldest first. Records on a post belong to whoever may read the post.
///
/// # Errors
/// [`Failure::NotFound`] for somebody who may not read it.
pub async fn list(app: &App, actor: &Actor, subject: &Subject) -> Result<Vec<Record>, Failure> {
    let mut tx = app.db.read().await?;
    reads::demand(app, &mut tx, actor, app.readable(subject)).await?;
    Ok(record_list(&mut tx, actor.tenant, subject, MANY).await?.readable())
}

/// A record of the body.
///
/// # Errors
/// [`Failure::NotFound`] also for what was stated on a post that this person may not read.
pub async fn find(app: &App, actor: &Actor, id: RecordId) -> Result<Record, Failure> {
    let mut tx = app.db.read().await?;
    let record = record_find(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    reads::demand(app, &mut tx, actor, app.readable(&record.subject)).await?;
    tx.rollback().await?;
    Ok(record)
}
