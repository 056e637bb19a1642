//! What a node keeps outside database and backup, with the identity of its machine: its own id, a mark for each body,
//! and the file that stops all sending (decision 0024).

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, Entropy, Id as _, NodeId, TenantId};
use uuid::{Builder, Uuid};

#[cfg(unix)]
#[path = "state/unix.rs"]
mod system;
#[cfg(not(unix))]
#[path = "state/other.rs"]
mod system;

/// The file whose presence stops all sending of a node.
pub const STOP_FILE: &str = "STOP";

const NODE: &str = "node";
const MARKS: &str = "marks";
const LOCK: &str = ".lock";
const SENDS: &str = ".sends";
const FORMAT: u32 = 1;
/// Of the file that stops, so much is read as the reason.
const REASON_MAX: usize = 400;

/// An entry of a body's chain that this node has seen in its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Number of the entry.
    pub seq: u64,
    /// By it a database that was set back and went on is told from this one.
    pub hash: Digest,
    /// When the mark was set.
    pub at: Timestamp,
}

/// What is kept for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// No mark was ever set here for the body.
    Nothing,
    /// A mark that was set on another machine.
    Elsewhere(Mark),
    /// A mark of this machine.
    Mark(Mark),
}

/// Why a state folder cannot be used. Nothing is sent without one.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The content is none of this program.
    #[error("{0} does not hold what this program keeps there")]
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

/// A mark as it lies on disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u32,
    tenant: TenantId,
    /// Digest of the identity of the machine; absent where it has none.
    machine: Option<Digest>,
    #[serde(flatten)]
    mark: Mark,
}

/// Which machine this is, as far as it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine(Option<Digest>);

impl Machine {
    /// This machine.
    #[must_use]
    pub fn this() -> Self {
        Self::named(system::machine().as_deref())
    }

    /// A machine by its own name for itself. Only a digest is kept: the name is nobody else's business.
    #[must_use]
    pub fn named(name: Option<&str>) -> Self {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        Self(name.map(|name| Digest::of(format!("tatefuda.machine.v1\n{name}").as_bytes())))
    }

    /// Whether it has an identity at all.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.0.is_some()
    }
}

/// What a machine keeps beside the database, because a copy of the database must not bring it back.
#[derive(Debug)]
pub struct NodeState {
    keeping: Keeping,
    machine: Machine,
    /// Where the file may lie that stops all sending.
    stops: Vec<PathBuf>,
    /// One writes at a time; other processes wait at the lock file.
    turn: Mutex<()>,
    /// Held for as long as this process is the one that sends with this state.
    claim: Mutex<Option<fs::File>>,
}

#[derive(Debug)]
enum Keeping {
    Folder(PathBuf),
    /// For tests, and for programs that never send.
    Memory(Mutex<BTreeMap<TenantId, Mark>>),
}

impl NodeState {
    /// The state in a folder, which is made with the first thing that is kept.
    #[must_use]
    pub fn in_folder(folder: &Path, machine: Machine) -> Self {
        Self {
            keeping: Keeping::Folder(folder.to_owned()),
            machine,
            stops: vec![folder.join(STOP_FILE)],
            turn: Mutex::new(()),
            claim: Mutex::new(None),
        }
    }

