//! Look for an unknown outcome. Only a positive, unmistakable finding changes anything.

use tatefuda_app::{
    Failure, execute,
    publication::{
        Reconcile,
        matching::{Seen, match_hash},
        queue::{self, Work},
    },
};
use tatefuda_platforms::ReadError;

use crate::{step::Step, worker::Worker};

pub(crate) async fn look(worker: &Worker, work: &Work) -> Result<(), Failure> {
    let (app, tenant, id) = (&worker.app, work.tenant, work.publication);
    let looking = queue::looking(app, tenant, id).await?;
    let platform = looking.as_ref().and_then(|at| worker.platforms.get(&at.service));
    let (Some(platform), Some(at)) = (platform, &looking) else {
        return queue::looked(app, tenant, id, None).await;
    };
    let now = app.env.now();
    let seen = match platform.read_back(&at.token, &at.account, at.since, now, now).await {
        Ok(posts) => posts,
        Err(ReadError::Wait(until)) => return queue::looked(app, tenant, id, Some(until)).await,
        Err(error) => {
            tracing::info!(publication = %id, %error, "nothing could be read back");
            return queue::looked(app, tenant, id, None).await;
        }
    };
    (worker.observer)(Step::ReadBack);
    let seen: Vec<Seen> = seen
        .into_iter()
        .filter_map(|post| {
            let comparable = platform.comparable_seen(&post)?;
            let match_hash = match_hash(&comparable);
            Some(Seen { id: post.id, permalink: post.permalink, created: post.created, match_hash })
        })
        .collect();
    if !queue::resolves(app, tenant, id, &seen).await? {
        return queue::looked(app, tenant, id, None).await;
    }
    let command = Reconcile { publication: id, seen };
    execute(app, &work.actor(), app.env.id(), &command).await?;
    (worker.observer)(Step::Reconciled);
    Ok(())
}
