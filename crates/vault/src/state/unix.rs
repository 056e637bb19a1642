//! Unix only: which machine this is, and durable changes of a folder.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

/// Where systems keep a name of the machine that a clone gets anew.
const IDENTITY: [&str; 2] = ["/etc/machine-id", "/var/lib/dbus/machine-id"];
const NAME: [&str; 2] = ["/proc/sys/kernel/hostname", "/etc/hostname"];

pub(super) fn machine() -> Option<String> {
    first(&IDENTITY)
}

pub(super) fn name() -> Option<String> {
    first(&NAME)
}

fn first(paths: &[&str]) -> Option<String> {
    let mut texts = paths.iter().filter_map(|path| fs::read_to_string(path).ok());
    texts.find_map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

pub(super) fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