    /// A state that ends with the process.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            keeping: Keeping::Memory(Mutex::default()),
            machine: Machine(None),
            stops: vec![],
            turn: Mutex::new(()),
            claim: Mutex::new(None),
        }
    }

    /// A further folder in which the file stops all sending.
    #[must_use]
    pub fn stopped_also_in(mut self, folder: &Path) -> Self {
        self.stops.push(folder.join(STOP_FILE));
        self
    }

    /// Where it lies.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &self.keeping {
            Keeping::Folder(folder) => Some(folder),
            Keeping::Memory(_) => None,
        }
    }

    /// By it a folder that was copied to another machine is known.
    #[must_use]
    pub fn machine(&self) -> Machine {
        self.machine
    }

    /// What people call the machine.
    #[must_use]
    pub fn machine_name(&self) -> Option<String> {
        system::name().filter(|_| self.folder().is_some())
    }

    /// The id of the node; made when it is asked for the first time.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn node(&self, now: Timestamp, entropy: &dyn Entropy) -> Result<NodeId, StateError> {
        let Keeping::Folder(folder) = &self.keeping else { return Ok(NodeId::from_uuid(Uuid::nil())) };
        let path = folder.join(NODE);
        if let Some(text) = read(&path)? {
            return text.trim().parse().map_err(|_| StateError::Malformed(path));
        }
        let _turn = self.lock(folder)?;
        if let Some(text) = read(&path)? {
            return text.trim().parse().map_err(|_| StateError::Malformed(path));
        }
        let mut random = [0; 10];
        entropy.fill(&mut random);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let id = NodeId::from_uuid(Builder::from_unix_timestamp_millis(millis, &random).into_uuid());
        write(folder, &path, &format!("{id}\n"))?;
        Ok(id)
    }

    /// Whether this process is the one that sends with this state. What a node says of its calls in hand is said by one
    /// process; a second one waits for its end.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn claim(&self) -> Result<bool, StateError> {
        let Keeping::Folder(folder) = &self.keeping else { return Ok(true) };
        let mut claim = self.claim.lock().unwrap_or_else(PoisonError::into_inner);
        if claim.is_some() {
            return Ok(true);
        }
        let path = folder.join(SENDS);
        let opened = system::make_folder(folder)
            .and_then(|()| fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path));
        let file = opened.map_err(|source| StateError::Io { path: path.clone(), source })?;
        match file.try_lock() {
            Ok(()) => {
                *claim = Some(file);
                Ok(true)
            }
            Err(fs::TryLockError::WouldBlock) => Ok(false),
            Err(fs::TryLockError::Error(source)) => Err(StateError::Io { path, source }),
        }
    }

    /// What is kept for a body.
    ///
    /// # Errors
    /// The folder cannot be read, or holds something else.
    pub fn kept(&self, tenant: TenantId) -> Result<Kept, StateError> {
        match &self.keeping {
            Keeping::Memory(marks) => {
                let marks = marks.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(marks.get(&tenant).map_or(Kept::Nothing, |mark| Kept::Mark(*mark)))
            }
            Keeping::Folder(folder) => {
                let path = mark_path(folder, tenant);
                let Some(text) = read(&path)? else { return Ok(Kept::Nothing) };
                let stored: Stored = serde_json::from_str(&text).map_err(|_| StateError::Malformed(path.clone()))?;
                if stored.format != FORMAT || stored.tenant != tenant {
                    return Err(StateError::Malformed(path));
                }
                let same = Machine(stored.machine) == self.machine;
                Ok(if same { Kept::Mark(stored.mark) } else { Kept::Elsewhere(stored.mark) })
            }
        }
    }

    /// Sets a mark, durably, before it returns. A newer one of this machine stays, for another process of this node may
    /// have set it, unless `replace` says that it counts no more.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn keep(&self, tenant: TenantId, mark: Mark, replace: bool) -> Result<(), StateError> {
        let folder = match &self.keeping {
            Keeping::Memory(marks) => {
                let mut marks = marks.lock().unwrap_or_else(PoisonError::into_inner);
                let newer = marks.get(&tenant).is_some_and(|kept| kept.seq > mark.seq);
                if replace || !newer {
                    marks.insert(tenant, mark);
                }
                return Ok(());
            }
            Keeping::Folder(folder) => folder,
        };
        let _turn = self.lock(folder)?;
        if let Kept::Mark(kept) = self.kept(tenant)?
            && !replace
            && kept.seq >= mark.seq
        {
            return Ok(());
        }
        let stored = Stored { format: FORMAT, tenant, machine: self.machine.0, mark };
        let text = serde_json::to_string(&stored).map_err(|_| StateError::Malformed(folder.join(MARKS)))?;
        write(&folder.join(MARKS), &mark_path(folder, tenant), &format!("{text}\n"))
    }

    /// The reason in the file that stops all sending of this node; nothing: there is no such file. One that cannot be
    /// looked at counts as there.
    #[must_use]
    pub fn stop_file(&self) -> Option<String> {
        self.stops.iter().find_map(|path| match path.try_exists() {
            Ok(false) => None,
            Ok(true) => Some(reason(path)),
            Err(_) => Some(String::new()),
        })
    }

    /// Puts the file there. For whoever holds the server while the database is away.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn put_stop_file(&self, reason: &str) -> Result<Option<PathBuf>, StateError> {
        let Keeping::Folder(folder) = &self.keeping else { return Ok(None) };
        let _turn = self.lock(folder)?;
        let path = folder.join(STOP_FILE);
        write(folder, &path, &format!("{reason}\n"))?;
        Ok(Some(path))
    }

    /// Keeps the other threads and processes of this node waiting.
    fn lock(&self, folder: &Path) -> Result<(std::sync::MutexGuard<'_, ()>, fs::File), StateError> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let path = folder.join(LOCK);
        let locked = system::make_folder(folder)
            .and_then(|()| fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path))
            .and_then(|file| file.lock().map(|()| file));
        Ok((turn, locked.map_err(|source| StateError::Io { path, source })?))
    }
}

fn mark_path(folder: &Path, tenant: TenantId) -> PathBuf {
    folder.join(MARKS).join(format!("{tenant}.json"))
}

/// The first line, without what no screen shows.
fn reason(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(REASON_MAX)]).into_owned();
    let line = text.lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

fn read(path: &Path) -> Result<Option<String>, StateError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(StateError::Malformed(path.to_owned())),
        Err(source) => Err(StateError::Io { path: path.to_owned(), source }),
    }
}

/// A new file, synced, in the place of the old one, and the folder synced: after a loss of power one of both is there,
/// whole.
fn write(folder: &Path, path: &Path, text: &str) -> Result<(), StateError> {
    let draft = path.with_extension("new");
    let written = system::make_folder(folder).and_then(|()| {
        let mut file = system::create_private(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, path)?;
        system::sync_folder(folder)
    });
    written.map_err(|source| StateError::Io { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests;
