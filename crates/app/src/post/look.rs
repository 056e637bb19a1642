//! What somebody has seen, and what changed since.

use tatefuda_domain::{Id as _, PostId};
use tatefuda_store::post::{self, trail};

use super::{
    difference,
    paper::{self, Paper},
    rights,
    view::SinceLook,
};
use crate::{actor::Actor, core::App, failure::Failure};

/// Remembers that this person saw the present content. No act: reading leaves no entry, and where nothing can be written
/// it goes on without being remembered.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read it.
pub async fn look(app: &App, actor: &Actor, id: PostId) -> Result<(), Failure> {
    match remember(app, actor, id).await {
        Err(failure @ (Failure::Busy | Failure::Unavailable(_))) => {
            tracing::debug!(%failure, "that somebody looked was not noted");
            Ok(())
        }
        done => done,
    }
}

async fn remember(app: &App, actor: &Actor, id: PostId) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    let paper = Paper::load(&mut tx, actor.tenant, id).await?;
    if !rights::may_read(app, &mut tx, actor, &paper).await? {
        return Err(Failure::NotFound);
    }
    let look = trail::Look {
        id: app.env.id::<tatefuda_domain::RecordId>().uuid().to_string(),
        post: id,
        person: actor.person,
        revision: paper.revision.id,
        sheet: paper.sheet(),
        at: app.env.now(),
    };
    trail::insert_look(&mut tx, actor.tenant, &look).await?;
    tx.commit().await?;
    Ok(())
}

/// What changed since this person last saw another revision of the post; absent: they never did.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read it.
pub async fn since_look(app: &App, actor: &Actor, id: PostId) -> Result<Option<SinceLook>, Failure> {
    let mut tx = app.db.read().await?;
    let tenant = actor.tenant;
    let paper = Paper::load(&mut tx, tenant, id).await?;
    if !rights::may_read(app, &mut tx, actor, &paper).await? {
        return Err(Failure::NotFound);
    }
    let last = trail::last_look(&mut tx, tenant, id, actor.person, paper.revision.id).await?;
    let Some(last) = last else { return Ok(None) };
    let former = post::revision(&mut tx, tenant, last.revision).await?.ok_or(Failure::NotFound)?;
    let targets = post::targets(&mut tx, tenant, last.revision).await?;
    tx.rollback().await?;
    let names = paper::names(&paper.accounts);
    let difference = difference::between((&former, &targets), (&paper.revision, &paper.targets), &names);
    Ok(Some(SinceLook { at: last.at, difference }))
}
