//! What keeps secrets and personal data from others on the same machine: no core dumps, files for the owner alone.

use std::path::{Path, PathBuf};

use tatefuda_domain::Localized;

#[cfg(not(unix))]
#[path = "guard/other.rs"]
mod system;
#[cfg(unix)]
#[path = "guard/unix.rs"]
mod system;

pub use system::{files_for_the_owner_alone, make_folder, no_core_dumps, outlive_a_limit_on_files};

/// Files and folders of an installation that others on this machine can read, with their modes.
pub fn open_to_others(folders: [PathBuf; 2], database: Option<&Path>) -> Vec<(PathBuf, u32)> {
    let mut places = Vec::from(folders);
    if let Some(database) = database {
        let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = database.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut beside: Vec<PathBuf> = listed
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(&name))
            .map(|entry| entry.path())
            .collect();
        beside.sort();
        places.extend(beside);
    }
    places.into_iter().filter_map(|place| system::open_to_others(&place).map(|mode| (place, mode))).collect()
}

/// Whether a crash could leave what is in memory on the disk; absent: it cannot be told here.
pub fn leaves_core_dumps() -> Option<bool> {
    system::leaves_core_dumps()
}

/// What to do about a place that others can read.
pub fn advice(place: &Path, mode: u32) -> Localized {
    let mode = mode & 0o777;
    let (place, wanted) = (place.display(), if place.is_dir() { "700" } else { "600" });
    Localized::new(
        format!("{place} をほかの利用者が読めます（{mode:o}）。chmod {wanted} {place} としてください"),
        format!("{place} can be read by others (mode {mode:o}); run chmod {wanted} {place}"),
    )
}
