//! Look for an unknown outcome. Only a positive, unmistakable finding changes anything. Where the service resolves a repeat
//! by the key of the attempt, looking is to call once more under that key (decision 0007, point 20).

use std::sync::Mutex;

use jiff::Timestamp;
use tatefuda_app::{
    Failure, execute,
    publication::{
        Finish, Outcome, Reconcile, Repeat, Repeated,
        matching::{Seen, match_hash},
        queue::{self, Work},
        repeatable,
        stage::{self, Under},
    },
};
use tatefuda_platforms::{Publishing, ReadError, SendContext, SendOutcome};

use crate::{
    send::{LastLook, store},
    step::Step,
    worker::Worker,
};

pub(crate) async fn look(worker: &Worker, work: &Work) -> Result<(), Failure> {
    let (app, tenant, id) = (&worker.app, work.tenant, work.publication);
    if repeatable(app, tenant, id).await? {
        return again(worker, work).await;
    }
    let looking = queue::looking(app, tenant, id).await?;
    let platform = match &looking {
        Some(at) => worker.platform(tenant, &at.service).await?,
        None => None,
    };
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

/// The same call under the same key. Whatever is answered but an acceptance leaves the outcome unknown: a service may look
/// at token or rate before it looks at the key.
async fn again(worker: &Worker, work: &Work) -> Result<(), Failure> {
    let (app, tenant, id) = (&worker.app, work.tenant, work.publication);
    let later = async |until: Option<Timestamp>| queue::looked(app, tenant, id, until).await;
    let prepared = queue::prepare(app, tenant, id).await?;
    let platform = worker.platform(tenant, &prepared.service).await?;
    let platform = platform.filter(|one| one.publishing() == Publishing::Call);
    let (Some(platform), Some(post), Ok(token)) = (platform, &prepared.outgoing, &prepared.token) else {
        return later(None).await;
    };
    let wire = platform.wire(post).hash();
    let repeat = Repeat { publication: id, content: prepared.content, wire };
    let (key, attempt, epoch) = match execute(app, &work.actor(), app.env.id(), &repeat).await? {
        Repeated::Call { id, attempt, epoch } => (id, attempt, epoch),
        Repeated::No { reason } => {
            tracing::info!(publication = %id, %reason, "not repeated");
            return Ok(());
        }
    };
    (worker.observer)(Step::Repeats);
    let under = Under { tenant, publication: id, epoch, seconds: worker.settings.lease_seconds, wire };
    let standing = stage::standing(app, &under).await?;
    // Before the last look: a stop waits for what is in hand.
    let ticket = app.in_hand.take(tenant);
    let gate = LastLook { worker, work, epoch, again: true, place: &post.account, stay: Mutex::default() };
    let context = SendContext { gate: &gate, attempt: key, now: app.env.now() };
    let outcome = platform.publish(token, post, &standing, context).await;
    drop(ticket);
    (worker.observer)(Step::Repeated);
    match outcome {
        accepted @ SendOutcome::Accepted { .. } => {
            let finish = Finish { publication: id, epoch, attempt, outcome: Outcome::from(accepted) };
            store(worker, &work.actor(), &finish).await
        }
        SendOutcome::Wait { until, .. } => later(Some(until)).await,
        other => {
            tracing::info!(publication = %id, outcome = ?other, "still unknown");
            Ok(())
        }
    }
}
