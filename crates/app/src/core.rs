//! What every use-case needs, handed around instead of globals.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use jiff::Timestamp;
use tatefuda_domain::{Env, TenantId, record::Subject};
use tatefuda_platforms::Platforms;
use tatefuda_store::Db;
use tatefuda_vault::{KeyRing, NodeState, Passwords};
use tokio::sync::{Mutex, Semaphore};

use crate::{
    config::Config,
    facts::{Kept, org::OrgCache},
    governing::cache::RegulationCache,
    health::LastLook,
    in_hand::{Awaited, InHand},
    noun::Noun,
    reads::Thing,
};

/// How many passwords are hashed at once: each takes 19 MiB and a core.
const HASHERS: usize = 2;

/// How many pictures are read at once: each may take some hundred megabytes.
const READERS: usize = 1;

/// The application. Clones share everything.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What the application is made of.
pub struct Parts {
    /// What the nouns handed over.
    pub(crate) nouns: &'static [Noun],
    /// The database.
    pub db: Db,
    /// Clock, randomness, fresh ids.
    pub env: Env,
    /// Keys for sealing and for signing checkpoints; never in the database.
    pub keys: KeyRing,
    /// Limits.
    pub config: Config,
    /// The connectors, where this process reaches services at all.
    platforms: OnceLock<Platforms>,
    /// What this node keeps outside the database: its marks, and the file that stops it.
    pub state: Arc<NodeState>,
    /// Sends that were let through and are not at their end.
    pub in_hand: InHand,
    pub(crate) awaited: Awaited,
    /// Since when the database answers again after it was away.
    pub(crate) shaken: std::sync::Mutex<Option<Timestamp>>,
    pub(crate) passwords: Passwords,
    pub(crate) hashing: Semaphore,
    pub(crate) reading: Semaphore,
    /// Those who were in each other's way try again one after the other.
    pub(crate) turns: Mutex<()>,
    /// Whether writing worked when it was last tried.
    pub(crate) last_look: LastLook,
    /// Compiled packs and joined regulations by content hash.
    pub(crate) regulations: RegulationCache,
    /// Organisations by body and change stamp.
    pub(crate) orgs: OrgCache,
    /// Facts that are stored, by their id.
    pub(crate) kept: Kept,
    /// Up to which act and moment everything of a body was looked at by the clock.
    pub(crate) looked: std::sync::Mutex<std::collections::BTreeMap<TenantId, String>>,
    /// Up to which act and moment everybody of a body was told what waits.
    pub(crate) told: std::sync::Mutex<std::collections::BTreeMap<TenantId, String>>,
}

impl App {
    /// Joins the parts. Which nouns there are is said by whoever lists them (`registry`).
    pub(crate) fn of(
        nouns: &'static [Noun],
        db: Db,
        env: Env,
        keys: KeyRing,
        config: Config,
        state: NodeState,
    ) -> Self {
        Self(Arc::new(Parts {
            nouns,
            state: Arc::new(state),
            in_hand: InHand::default(),
            awaited: Awaited::default(),
            shaken: std::sync::Mutex::default(),
            passwords: Passwords::new(config.passwords),
            hashing: Semaphore::new(HASHERS),
            reading: Semaphore::new(READERS),
            turns: Mutex::new(()),
            last_look: LastLook::default(),
            regulations: RegulationCache::default(),
            orgs: OrgCache::default(),
            kept: Kept::default(),
            looked: std::sync::Mutex::default(),
            told: std::sync::Mutex::default(),
            platforms: OnceLock::new(),
            db,
            env,
            keys,
            config,
        }))
    }
}

impl Parts {
    /// What a stored answer or record is about, where that has readers.
    pub(crate) fn readable(&self, subject: &Subject) -> Option<Thing> {
        let mut of = self.nouns.iter().filter_map(|noun| noun.readers);
        let (_, readers) = of.find(|(kind, _)| *kind == subject.kind)?;
        // An id that cannot be read names nothing: nobody may read that.
        Some(Thing::new(readers, subject.id.parse().unwrap_or_default()))
    }

    /// Names the connectors, once: acts then ask a service what only it can tell. Without them nobody asks.
    pub fn reach(&self, platforms: Platforms) {
        // Whoever comes second speaks of the same installation.
        let _ = self.platforms.set(platforms);
    }

    /// The connectors, as far as they were named.
    pub(crate) fn platforms(&self) -> Option<&Platforms> {
        self.platforms.get()
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
