//! Who is connected, and who is to move on each connection.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tatefuda_app::session::origin;
use tokio::{sync::Notify, time::Instant};

use super::{Limits, patience::Patience};
use crate::network::Network;

/// What happens on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// The client sends the head of a request.
    Head,
    /// The client sends a body.
    Body,
    /// The client takes an answer.
    Taking,
    /// Nothing is asked.
    Idle,
    /// We work on the answer.
    Working,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    since: Instant,
    /// A request was taken and its answer is not handed on yet.
    asked: bool,
    /// How many requests there were.
    request: u64,
    /// The connection has to make room.
    given_up: bool,
}

struct Shared {
    limits: Limits,
    state: Mutex<State>,
    changed: Notify,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing below can panic between two states that belong together.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// By which the parts of a connection tell what happens on it. Cheap to clone.
#[derive(Clone)]
pub(super) struct Handle(Arc<Shared>);

impl Handle {
    fn new(limits: Limits) -> Self {
        let state = State { phase: Phase::Head, since: Instant::now(), asked: false, request: 0, given_up: false };
        Self(Arc::new(Shared { limits, state: Mutex::new(state), changed: Notify::new() }))
    }

    pub(super) fn patience(&self) -> Patience {
        Patience::new(self.0.limits.grace, self.0.limits.slowest)
    }

    /// How many requests there were on the connection.
    pub(super) fn request(&self) -> u64 {
        locked(&self.0.state).request
    }

    /// A request is whole up to its body.
    pub(super) fn serving(&self) {
        let mut state = locked(&self.0.state);
        state.asked = true;
        state.request += 1;
        self.turn(&mut state, Phase::Working);
    }

    /// The answer was handed on, or nobody wants it any more.
    pub(super) fn answered(&self) {
        let mut state = locked(&self.0.state);
        state.asked = false;
        self.turn(&mut state, Phase::Idle);
    }

    /// Bytes came.
    pub(super) fn heard(&self) {
        let mut state = locked(&self.0.state);
        if state.phase == Phase::Idle {
            self.turn(&mut state, Phase::Head);
        }
    }

    pub(super) fn awaits_body(&self) {
        self.between(Phase::Working, Phase::Body);
    }

    pub(super) fn working(&self) {
        self.between(Phase::Body, Phase::Working);
    }

    pub(super) fn awaits_taking(&self) {
        let mut state = locked(&self.0.state);
        if matches!(state.phase, Phase::Working | Phase::Idle) {
            self.turn(&mut state, Phase::Taking);
        }
    }

    pub(super) fn took(&self) {
        let mut state = locked(&self.0.state);
        if state.phase == Phase::Taking {
            let next = if state.asked { Phase::Working } else { Phase::Idle };
            self.turn(&mut state, next);
        }
    }

    fn between(&self, from: Phase, to: Phase) {
        let mut state = locked(&self.0.state);
        if state.phase == from {
            self.turn(&mut state, to);
        }
    }

    fn turn(&self, state: &mut State, phase: Phase) {
        (state.phase, state.since) = (phase, Instant::now());
        self.0.changed.notify_one();
    }

    fn give_up(&self) {
        locked(&self.0.state).given_up = true;
        self.0.changed.notify_one();
    }

