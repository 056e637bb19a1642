//! The keys of an installation, in a folder of their own outside the database (`DATA/keys/`), to be backed up apart
//! from it: whoever has both has everything.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use ed25519_dalek::SigningKey;
use tatefuda_domain::Entropy;
use zeroize::Zeroizing;

use crate::sealer::{Sealer, SealingKey};

#[cfg(unix)]
#[path = "keyring/unix.rs"]
mod access;
#[cfg(not(unix))]
#[path = "keyring/other.rs"]
mod access;

const SEALING: &str = "sealing";
const CHECKPOINT: &str = "checkpoint";
const EXTENSION: &str = "key";
const PUBLIC: &str = "checkpoint.pub";

/// All keys. Never printed.
pub struct KeyRing {
    sealing: SealingKey,
    older: Vec<SealingKey>,
    checkpoint: Zeroizing<[u8; 32]>,
}

/// Why there is no key ring.
#[derive(Debug, thiserror::Error)]
pub enum KeyRingError {
    /// A key is not there. With an existing database this means the wrong folder or a lost backup; making a new key
    /// would make every sealed value unreadable.
    #[error("the key {0} is missing")]
    Missing(PathBuf),
    /// Others on this machine can read it.
    #[error("{path} can be read by others (mode {mode:o}); set it to 600 (folder: 700) and consider the key known")]
    Open {
        /// The file or folder.
        path: PathBuf,
        /// As the file system has it: more is open there than to the owner.
        mode: u32,
    },
    /// The content is no key.
    #[error("{0} does not hold a key of this program")]
    Malformed(PathBuf),
    /// The file system.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
}

impl KeyRing {
    /// Opens the folder; keys that are missing are made. For the first start of an installation.
    ///
    /// Safe against two processes at once: a key appears whole or not at all, and the first one wins.
    ///
    /// # Errors
    /// The folder or a key cannot be made or read, or others can read it.
    pub fn open_or_create(folder: &Path, entropy: &dyn Entropy) -> Result<Self, KeyRingError> {
        access::make_folder(folder).map_err(|source| KeyRingError::Io { path: folder.to_owned(), source })?;
        for name in [SEALING, CHECKPOINT] {
            let path = path(folder, name);
            if !path.exists() {
                let mut key = Zeroizing::new([0; 32]);
                entropy.fill(&mut *key);
                create(
                    folder,
                    &path,
                    &Zeroizing::new(format!("{}{}\n", head(name), hex::encode(key.as_slice()))),
                    entropy,
                )?;
            }
        }
        let ring = Self::open(folder)?;
        let public = folder.join(PUBLIC);
        if !public.exists() {
            create(folder, &public, &format!("{}\n", ring.checkpoint_public_key()), entropy)?;
        }
        Ok(ring)
    }

    /// Opens the folder; a missing key is an error.
    ///
    /// Besides `sealing.key` it reads every `sealing-*.key` as an older key: to change the key, rename the old file and
    /// start once.
    ///
    /// # Errors
    /// A key is missing, malformed, or can be read by others.
    pub fn open(folder: &Path) -> Result<Self, KeyRingError> {
        if !folder.exists() {
            return Err(KeyRingError::Missing(folder.to_owned()));
        }
        access::check(folder)?;
        let mut older = Vec::new();
        let listing = fs::read_dir(folder).map_err(|source| KeyRingError::Io { path: folder.to_owned(), source })?;
        let mut names: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
        names.sort();
        for path in names {
            let older_key = path.extension().is_some_and(|extension| extension == EXTENSION)
                && path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.starts_with("sealing-"));
            if older_key {
                older.push(SealingKey::new(*read(&path, SEALING)?));
            }
        }
        Ok(Self {
            sealing: SealingKey::new(*read(&path(folder, SEALING), SEALING)?),
            older,
            checkpoint: read(&path(folder, CHECKPOINT), CHECKPOINT)?,
        })
    }

    /// Seals and opens secrets.
    #[must_use]
    pub fn sealer(&self) -> Sealer {
        Sealer::new(self.sealing.clone(), self.older.clone())
    }

    /// The secret from which the signer of audit checkpoints is made.
    #[must_use]
    pub fn checkpoint_seed(&self) -> &[u8; 32] {
        &self.checkpoint
    }

    /// The public key of the checkpoints as 64 hexadecimal digits; also in the file `checkpoint.pub`.
    #[must_use]
    pub fn checkpoint_public_key(&self) -> String {
        hex::encode(SigningKey::from_bytes(&self.checkpoint).verifying_key().as_bytes())
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRing").field("sealing", &self.sealing.id()).finish_non_exhaustive()
    }
}

fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).with_extension(EXTENSION)
}

fn head(name: &str) -> String {
    format!("tatefuda-{name}-v1:")
}

fn read(path: &Path, name: &str) -> Result<Zeroizing<[u8; 32]>, KeyRingError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(KeyRingError::Missing(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(KeyRingError::Malformed(path.to_owned()));
        }
        Err(source) => return Err(KeyRingError::Io { path: path.to_owned(), source }),
    };
    access::check(path)?;
    let mut key = Zeroizing::new([0; 32]);
    let digits = text.trim_end().strip_prefix(&head(name)).ok_or_else(|| KeyRingError::Malformed(path.to_owned()))?;
    hex::decode_to_slice(digits, &mut *key).map_err(|_| KeyRingError::Malformed(path.to_owned()))?;
    Ok(key)
}

/// Writes a file beside its place and links it there, so that it is never seen half-written and never replaces another.
fn create(folder: &Path, path: &Path, content: &str, entropy: &dyn Entropy) -> Result<(), KeyRingError> {
    let mut random = [0; 8];
    entropy.fill(&mut random);
    let draft = folder.join(format!(".new-{}", hex::encode(random)));
    let written = access::create_private(&draft).and_then(|mut file| {
        file.write_all(content.as_bytes())?;
        file.sync_all()
    });
    let linked = written.and_then(|()| fs::hard_link(&draft, path));
    // Whatever happened, the draft must not stay; that it was never made is no error.
    let _ = fs::remove_file(&draft);
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.exists() => Ok(()),
        other => other.map_err(|source| KeyRingError::Io { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests;
