//! Unix only: modes of files, limits of the process, signals.

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
};

use rustix::{
    fs::Mode,
    process::{Resource, Rlimit, Signal, getrlimit, setrlimit, umask},
};
use tokio::signal::unix::{SignalKind, signal};

/// Bits of group and others.
const OTHERS: u32 = 0o077;

/// From here on every file that the program makes is for the owner alone.
pub fn files_for_the_owner_alone() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Makes a folder for the owner alone; one that is there stays as it is.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Memory holds keys and passwords: it never goes to the disk by a crash, neither as a file nor through a collector.
pub fn no_core_dumps() {
    let limit = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    if let Err(error) = limit.and(not_dumpable()) {
        tracing::warn!(%error, "core dumps cannot be prevented");
    }
}

#[cfg(target_os = "linux")]
fn not_dumpable() -> rustix::io::Result<()> {
    // A collector behind a pipe (`core_pattern`) is called whatever the limit is.
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
}

#[cfg(not(target_os = "linux"))]
fn not_dumpable() -> rustix::io::Result<()> {
    Ok(())
}

pub(super) fn leaves_core_dumps() -> Option<bool> {
    Some(getrlimit(Resource::Core).current != Some(0) || dumpable())
}

#[cfg(target_os = "linux")]
fn dumpable() -> bool {
    use rustix::process::{DumpableBehavior, dumpable_behavior};
    !matches!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable))
}

#[cfg(not(target_os = "linux"))]
fn dumpable() -> bool {
    false
}

/// A write beyond a limit on the size of files answers with an error, which the program can tell; without this the
/// system ends the process. Needs the runtime.
pub fn outlive_a_limit_on_files() {
    if let Err(error) = signal(SignalKind::from_raw(Signal::XFSZ.as_raw())) {
        tracing::warn!(%error, "a limit on the size of files would end the program");
    }
}

pub(super) fn open_to_others(path: &Path) -> Option<u32> {
    let mode = fs::metadata(path).ok()?.permissions().mode();
    (mode & OTHERS != 0).then_some(mode)
}
