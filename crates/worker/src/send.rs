//! One send: lease, begin, call, finish (decision 0007).

use std::time::Duration;

use tatefuda_app::{
    Actor, Failure, execute,
    publication::{
        Begin, Begun, Finish, Lease, Outcome,
        matching::match_hash,
        queue::{self, Work},
        reason,
    },
};
use tatefuda_platforms::SendContext;

use crate::{step::Step, worker::Worker};

/// What became of a due send.
pub(crate) enum Sent {
    /// The call was made, or the body's own website was written.
    Called,
    /// It waits for a person.
    Held,
}

pub(crate) async fn send(worker: &Worker, work: &Work) -> Result<Sent, Failure> {
    let (app, actor, id) = (&worker.app, work.actor(), work.publication);
    let seconds = worker.settings.lease_seconds;
    (worker.observer)(Step::Due);
    let lease = Lease { publication: id, owner: worker.owner.to_string(), seconds };
    let epoch = execute(app, &actor, app.env.id(), &lease).await?.epoch;
    (worker.observer)(Step::Leased);

    let prepared = queue::prepare(app, work.tenant, id).await?;
    let platform = worker.platforms.get(&prepared.service);
    let wire = platform.zip(prepared.outgoing.as_ref()).map(|(platform, post)| platform.wire(post).hash());
    let comparable = platform.zip(prepared.outgoing.as_ref()).and_then(|(platform, post)| platform.comparable(post));
    let problem = if prepared.service.is_website() {
        None
    } else if platform.is_none() {
        Some(reason::NO_CONNECTOR)
    } else if prepared.outgoing.is_none() {
        Some(reason::NOT_CONNECTED)
    } else {
        prepared.token.as_ref().err().copied()
    };
    let begin = Begin {
        publication: id,
        epoch,
        seconds,
        wire,
        match_hash: comparable.as_deref().map(match_hash),
        problem: problem.map(ToOwned::to_owned),
    };
    let (attempt, attempt_id) = match execute(app, &actor, app.env.id(), &begin).await? {
        Begun::Call { attempt, id } => (attempt, id),
        Begun::Held { .. } => return Ok(Sent::Held),
        Begun::Published => return Ok(Sent::Called),
    };
    (worker.observer)(Step::Begun);

    let outcome = match (platform, &prepared.outgoing, &prepared.token) {
        (Some(platform), Some(post), Ok(token)) => {
            let context = SendContext { attempt: attempt_id, now: app.env.now() };
            Outcome::from(platform.publish(token, post, context).await)
        }
        // Begin holds what lacks one of these.
        _ => Outcome::NotSent { why: "no connector, account or token".to_owned() },
    };
    (worker.observer)(Step::Called);
    let finish = Finish { publication: id, epoch, attempt, outcome };
    store(worker, &actor, &finish).await?;
    (worker.observer)(Step::Finished);
    Ok(Sent::Called)
}

/// What the platform said is told only once: a database that is away for a moment must not turn it into an unknown.
async fn store(worker: &Worker, actor: &Actor, finish: &Finish) -> Result<(), Failure> {
    let id = worker.app.env.id();
    for pause in [100, 400, 1_600, 6_400] {
        match execute(&worker.app, actor, id, finish).await {
            Err(Failure::Unavailable(error)) => {
                tracing::warn!(publication = %finish.publication, %error, "the outcome cannot be stored yet");
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
            done => return done.map(drop),
        }
    }
    execute(&worker.app, actor, id, finish).await.map(drop)
}
