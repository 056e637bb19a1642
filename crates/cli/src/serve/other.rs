//! Systems without such a signal.

/// Never: Ctrl-C is all there is.
pub async fn asked() {
    std::future::pending().await
}
