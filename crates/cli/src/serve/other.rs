//! Systems without such a signal, and without such a limit on open files.

/// Never: Ctrl-C is all there is.
pub async fn asked_to_stop() {
    std::future::pending().await
}

/// Not limited in a way that could be asked for.
pub const fn open_files() -> Option<u64> {
    None
}
