//! What somebody has seen, and what changed since.

use tatefuda_domain::{Id as _, PostId};
use tatefuda_store::post::{self, trail};

use super::{
    difference,
    paper::{self, Paper},
    rights,
    view::SinceLook,
};
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{Look, Query, query},
    reads::{self, Reads},
};

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
    reads::demand(app, &mut tx, actor, Some(rights::post(id))).await?;
    let paper = Paper::load(&mut tx, actor.tenant, id).await?;
    let look = trail::Look {
        id: app.env.id::<tatefuda_domain::RecordId>().uuid().to_string(),
        post: id,
        person: actor.person,
        revision: paper.revision.id,
        sheet: paper.sheet(),
        at: app.env.now(),
    };
    trail::look_insert(&mut tx, actor.tenant, &look).await?;
    tx.commit().await?;
    Ok(())
}

/// What changed since this person last saw another revision of the post; absent: they never did.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read it.
pub async fn since_look(app: &App, actor: &Actor, id: PostId) -> Result<Option<SinceLook>, Failure> {
    query(app, actor, &Since { post: id }).await
}

/// See [`since_look`].
struct Since {
    post: PostId,
}

impl Query for Since {
    const READS: Reads<Self> = Reads::Of(|of| Some(rights::post(of.post)));
    type Out = Option<SinceLook>;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Option<SinceLook>, Failure> {
        let tenant = look.actor.tenant;
        let paper = Paper::load(look.tx, tenant, self.post).await?;
        let last = trail::look_last(look.tx, tenant, self.post, look.actor.person, paper.revision.id).await?;
        let Some(last) = last else { return Ok(None) };
        let former = post::revision(look.tx, tenant, last.revision).await?.ok_or(Failure::NotFound)?;
        let targets = post::targets(look.tx, tenant, last.revision).await?;
        let names = paper::names(&paper.accounts);
        let difference = difference::between((&former, &targets), (&paper.revision, &paper.targets), &names);
        Ok(Some(SinceLook { at: last.at, difference }))
    }
}
