//! What the double of Instagram remembers.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::Config;
use crate::fault::{Fault, Faults, On};

/// How long a container lives.
const CONTAINER_HOURS: i64 = 24;
/// How long a token lives.
pub(super) const TOKEN_SECONDS: i64 = 60 * 24 * 60 * 60;
/// How many posts a day, unless a test says otherwise.
const QUOTA: i64 = 50;

/// A picture as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fetched {
    /// From where.
    #[serde(skip)]
    pub address: String,
    /// Its type, as its address said.
    pub mime: String,
    /// What it shows, in words.
    pub alt: String,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// A post that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// Its id in the interface.
    pub id: String,
    /// Its name in addresses.
    pub code: String,
    /// Whose.
    pub user: String,
    /// Its text.
    pub caption: String,
    /// Pictures in order.
    pub pictures: Vec<Fetched>,
    /// When.
    pub at: Timestamp,
    #[serde(skip)]
    pub(super) hidden_reads: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Container {
    pub(super) id: String,
    pub(super) user: String,
    pub(super) caption: String,
    pub(super) pictures: Vec<Fetched>,
    /// A part of one that joins several: it is not published by itself.
    pub(super) is_item: bool,
    made: Timestamp,
    /// So many questions are answered with "in progress".
    works: u32,
    fails: bool,
    published: bool,
}

#[derive(Default)]
pub(super) struct Inner {
    pub(super) containers: Vec<Container>,
    pub(super) posts: Vec<Taken>,
    pub(super) tokens: BTreeMap<String, String>,
    works: u32,
    quota: Option<i64>,
    /// Posts of the day that were made elsewhere.
    used_elsewhere: i64,
    pub(super) renewals: u64,
    pub(super) publishes: u64,
    pub(super) reads: u64,
    pub(super) asked_states: u64,
    pub(super) base: String,
    violations: Vec<String>,
}

/// The double as tests see it; clones are the same double.
#[derive(Clone)]
pub struct Double {
    inner: Arc<Mutex<Inner>>,
    pub(super) faults: Arc<Faults>,
    pub(super) config: Arc<Config>,
}

impl fmt::Debug for Double {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Double").field("taken", &self.taken()).finish_non_exhaustive()
    }
}

impl Double {
    pub(super) fn new(config: Config) -> Self {
        let tokens = config.users.iter().map(|user| (user.token.clone(), user.id.clone())).collect();
        let inner = Inner { tokens, ..Inner::default() };
        Self { inner: Arc::new(Mutex::new(inner)), faults: Arc::default(), config: Arc::new(config) }
    }

    pub(super) fn stands_at(&self, base: &str) {
        self.lock().base = base.to_owned();
    }

