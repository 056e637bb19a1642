#![doc = include_str!("../README.md")]

mod folder;
mod routes;

use std::{fmt, io, path::PathBuf, sync::Arc};

use axum::Router;
use secrecy::{ExposeSecret as _, SecretString};
use tatefuda_domain::{Clock, Digest};

use folder::Folder;

/// Until when a picture may stand, in the request that puts it.
pub const UNTIL: &str = "tatefuda-until";
/// The largest picture that is taken, in bytes.
pub const LARGEST: usize = 10_000_000;
/// The fewest characters of a key.
pub const KEY_MIN: usize = 32;

/// A key is too short to keep anybody out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooShort;

impl fmt::Display for TooShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a key has at least {KEY_MIN} characters")
    }
}

impl std::error::Error for TooShort {}

/// What the installation and the host both know. Kept as its hash: the host never needs the key itself.
#[derive(Clone)]
pub struct Key(Digest);

impl Key {
    /// A key as it stands in a file.
    ///
    /// # Errors
    /// It is shorter than [`KEY_MIN`].
    pub fn new(key: &SecretString) -> Result<Self, TooShort> {
        let key = key.expose_secret().trim();
        if key.chars().count() < KEY_MIN { Err(TooShort) } else { Ok(Self(Digest::of(key.as_bytes()))) }
    }

    /// Hashes are compared: how far two of them agree tells nothing about the key.
    fn is(&self, given: &str) -> bool {
        Digest::of(given.as_bytes()) == self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// What a host is made of.
#[derive(Clone)]
pub struct Config {
    /// Where pictures lie.
    pub folder: PathBuf,
    /// Who may put and take away.
    pub key: Key,
    /// When a picture's time is over.
    pub clock: Arc<dyn Clock>,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// The host, ready to be served.
///
/// # Errors
/// The folder cannot be made.
pub fn router(config: Config) -> io::Result<Router> {
    let folder = Folder::open(config.folder)?;
    Ok(routes::router(routes::Host { folder: Arc::new(folder), key: config.key, clock: config.clock }))
}
