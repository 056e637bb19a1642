//! Systems where files take their rights from the folder, and crashes are reported by the system's own service.

use std::{fs, io, path::Path};

/// Nothing to do: the folder decides.
pub fn files_for_the_owner_alone() {}

/// Makes a folder; its rights come from the folder around it.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Nothing that the program could do.
pub fn no_core_dumps() {}

pub(super) fn leaves_core_dumps() -> Option<bool> {
    None
}

/// There is no such limit.
pub fn outlive_a_limit_on_files() {}

pub(super) fn open_to_others(_: &Path) -> Option<u32> {
    None
}