    /// Until when the present phase may last; `None`: something else bounds it. `Err`: it is given up.
    fn deadline(&self) -> Result<Option<Instant>, ()> {
        let state = locked(&self.0.state);
        if state.given_up {
            return Err(());
        }
        Ok(match state.phase {
            Phase::Head => state.since.checked_add(self.0.limits.head),
            Phase::Idle => state.since.checked_add(self.0.limits.idle),
            // Each transfer has its patience, and each request its time.
            Phase::Body | Phase::Taking | Phase::Working => None,
        })
    }
}

/// The connections that are open.
pub(super) struct Lines {
    limits: Limits,
    proxies: Vec<Network>,
    open: Mutex<Open>,
    /// One that was given up is gone.
    gone: Notify,
}

/// What becomes of somebody who connects.
enum Admission {
    Taken(Line),
    /// Those given up still hold a descriptor until they are gone.
    Later,
    Full,
}

#[derive(Default)]
struct Open {
    next: u64,
    lines: HashMap<u64, (IpAddr, Handle)>,
    of_address: HashMap<IpAddr, usize>,
    /// Given up, and not gone yet.
    leaving: usize,
}

impl Open {
    fn remove(&mut self, id: u64) -> Option<Handle> {
        let (address, handle) = self.lines.remove(&id)?;
        if let Some(count) = self.of_address.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                self.of_address.remove(&address);
            }
        }
        Some(handle)
    }

    /// Who waits longest for their client: of one address, or of whichever holds most connections. Heads that never
    /// become whole go first, connections kept for a next request last.
    fn to_give_up(&self, of: Option<IpAddr>) -> Option<u64> {
        let waiting = self.lines.iter().filter(|(_, (address, _))| of.is_none_or(|of| *address == of));
        let ranked = waiting.filter_map(|(id, (address, handle))| {
            let state = locked(&handle.0.state);
            let held = self.of_address.get(address).copied().unwrap_or_default();
            let rank = (std::cmp::Reverse(held), state.phase, state.since);
            (state.phase != Phase::Working).then_some((rank, *id))
        });
        ranked.min().map(|(_, id)| id)
    }
}

impl Lines {
    pub(super) fn new(limits: Limits, proxies: Vec<Network>) -> Self {
        Self { limits, proxies, open: Mutex::default(), gone: Notify::new() }
    }

    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes a connection in, if need be in place of one that waits for its client. `None`: there is no room.
    pub(super) async fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Line> {
        loop {
            match self.look(peer) {
                Admission::Taken(line) => return Some(line),
                Admission::Full => return None,
                Admission::Later => self.gone.notified().await,
            }
        }
    }

    fn look(self: &Arc<Self>, peer: IpAddr) -> Admission {
        let address = origin(peer);
        let proxy = self.proxies.iter().any(|proxy| proxy.contains(peer));
        let mut open = locked(&self.open);
        let held = open.of_address.get(&address).copied().unwrap_or_default();
        let too_many = |open: &Open| open.lines.len() >= self.limits.connections;
        let of = (!proxy && held >= self.limits.per_address).then_some(address);
        if of.is_some() || too_many(&open) {
            if open.leaving > self.limits.connections / 8 {
                return Admission::Later;
            }
            let Some(handle) = open.to_give_up(of).and_then(|id| open.remove(id)) else { return Admission::Full };
            handle.give_up();
            open.leaving += 1;
        }
        let id = open.next;
        open.next += 1;
        let handle = Handle::new(self.limits.clone());
        open.lines.insert(id, (address, handle.clone()));
        *open.of_address.entry(address).or_default() += 1;
        Admission::Taken(Line { id, handle, lines: Arc::clone(self) })
    }

    /// Gives every connection up.
    pub(super) fn close_all(&self) {
        locked(&self.open).lines.values().for_each(|(_, handle)| handle.give_up());
    }
}

/// One open connection; dropped when it is gone.
pub(super) struct Line {
    id: u64,
    handle: Handle,
    lines: Arc<Lines>,
}

impl Line {
    pub(super) fn limits(&self) -> &Limits {
        &self.lines.limits
    }

    pub(super) fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Resolves when the connection has to be closed: its client let it wait too long, or another needs its place.
    pub(super) async fn over(&self) {
        while let Ok(deadline) = self.handle.deadline() {
            let changed = self.handle.0.changed.notified();
            match deadline {
                None => changed.await,
                Some(deadline) if deadline <= Instant::now() => return,
                Some(deadline) => tokio::select! {
                    () = changed => {}
                    () = tokio::time::sleep_until(deadline) => {}
                },
            }
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut open = locked(&self.lines.open);
        if open.remove(self.id).is_none() {
            open.leaving -= 1;
            self.lines.gone.notify_one();
        }
    }
}
