//! What the double remembers.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tatefuda_domain::Clock;
use tokio::sync::watch;

use super::{Config, Fault, PageConfig, Rates};

/// A post that the platform took, or will have taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrived {
    /// `<page>_<number>`.
    pub id: String,
    pub page: String,
    /// The text.
    pub message: String,
    pub link: Option<String>,
    /// Pictures in order.
    pub photos: Vec<Photo>,
    /// When.
    pub created: Timestamp,
    /// Whether a read-back shows it by now.
    pub visible: bool,
    /// What the sender was told.
    pub fate: Fate,
}

/// A picture that the platform took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Photo {
    /// Its id, digits.
    pub id: String,
    pub page: String,
    /// The alternative text that came with it.
    pub alt: String,
    /// Its type, from its first bytes.
    pub mime: &'static str,
    /// The bytes as they came.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// What the sender of a post was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Its id.
    Acknowledged,
    /// Nothing, or something that does not tell.
    Untold,
}

/// When a read-back shows a post.
#[derive(Debug, Clone, Copy)]
enum Shown {
    Now,
    AfterReads(u32),
    At(Timestamp),
}

struct Stored {
    arrived: Arrived,
    shown: Shown,
}

struct Inner {
    posts: Vec<Stored>,
    photos: Vec<Photo>,
    photo_faults: VecDeque<Fault>,
    uploads: u64,
    next: BTreeMap<String, u64>,
    faults: VecDeque<Fault>,
    read_faults: VecDeque<Fault>,
    removal_faults: VecDeque<Fault>,
    rates: Rates,
    random: u64,
    usage: Option<u8>,
    tokens: BTreeMap<String, String>,
    sends: u64,
    reads: u64,
    violations: Vec<String>,
}

/// The double as tests see it; clones are the same double.
#[derive(Clone)]
pub struct Double {
    inner: Arc<Mutex<Inner>>,
    slow: watch::Sender<u64>,
    pub(super) pages: Arc<[PageConfig]>,
    pub(super) version: Arc<str>,
    refuse_repeated: bool,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for Double {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Double").field("posts", &self.posts()).finish_non_exhaustive()
    }
}

impl Double {
    pub(super) fn new(config: Config) -> Self {
        let tokens = config.pages.iter().map(|page| (page.id.clone(), page.token.clone())).collect();
        let inner = Inner {
            posts: Vec::new(),
            photos: Vec::new(),
            photo_faults: VecDeque::new(),
            uploads: 0,
            next: BTreeMap::new(),
            faults: VecDeque::new(),
            read_faults: VecDeque::new(),
            removal_faults: VecDeque::new(),
            rates: Rates::default(),
            random: config.seed,
            usage: None,
            tokens,
            sends: 0,
            reads: 0,
            violations: Vec::new(),
        };
        Self {
            inner: Arc::new(Mutex::new(inner)),
            slow: watch::Sender::new(0),
            pages: config.pages.into(),
            version: config.version.into(),
            refuse_repeated: config.refuse_repeated,
            clock: config.clock,
        }
    }

    /// Everything that was taken, in order, also what no read-back shows yet.
    #[must_use]
    pub fn posts(&self) -> Vec<Arrived> {
        let now = self.clock.now();
        let inner = self.lock();
        inner.posts.iter().map(|stored| Arrived { visible: stored.is_shown(now), ..stored.arrived.clone() }).collect()
    }

    /// How many copies of a text a page has.
    #[must_use]
    pub fn copies(&self, page: &str, message: &str) -> usize {
        self.lock().posts.iter().filter(|one| one.arrived.page == page && one.arrived.message == message).count()
    }

