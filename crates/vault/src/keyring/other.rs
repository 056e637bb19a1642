//! Where access is governed by lists that a folder hands down (Windows): the installer sets them on the data folder, and
//! the files in it inherit them. Nothing is checked here.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::Path,
};

use super::KeyRingError;

pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

pub(super) fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

pub(super) fn check(_path: &Path) -> Result<(), KeyRingError> {
    Ok(())
}
