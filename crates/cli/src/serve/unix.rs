//! Unix only: the signal with which a service manager ends a process, and how many files it may open.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};

/// More is not needed by a program of this kind.
const FILES: u64 = 16_384;

/// Resolves when the process is asked to end.
pub async fn asked_to_stop() {
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

/// How many files this process may have open at once. The system often allows more than it gives at first, which is for
/// programs that cannot deal with many; this one can.
pub fn open_files() -> Option<u64> {
    let given = getrlimit(Resource::Nofile);
    let now = given.current.unwrap_or(FILES);
    let wanted = given.maximum.unwrap_or(FILES).min(FILES);
    if wanted > now && setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), ..given }).is_ok() {
        return Some(wanted);
    }
    Some(now)
}
