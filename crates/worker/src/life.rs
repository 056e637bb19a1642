//! Proof that this worker lives, and what dead ones and broken attempts left behind (decision 0007).

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    App, Failure,
    lifeline::{self, Lifeline},
    publication::queue::Work,
};
use tatefuda_domain::{PublicationId, TenantId};

/// How long an attempt that broke off rests first; twice as long each time after.
const REST: SignedDuration = SignedDuration::from_secs(5);

/// How long it is remembered that it broke off before.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(1);

/// What a worker knows of life and death. Clones of the worker share it.
#[derive(Default)]
pub(crate) struct Life {
    own: tokio::sync::Mutex<Option<Lifeline>>,
    free_since: Mutex<BTreeMap<String, Timestamp>>,
    broken: Mutex<BTreeMap<Key, Broken>>,
}

type Key = (TenantId, PublicationId);

/// An attempt that broke off: an error, a panic.
#[derive(Debug, Clone, Copy)]
struct Broken {
    times: u32,
    at: Timestamp,
    /// It may still stand in this worker's name.
    open: bool,
}

impl Broken {
    fn rests_until(&self, longest: SignedDuration) -> Timestamp {
        let factor = 1_i32.checked_shl(self.times.saturating_sub(1)).filter(|factor| *factor > 0).unwrap_or(i32::MAX);
        self.at + REST.checked_mul(factor).map_or(longest, |rest| rest.min(longest))
    }
}

impl Life {
    /// Notes that a send is taken in hand.
    pub(crate) fn in_hand(self: &Arc<Self>, app: &App, work: &Work) -> InHand {
        InHand { life: Arc::clone(self), app: app.clone(), key: (work.tenant, work.publication), falls: true }
    }

    /// Leases that nobody works under any more, to be ended before their time. Never fails: they run out in the end.
    pub(crate) async fn orphans(&self, app: &App, own: &str, lease: SignedDuration, limit: i64) -> Vec<Work> {
        self.hold(app, own).await;
        let mut work = vec![];
        // Whoever cannot see what was left behind does the rest of the round: leases run out by themselves, only later.
        for found in [self.broken(app, own, lease).await, self.left(app, own, limit).await] {
            match found {
                Ok(found) => work.extend(found),
                Err(error) => tracing::warn!(%error, "the worker cannot see what others left behind"),
            }
        }
        work
    }

    /// Holds the lifeline of this worker; takes it again where the server took it away.
    async fn hold(&self, app: &App, own: &str) {
        let mut held = self.own.lock().await;
        if let Some(lifeline) = &mut *held
            && lifeline.is_held().await
        {
            return;
        }
        *held = match lifeline::take(app, own).await {
            Ok(lifeline) => lifeline,
            Err(error) => {
                tracing::warn!(%error, "the worker cannot prove that it lives; if it dies, its leases have to run out");
                None
            }
        };
    }

    /// Attempts of this worker that broke off.
    async fn broken(&self, app: &App, own: &str, lease: SignedDuration) -> Result<Vec<Work>, Failure> {
        let now = app.env.now();
        let rested = |broken: &Broken| broken.open && broken.rests_until(lease) <= now;
        let keys: Vec<Key> = {
            let mut all = lock(&self.broken);
            all.retain(|_, broken| broken.open || now.duration_since(broken.at) < REMEMBERED);
            all.iter().filter(|(_, broken)| rested(broken)).map(|(key, _)| *key).collect()
        };
        let mut work = vec![];
        for key in keys {
            match lifeline::dropped(app, own, key.0, key.1).await? {
                Some(one) => work.push(one),
                None => drop(lock(&self.broken).get_mut(&key).map(|broken| broken.open = false)),
            }
        }
        Ok(work)
    }

    /// What workers had in hand that are gone.
    async fn left(&self, app: &App, own: &str, limit: i64) -> Result<Vec<Work>, Failure> {
        let free = lifeline::let_go(app, own).await?;
        let mut work = vec![];
        for name in self.certainly_gone(app, free) {
            let left = lifeline::left_by(app, &name, limit).await?;
            if left.is_empty() {
                lifeline::forget(app, &name).await?;
                lock(&self.free_since).remove(&name);
            }
            work.extend(left);
        }
        Ok(work)
    }

    /// Free is not gone: a session of the server can end under a worker that lives, and it takes hold again. Counted from when
    /// this worker first saw it free; a clock that was set back begins anew.
    fn certainly_gone(&self, app: &App, free: Vec<String>) -> Vec<String> {
        let (now, grace) = (app.env.now(), lifeline::grace(app));
        let mut since = lock(&self.free_since);
        since.retain(|name, at| *at <= now && free.contains(name));
        free.into_iter().filter(|name| now.duration_since(*since.entry(name.clone()).or_insert(now)) >= grace).collect()
    }

    /// Says farewell: this worker has nothing in hand.
    pub(crate) async fn leave(&self, app: &App, own: &str) {
        let mut held = self.own.lock().await;
        if held.is_some()
            && let Err(error) = lifeline::forget(app, own).await
        {
            tracing::info!(%error, "the worker's lifeline is left to its successor");
        }
        *held = None;
    }
}

/// A send in this worker's hand. Dropped before [`Self::done`] it has fallen.
pub(crate) struct InHand {
    life: Arc<Life>,
    app: App,
    key: Key,
    falls: bool,
}

impl InHand {
    /// It came to an end that is stored, or somebody else has it.
    pub(crate) fn done(mut self) {
        self.falls = false;
        lock(&self.life.broken).remove(&self.key);
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        if self.falls {
            let at = self.app.env.now();
            let mut all = lock(&self.life.broken);
            let broken = all.entry(self.key).or_insert(Broken { times: 0, at, open: true });
            *broken = Broken { times: broken.times.saturating_add(1), at, open: true };
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_off_again_and_again_rests_longer_each_time() {
        let longest = SignedDuration::from_secs(180);
        let rest = |times| Broken { times, at: Timestamp::UNIX_EPOCH, open: true }.rests_until(longest).as_second();
        assert_eq!([1, 2, 3, 6, 7, 40, u32::MAX].map(rest), [5, 10, 20, 160, 180, 180, 180]);
    }
}
