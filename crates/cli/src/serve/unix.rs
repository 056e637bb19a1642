//! Unix only: the signal with which a service manager ends a process.

use tokio::signal::unix::{SignalKind, signal};

/// Resolves when the process is asked to end.
pub async fn asked() {
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}
