//! Systems whose files take their rights from the folder.

use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// Makes an empty file; one that is there is not opened.
pub(super) fn create(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

/// Opens a file for writing, a new one if there is none.
pub(super) fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).open(path)
}
