//! One send: lease, preparing stages, begin, call, finish (decision 0007).

use std::{
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::Duration,
};

use tatefuda_app::{
    Actor, Failure,
    account::renewal,
    execute,
    hand::{self, Offer, Offered},
    publication::{
        Begin, Begun, Finish, Lease, Outcome,
        matching::match_hash,
        may_go, may_go_again,
        queue::{self, Work},
        reason,
    },
};
use tatefuda_platforms::{BoxFuture, Gate, OutgoingPost, Platform, Publishing, SendContext, SendOutcome, Standings};

use crate::{
    stages::{self, Brought},
    step::Step,
    worker::Worker,
};

/// What became of a due send.
pub(crate) enum Sent {
    /// The call was made, or the body's own website was written.
    Called,
    /// It waits for a person.
    Held,
    /// It waits for a person's hands.
    Offered,
    /// What has to be brought first is not there: it waits, or failed.
    Interrupted,
}

pub(crate) async fn send(worker: &Worker, work: &Work) -> Result<Sent, Failure> {
    let (app, actor, id) = (&worker.app, work.actor(), work.publication);
    let seconds = worker.settings.lease_seconds;
    (worker.observer)(Step::Due);
    if hand::goes_by_hand(app, work.tenant, id).await? {
        let offered = execute(app, &actor, app.env.id(), &Offer { publication: id }).await?;
        (worker.observer)(Step::Offered);
        return Ok(match offered {
            Offered::Waiting => Sent::Offered,
            Offered::Held { .. } => Sent::Held,
        });
    }
    // The token that it would use may end under it; it stays due.
    if renewal::runs(app, work.tenant, work.account).await? {
        return Err(Failure::state("renewing"));
    }
    let lease = Lease { publication: id, owner: worker.owner.to_string(), seconds };
    let in_hand = worker.life.in_hand(app, work);
    let epoch = match execute(app, &actor, app.env.id(), &lease).await {
        Ok(leased) => leased.epoch,
        // Somebody else has it, or it is gone: nothing of it is in this hand. After any other failure the lease may be stored
        // all the same; dropped, it falls, and this worker finds it again among its own.
        Err(failure @ (Failure::State { .. } | Failure::NotFound)) => {
            in_hand.done();
            return Err(failure);
        }
        Err(failure) => return Err(failure),
    };
    (worker.observer)(Step::Leased);

    let prepared = queue::prepare(app, work.tenant, id).await?;
    let platform = worker.platform(work.tenant, &prepared.service).await?;
    // Made before the intent is stored, from the value with which the call is made later: the intent holds the hash of just
    // these bytes, and nothing in between can become another text.
    let wire = platform.zip(prepared.outgoing.as_ref()).map(|(platform, post)| platform.wire(post).hash());
    let comparable = platform.zip(prepared.outgoing.as_ref()).and_then(|(platform, post)| platform.comparable(post));
    let problem = if prepared.problem.is_some() {
        prepared.problem
    // The body's own website is written in the transaction of Begin: it needs no account and no token.
    } else if platform.is_some_and(|platform| platform.publishing() == Publishing::InTheAct) {
        None
    } else if platform.is_none() {
        Some(reason::NO_CONNECTOR)
    } else if prepared.outgoing.is_none() {
        Some(reason::NOT_CONNECTED)
    } else if worker.host.is_none() && fetches(platform, prepared.outgoing.as_ref()) {
        Some(reason::NO_PICTURE_HOST)
    } else {
        prepared.token.as_ref().err().copied()
    };
    let mut begin = Begin {
        publication: id,
        epoch,
        seconds,
        content: prepared.content,
        wire,
        match_hash: comparable.as_deref().map(match_hash),
        problem: problem.map(ToOwned::to_owned),
    };
    let mut standing = Standings::default();
    if let (None, Some(platform), Some(post), Ok(token)) = (problem, platform, &prepared.outgoing, &prepared.token) {
        match stages::bring(worker, work, &begin, (platform.as_ref(), token, post)).await? {
            Brought::All(all) => standing = all,
            Brought::Barred => begin.problem = Some(reason::NOT_SENT.to_owned()),
            Brought::Ended(sent) => {
                in_hand.done();
                return Ok(sent);
            }
        }
    }
    let (attempt, attempt_id) = match execute(app, &actor, app.env.id(), &begin).await? {
        Begun::Call { attempt, id } => (attempt, id),
        Begun::Held { .. } => {
            in_hand.done();
            return Ok(Sent::Held);
        }
        Begun::Published => {
            in_hand.done();
            return Ok(Sent::Called);
        }
    };
    (worker.observer)(Step::Begun);

    let outcome = match (platform, &prepared.outgoing, &prepared.token) {
        (Some(platform), Some(post), Ok(token)) => {
            // Before the last look: a stop waits for what is in hand.
            let ticket = app.in_hand.take(work.tenant);
            let gate = LastLook { worker, work, epoch, again: false, place: &post.account, stay: Mutex::default() };
            let context = SendContext { gate: &gate, attempt: attempt_id, now: app.env.now() };
            let outcome = platform.publish(token, post, &standing, context).await;
            drop(ticket);
            gate.outcome(outcome)
        }
        // Begin holds what lacks one of these.
        _ => Outcome::NotSent { why: "no connector, account or token".to_owned() },
    };
    (worker.observer)(Step::Called);
    let finish = Finish { publication: id, epoch, attempt, outcome };
    store(worker, &actor, &finish).await?;
    in_hand.done();
    (worker.observer)(Step::Finished);
    Ok(Sent::Called)
}

