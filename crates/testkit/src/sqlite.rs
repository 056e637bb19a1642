//! A SQLite file of its own for each test.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A path for a database that does not exist yet, in a directory of its own.
///
/// The directory also takes SQLite's `-wal` and `-shm` files and is removed when the value is dropped.
#[derive(Debug)]
pub struct TempDb {
    /// Path of the database file.
    pub path: PathBuf,
    /// The same as `sqlite://<path>`.
    pub url: String,
    directory: TempDir,
}

impl TempDb {
    /// The directory around the file, usable as a data directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }
}

/// A fresh place for a SQLite database.
#[must_use]
pub fn file() -> TempDb {
    let directory =
        tempfile::Builder::new().prefix("tatefuda-db-").tempdir().expect("the temporary folder is writable");
    let path = directory.path().join("tatefuda.db");
    TempDb { url: format!("sqlite://{}", path.display()), path, directory }
}
