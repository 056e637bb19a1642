//! How long a client is waited for: a grace, and beyond it only as long as it keeps a least speed.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Instant, Sleep};

/// Patience with one transfer. Only time in which the client was to move counts.
pub(super) struct Patience {
    grace: Duration,
    slowest: u64,
    bytes: u64,
    waited: Duration,
    since: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

impl Patience {
    pub(super) fn new(grace: Duration, slowest: u64) -> Self {
        let timer = Box::pin(tokio::time::sleep(grace));
        Self { grace, slowest: slowest.max(1), bytes: 0, waited: Duration::ZERO, since: None, timer }
    }

    /// The client moved by so many bytes.
    pub(super) fn moved(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if let Some(since) = self.since.take() {
            self.waited = self.waited.saturating_add(since.elapsed());
        }
    }

    /// The client is to move. Ready: it was waited for long enough.
    pub(super) fn poll_over(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.since.is_none() {
            let since = Instant::now();
            self.since = Some(since);
            let earned = Duration::from_millis(self.bytes.saturating_mul(1_000) / self.slowest);
            let left = self.grace.saturating_add(earned).saturating_sub(self.waited);
            // A century is as good as for ever, and can be added to any time.
            let left = left.min(Duration::from_secs(100 * 366 * 86_400));
            self.timer.as_mut().reset(since + left);
        }
        self.timer.as_mut().poll(cx)
    }

    /// Another transfer begins.
    pub(super) fn renew(&mut self) {
        (self.bytes, self.waited, self.since) = (0, Duration::ZERO, None);
    }
}