    /// Everything that was taken, whatever its sender was told.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.lock().posts.clone()
    }

    /// How many copies of a text an account has.
    #[must_use]
    pub fn copies(&self, user: &str, caption: &str) -> usize {
        self.lock().posts.iter().filter(|one| one.user == user && one.caption == caption).count()
    }

    /// What shall go wrong next.
    pub fn next_faults(&self, on: On, faults: impl IntoIterator<Item = Fault>) {
        self.faults.add(on, faults);
    }

    /// For how many questions each container that is made from now on is at work.
    pub fn works_for(&self, questions: u32) {
        self.lock().works = questions;
    }

    /// How many posts a day are taken.
    pub fn set_quota(&self, quota: i64) {
        self.lock().quota = Some(quota);
    }

    /// Posts of the day that were made elsewhere.
    pub fn used_elsewhere(&self, posts: i64) {
        self.lock().used_elsewhere = posts;
    }

    /// Throws away every container, as after a day.
    pub fn lose_containers(&self) {
        let longest = SignedDuration::from_hours(CONTAINER_HOURS);
        self.lock()
            .containers
            .iter_mut()
            .for_each(|one| one.made = one.made.saturating_sub(longest).unwrap_or(one.made));
    }

    /// How many requests to publish came, how many containers were made, how often states were asked for.
    #[must_use]
    pub fn requests(&self) -> (u64, usize, u64) {
        let inner = self.lock();
        (inner.publishes, inner.containers.len(), inner.asked_states)
    }

    /// How many tokens were renewed.
    #[must_use]
    pub fn renewals(&self) -> u64 {
        self.lock().renewals
    }

    /// Every picture that was fetched, in any container.
    #[must_use]
    pub fn fetched(&self) -> Vec<Fetched> {
        self.lock()
            .containers
            .iter()
            .filter(|one| one.pictures.len() == 1)
            .flat_map(|one| one.pictures.clone())
            .collect()
    }

    /// What a well-behaved client never does.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.lock().violations.clone()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn violated(&self, what: impl Into<String>) {
        self.lock().violations.push(what.into());
    }

    /// So many posts of the last day, and so many are allowed.
    pub(super) fn quota(&self, user: &str) -> (i64, i64) {
        let since = self.config.clock.now() - SignedDuration::from_hours(24);
        let inner = self.lock();
        let own = inner.posts.iter().filter(|one| one.user == user && one.at > since).count();
        (i64::try_from(own).unwrap_or(i64::MAX) + inner.used_elsewhere, inner.quota.unwrap_or(QUOTA))
    }

    pub(super) fn make(
        &self,
        user: &str,
        (caption, is_item): (&str, bool),
        pictures: Vec<Fetched>,
        fault: Option<Fault>,
    ) -> String {
        let made = self.config.clock.now();
        let mut inner = self.lock();
        let id = (17_900_000_000_000_000_u64 + inner.containers.len() as u64).to_string();
        let works = inner.works;
        inner.containers.push(Container {
            id: id.clone(),
            user: user.to_owned(),
            caption: caption.to_owned(),
            pictures,
            is_item,
            made,
            works,
            fails: fault == Some(Fault::FailsLate),
            published: false,
        });
        id
    }

    /// The state of a container, as asked by a client: counts.
    pub(super) fn asked(&self, user: &str, id: &str) -> Option<&'static str> {
        let mut inner = self.lock();
        inner.asked_states += 1;
        let now = self.config.clock.now();
        let one = inner.containers.iter_mut().find(|one| one.user == user && one.id == id)?;
        if one.works > 0 && one.state(now) == "IN_PROGRESS" {
            one.works -= 1;
            return Some("IN_PROGRESS");
        }
        Some(one.state(now))
    }

    /// A container that can be used now, or why not.
    pub(super) fn ready(&self, user: &str, id: &str) -> Result<Container, &'static str> {
        let now = self.config.clock.now();
        let inner = self.lock();
        let one = inner.containers.iter().find(|one| one.user == user && one.id == id).ok_or("MISSING")?;
        match one.state(now) {
            "FINISHED" | "PUBLISHED" => Ok(one.clone()),
            other => Err(other),
        }
    }

    /// Takes a post and gives it.
    pub(super) fn take(&self, container: &Container, fault: Option<Fault>) -> Taken {
        let hidden_reads = match fault {
            Some(Fault::AcceptLate { reads } | Fault::LagReadBack { reads }) => reads,
            _ => 0,
        };
        let at = self.config.clock.now();
        let mut inner = self.lock();
        let number = inner.posts.len() as u64;
        let post = Taken {
            id: (18_000_000_000_000_000_u64 + number).to_string(),
            code: format!("C{number:05}_x"),
            user: container.user.clone(),
            caption: container.caption.clone(),
            pictures: container.pictures.clone(),
            at,
            hidden_reads,
        };
        inner.posts.push(post.clone());
        if let Some(one) = inner.containers.iter_mut().find(|one| one.id == container.id) {
            if one.published {
                inner.violations.push(format!("{} was published twice", container.id));
            } else {
                one.published = true;
            }
        }
        post
    }

    /// What a read-back shows now, newest first. Counts as one for posts that come late.
    pub(super) fn read(&self, user: &str) -> Vec<Taken> {
        let mut seen = vec![];
        for post in self.lock().posts.iter_mut().filter(|post| post.user == user) {
            match post.hidden_reads {
                0 => seen.push(post.clone()),
                _ => post.hidden_reads -= 1,
            }
        }
        seen.reverse();
        seen
    }
}

impl Container {
    fn state(&self, now: Timestamp) -> &'static str {
        match self {
            one if one.published => "PUBLISHED",
            one if now >= one.made + SignedDuration::from_hours(CONTAINER_HOURS) => "EXPIRED",
            one if one.works > 0 => "IN_PROGRESS",
            one if one.fails => "ERROR",
            _ => "FINISHED",
        }
    }
}

/// What goes wrong, by kind of request.
pub(super) fn next(double: &Double, on: On) -> Option<Fault> {
    double.faults.next(on)
}