/// Whether the service would fetch pictures of a post.
fn fetches(platform: Option<&Arc<dyn Platform>>, post: Option<&OutgoingPost>) -> bool {
    let fetches = platform.is_some_and(|platform| platform.capabilities().fetches.is_some());
    fetches && post.is_some_and(|post| !post.media.is_empty())
}

/// The gate that a connector asks immediately before the call that makes the post visible.
pub(crate) struct LastLook<'a> {
    pub(crate) worker: &'a Worker,
    pub(crate) work: &'a Work,
    pub(crate) epoch: i64,
    /// The call is made again under the key of its attempt.
    pub(crate) again: bool,
    pub(crate) place: &'a str,
    /// Why not. A connector is told yes or no and carries no reason through its calls; it is fetched here afterwards.
    pub(crate) stay: Mutex<Option<Outcome>>,
}

impl Gate for LastLook<'_> {
    fn may_go(&self) -> BoxFuture<'_, bool> {
        Box::pin(async {
            (self.worker.observer)(Step::LastLook);
            let (app, work) = (&self.worker.app, self.work);
            let looked = match self.again {
                false => may_go(app, work, self.epoch, self.place).await,
                true => may_go_again(app, work, self.epoch, self.place).await,
            };
            let stay = match looked {
                Ok(Ok(())) => return true,
                Ok(Err(stay)) => Outcome::Stayed { why: stay.why.to_owned(), detail: stay.detail },
                // Who cannot look does not send.
                Err(failure) => {
                    tracing::warn!(publication = %self.work.publication, %failure, "not sent without a last look");
                    Outcome::NotSent { why: format!("the last look was not possible: {failure}") }
                }
            };
            *self.stay.lock().unwrap_or_else(PoisonError::into_inner) = Some(stay);
            false
        })
    }
}

impl LastLook<'_> {
    /// What a send came to, with the reason where it was not let through.
    fn outcome(self, outcome: SendOutcome) -> Outcome {
        match (outcome, self.stay.into_inner().unwrap_or_else(PoisonError::into_inner)) {
            (SendOutcome::Stayed, Some(stay)) => stay,
            (outcome, _) => Outcome::from(outcome),
        }
    }
}

/// What the platform said is told only once: a database that is away must not turn it into an unknown.
pub(crate) async fn store(worker: &Worker, actor: &Actor, finish: &Finish) -> Result<(), Failure> {
    // One id for all tries: one whose acknowledgement was lost is found done by the next.
    let id = worker.app.env.id();
    let mut patience = Patience::default();
    loop {
        let Err(failure) = execute(&worker.app, actor, id, finish).await else { return Ok(()) };
        let stopping = worker.stopping.load(Ordering::Relaxed);
        let Some(pause) = patience.after(&failure, stopping) else { return Err(failure) };
        tracing::warn!(publication = %finish.publication, %failure, "the outcome cannot be stored yet");
        tokio::time::sleep(pause).await;
    }
}

/// How often storing is tried again where waiting promises little: a fault of the program, or when the worker is to stop.
const FAULTS: usize = 6;

/// Waits as long as the database is away or others are in the way, and else about half a minute.
#[derive(Debug, Default)]
struct Patience {
    tries: usize,
    faults: usize,
}

impl Patience {
    /// For how long to wait until the next try; absent: no further one.
    fn after(&mut self, failure: &Failure, stopping: bool) -> Option<Duration> {
        match failure {
            Failure::Unavailable(_) | Failure::Busy if !stopping => {}
            Failure::Unavailable(_) | Failure::Busy | Failure::Internal(_) if self.faults < FAULTS => self.faults += 1,
            _ => return None,
        }
        let pause = [100, 400, 1_600].get(self.tries).copied().unwrap_or(6_400);
        self.tries += 1;
        Some(Duration::from_millis(pause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many tries are made at most out of so many, and for how long that waits.
    fn tries(most: usize, failure: &Failure, stopping: bool) -> (usize, Duration) {
        let mut patience = Patience::default();
        let pauses: Vec<Duration> = (1..most).map_while(|_| patience.after(failure, stopping)).collect();
        (pauses.len() + 1, pauses.iter().sum())
    }

    #[test]
    fn an_outcome_waits_for_a_database_that_is_away_for_an_hour() {
        let (made, waited) = tries(600, &Failure::Busy, false);
        assert_eq!(made, 600);
        assert!(waited > Duration::from_secs(3_600), "{waited:?}");
    }

    #[test]
    fn a_fault_of_a_moment_is_got_over_and_a_lasting_one_let_go() {
        let (made, waited) = tries(600, &Failure::internal("a fault"), false);
        assert!(made == FAULTS + 1 && waited > Duration::from_secs(20), "{made} {waited:?}");
    }

    #[test]
    fn a_worker_that_is_to_stop_does_not_wait_without_end() {
        assert_eq!(tries(600, &Failure::Busy, true).0, FAULTS + 1);
    }

    #[test]
    fn what_others_decided_is_not_asked_again() {
        assert_eq!(tries(600, &Failure::NotFound, false).0, 1);
    }
}
