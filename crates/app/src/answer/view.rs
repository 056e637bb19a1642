//! "Why?"

use tatefuda_domain::{AnswerId, CommandId, SystemRight, record::Subject};
use tatefuda_store::answer::{StoredAnswer, answer_find, answer_list, answer_list_command};

use crate::{actor::Actor, core::App, failure::Failure, reads};

const MANY: i64 = 256;

/// An answer by id. Its facts can hold the text of a draft: those on posts are for whoever asked, for whoever may
/// read the post, and for readers of the operation records; for everybody else they do not exist.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn find(app: &App, actor: &Actor, id: AnswerId) -> Result<StoredAnswer, Failure> {
    let mut tx = app.db.read().await?;
    let stored = answer_find(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let own = stored.person.is_some() && stored.person == actor.named();
    if !own && !actor.may(SystemRight::ReadAudit) {
        reads::demand(app, &mut tx, actor, app.readable(&stored.subject)).await?;
    }
    tx.rollback().await?;
    Ok(stored)
}

/// Answers on a subject, oldest first. Those on a post belong to whoever may read the post.
///
/// # Errors
/// [`Failure::NotFound`] for somebody who may not read it.
pub async fn list(app: &App, actor: &Actor, subject: &Subject) -> Result<Vec<StoredAnswer>, Failure> {
    let mut tx = app.db.read().await?;
    reads::demand(app, &mut tx, actor, app.readable(subject)).await?;
    Ok(answer_list(&mut tx, actor.tenant, subject, MANY).await?.readable())
}

/// Every answer asked for one act; for readers of the operation records.
///
/// # Errors
/// [`Failure::Forbidden`].
pub async fn of_command(app: &App, actor: &Actor, command: CommandId) -> Result<Vec<StoredAnswer>, Failure> {
    actor.require(SystemRight::ReadAudit)?;
    let mut tx = app.db.read().await?;
    Ok(answer_list_command(&mut tx, actor.tenant, command).await?.readable())
}
