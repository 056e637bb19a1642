//! What the double of X remembers.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Value;

use super::{Config, text};
use crate::fault::{Fault, Faults, On};

/// How long a token is honoured.
pub(super) const TOKEN_SECONDS: i64 = 7_200;
/// How long a picture that no post shows is kept.
pub(super) const MEDIA_SECONDS: i64 = 86_400;

/// A post that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    pub id: String,
    /// Whose.
    pub user: String,
    /// Its text as it came.
    pub text: String,
    /// Pictures in order.
    pub media: Vec<Medium>,
    /// When.
    pub at: Timestamp,
    #[serde(skip)]
    pub(super) hidden_reads: u32,
    #[serde(skip)]
    pub(super) removed: bool,
}

/// A picture that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Medium {
    pub id: String,
    /// Whose.
    pub user: String,
    /// What it shows, in words.
    pub alt: Option<String>,
    #[serde(skip)]
    pub bytes: Vec<u8>,
    #[serde(skip)]
    pub(super) until: Timestamp,
}

/// One request and its answer, for a comparison with the official description.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// `POST`.
    pub method: String,
    /// As the description writes it: `/2/tweets/{id}`.
    pub path: &'static str,
    /// Names of its parameters.
    pub query: Vec<String>,
    /// Its body, where that is JSON.
    pub request: Option<Value>,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer, where that is JSON.
    pub answer: Option<Value>,
}

/// A token that is honoured.
#[derive(Debug, Clone)]
pub(super) struct Access {
    pub(super) user: String,
    pub(super) until: Option<Timestamp>,
}

#[derive(Default)]
pub(super) struct Inner {
    pub(super) posts: Vec<Taken>,
    pub(super) media: Vec<Medium>,
    pub(super) access: BTreeMap<String, Access>,
    /// Which token makes the next one, by user.
    pub(super) refresh: BTreeMap<String, String>,
    pub(super) credits: Option<i64>,
    pub(super) renewals: u64,
    pub(super) sends: u64,
    pub(super) uploads: u64,
    pub(super) reads: u64,
    pub(super) exchanges: Vec<Exchange>,
    pub(super) violations: Vec<String>,
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
        let mut inner = Inner::default();
        for user in &config.users {
            let until = config.tokens_end.then(|| config.clock.now() + SignedDuration::from_secs(TOKEN_SECONDS));
            inner.access.insert(user.access.clone(), Access { user: user.id.clone(), until });
            inner.refresh.insert(user.id.clone(), user.refresh.clone());
        }
        Self { inner: Arc::new(Mutex::new(inner)), faults: Arc::default(), config: Arc::new(config) }
    }

    /// Everything that was taken, whatever its sender was told.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.lock().posts.clone()
    }

    /// How many copies of a text a user has.
    #[must_use]
    pub fn copies(&self, user: &str, text: &str) -> usize {
        self.lock().posts.iter().filter(|one| one.user == user && one.text == text).count()
    }

    /// What shall go wrong next.
    pub fn next_faults(&self, on: On, faults: impl IntoIterator<Item = Fault>) {
        self.faults.add(on, faults);
    }

    /// No fault from now on, and every post that was taken can be seen.
    pub fn heal(&self) {
        self.faults.clear();
        self.lock().posts.iter_mut().for_each(|post| post.hidden_reads = 0);
    }

    /// What is paid in, in millionths of a dollar; none: without end.
    pub fn set_credits(&self, credits: Option<i64>) {
        self.lock().credits = credits;
    }

    /// What is left of it.
    #[must_use]
    pub fn credits(&self) -> Option<i64> {
        self.lock().credits
    }

    /// How many tokens were renewed.
    #[must_use]
    pub fn renewals(&self) -> u64 {
        self.lock().renewals
    }

    /// How many requests to publish, to bring a picture, to read back came.
    #[must_use]
    pub fn requests(&self) -> (u64, u64, u64) {
        let inner = self.lock();
        (inner.sends, inner.uploads, inner.reads)
    }

    /// Every request with its answer.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.lock().exchanges.clone()
    }

    /// What a well-behaved client never does.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.lock().violations.clone()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn violated(&self, what: String) {
        self.lock().violations.push(what);
    }

    /// Whose a token is, as long as it is honoured.
    pub(super) fn user(&self, token: &str) -> Option<String> {
        let now = self.config.clock.now();
        let inner = self.lock();
        let access = inner.access.get(token)?;
        access.until.is_none_or(|until| now < until).then(|| access.user.clone())
    }

    /// Takes what a call costs; `false`: too little is left.
    pub(super) fn pay(&self, price: i64) -> bool {
        let mut inner = self.lock();
        match &mut inner.credits {
            None => true,
            Some(left) if *left < price => false,
            Some(left) => {
                *left -= price;
                true
            }
        }
    }

    /// Takes a post and gives its id.
    pub(super) fn take(&self, user: &str, text: &str, media: Vec<Medium>, fault: Option<Fault>) -> String {
        let hidden_reads = match fault {
            Some(Fault::AcceptLate { reads } | Fault::LagReadBack { reads }) => reads,
            _ => 0,
        };
        let mut inner = self.lock();
        let id = (1_900_000_000_000_000_000_u64 + inner.posts.len() as u64).to_string();
        let (user, text) = (user.to_owned(), text.to_owned());
        let at = self.config.clock.now();
        inner.posts.push(Taken { id: id.clone(), user, text, media, at, hidden_reads, removed: false });
        id
    }

    /// What a read-back shows now, newest first. Counts as one for posts that come late.
    pub(super) fn read(&self, user: &str) -> Vec<Taken> {
        let mut seen = vec![];
        for post in self.lock().posts.iter_mut().filter(|post| post.user == user && !post.removed) {
            match post.hidden_reads {
                0 => seen.push(post.clone()),
                _ => post.hidden_reads -= 1,
            }
        }
        seen.reverse();
        seen
    }

    /// Whether the user has this text already, as the service would say.
    pub(super) fn is_repeated(&self, user: &str, text: &str) -> bool {
        self.config.refuse_repeated
            && self.lock().posts.iter().any(|one| one.user == user && !one.removed && one.text == text)
    }

    /// The price of a post.
    pub(super) fn price(text: &str) -> i64 {
        if text::addresses(text).is_empty() { 15_000 } else { 200_000 }
    }
}