    /// What shall go wrong with the next requests to publish, one each, before any rate.
    pub fn next_faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.lock().faults.extend(faults);
    }

    /// What shall go wrong with the next uploads of pictures, one each. Rates do not touch them.
    pub fn next_photo_faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.lock().photo_faults.extend(faults);
    }

    /// Every picture that was taken, in order, also those that no post has.
    #[must_use]
    pub fn photos(&self) -> Vec<Photo> {
        self.lock().photos.clone()
    }

    /// How many uploads of pictures came, whatever became of them.
    #[must_use]
    pub fn uploads(&self) -> u64 {
        self.lock().uploads
    }

    /// What shall go wrong with the next read-backs, one each.
    pub fn next_read_faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.lock().read_faults.extend(faults);
    }

    /// What shall go wrong with the next removals, one each.
    pub fn next_removal_faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.lock().removal_faults.extend(faults);
    }

    /// Takes a post away, as somebody does on the service's own screens; `false`: there is none.
    pub fn take_away(&self, id: &str) -> bool {
        let mut inner = self.lock();
        let before = inner.posts.len();
        inner.posts.retain(|stored| stored.arrived.id != id);
        inner.posts.len() < before
    }

    /// What goes wrong with this removal, if anything was asked for.
    pub(super) fn removal_fault(&self) -> Option<Fault> {
        self.lock().removal_faults.pop_front()
    }

    /// How often things go wrong from now on.
    pub fn set_rates(&self, rates: Rates) {
        self.lock().rates = rates;
    }

    /// No fault from now on, and every post that was taken can be seen.
    pub fn heal(&self) {
        let mut inner = self.lock();
        inner.faults.clear();
        inner.read_faults.clear();
        inner.photo_faults.clear();
        inner.rates = Rates::default();
        inner.usage = None;
        for stored in &mut inner.posts {
            stored.shown = Shown::Now;
        }
        drop(inner);
        self.release_slow();
    }

    /// Lets all replies go that a [`Fault::Slow`] holds back.
    pub fn release_slow(&self) {
        self.slow.send_modify(|round| *round += 1);
    }

    /// From now on answers say that so many per cent of the budget are used.
    pub fn set_usage(&self, percent: Option<u8>) {
        self.lock().usage = percent;
    }

    /// Replaces the token of a page; the old one is then expired.
    pub fn set_token(&self, page: &str, token: &str) {
        self.lock().tokens.insert(page.to_owned(), token.to_owned());
    }

    /// How many requests to publish came, whatever became of them.
    #[must_use]
    pub fn sends(&self) -> u64 {
        self.lock().sends
    }

    /// How many read-backs came.
    #[must_use]
    pub fn reads(&self) -> u64 {
        self.lock().reads
    }

    /// What a well-behaved client never does: a token in an address, an unknown parameter or field.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.lock().violations.clone()
    }

    pub(super) fn note_violation(&self, what: String) {
        self.lock().violations.push(what);
    }

    pub(super) fn usage(&self) -> Option<u8> {
        self.lock().usage
    }

    pub(super) fn token_fits(&self, page: &str, token: &str) -> bool {
        self.lock().tokens.get(page).is_some_and(|known| known == token)
    }

    pub(super) fn slow_gate(&self) -> watch::Receiver<u64> {
        let mut gate = self.slow.subscribe();
        gate.mark_unchanged();
        gate
    }

    /// The fault for a request to publish.
    pub(super) fn send_fault(&self) -> Option<Fault> {
        let mut inner = self.lock();
        inner.sends += 1;
        let queued = inner.faults.pop_front();
        queued.or_else(|| {
            inner.random = inner.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
            inner.rates.pick(inner.random)
        })
    }

    /// The fault for an upload of a picture.
    pub(super) fn photo_fault(&self) -> Option<Fault> {
        let mut inner = self.lock();
        inner.uploads += 1;
        inner.photo_faults.pop_front()
    }

    /// Takes a picture, which nobody sees yet, and gives its id.
    pub(super) fn keep_photo(&self, page: &str, alt: String, mime: &'static str, bytes: Vec<u8>) -> String {
        let mut inner = self.lock();
        let id = (9_000 + inner.photos.len()).to_string();
        inner.photos.push(Photo { id: id.clone(), page: page.to_owned(), alt, mime, bytes });
        id
    }

    /// A picture of a page.
    pub(super) fn photo(&self, page: &str, id: &str) -> Option<Photo> {
        self.lock().photos.iter().find(|photo| photo.page == page && photo.id == id).cloned()
    }

    /// Whether a post of the page has the picture already.
    pub(super) fn photo_is_posted(&self, id: &str) -> bool {
        self.lock().posts.iter().any(|stored| stored.arrived.photos.iter().any(|photo| photo.id == id))
    }

    /// A picture that a post which can be seen has.
    pub(super) fn seen_photo(&self, id: &str) -> Option<Photo> {
        self.posts().into_iter().filter(|post| post.visible).flat_map(|post| post.photos).find(|photo| photo.id == id)
    }

    /// The fault for a read-back.
    pub(super) fn read_fault(&self) -> Option<Fault> {
        let mut inner = self.lock();
        inner.reads += 1;
        inner.read_faults.pop_front()
    }

    /// Whether the page posted the same text last.
    pub(super) fn is_repeated(&self, page: &str, message: &str) -> bool {
        let inner = self.lock();
        let last = inner.posts.iter().rev().find(|stored| stored.arrived.page == page);
        self.refuse_repeated && last.is_some_and(|stored| stored.arrived.message == message)
    }

    /// Takes a post and gives its id.
    pub(super) fn accept(
        &self,
        page: &str,
        message: String,
        link: Option<String>,
        photos: Vec<Photo>,
        fault: Option<Fault>,
    ) -> String {
        let now = self.clock.now();
        let shown = match fault {
            Some(Fault::AcceptLate { reads } | Fault::LagReadBack { reads }) => Shown::AfterReads(reads),
            Some(Fault::AcceptLateBy { millis }) => {
                Shown::At(now.saturating_add(SignedDuration::from_millis(millis.into())).unwrap_or(now))
            }
            _ => Shown::Now,
        };
        let fate = match fault {
            None | Some(Fault::LagReadBack { .. } | Fault::Delayed { .. }) => Fate::Acknowledged,
            _ => Fate::Untold,
        };
        let mut inner = self.lock();
        let number = inner.next.entry(page.to_owned()).or_insert(0);
        *number += 1;
        let id = format!("{page}_{number}");
        let page = page.to_owned();
        let arrived = Arrived { id: id.clone(), page, message, link, photos, created: now, visible: true, fate };
        inner.posts.push(Stored { arrived, shown });
        id
    }

    /// What a read-back of a page shows now, newest first. Counts as one read-back for late posts.
    pub(super) fn read(&self, page: &str) -> Vec<Arrived> {
        let now = self.clock.now();
        let mut inner = self.lock();
        let mut seen = Vec::new();
        for stored in inner.posts.iter_mut().filter(|stored| stored.arrived.page == page) {
            if stored.is_shown(now) {
                seen.push(stored.arrived.clone());
            } else if let Shown::AfterReads(reads) = &mut stored.shown {
                *reads -= 1;
            }
        }
        seen.reverse();
        seen
    }

    /// One post, if it can be seen.
    pub(super) fn find(&self, id: &str) -> Option<Arrived> {
        self.posts().into_iter().find(|post| post.id == id && post.visible)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stored {
    fn is_shown(&self, now: Timestamp) -> bool {
        match self.shown {
            Shown::Now | Shown::AfterReads(0) => true,
            Shown::AfterReads(_) => false,
            Shown::At(at) => at <= now,
        }
    }
}
