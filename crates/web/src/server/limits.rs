//! Limits of connections, as values.

use std::time::Duration;

/// Limits of connections.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most connections at once.
    pub connections: usize,
    /// Most connections of one address at once (IPv6: of one /64).
    pub per_address: usize,
    /// The head of a request has to be there after this long, counted from its first byte; the first request of a
    /// connection from its begin.
    pub head: Duration,
    /// Most bytes of a head.
    pub head_bytes: usize,
    /// Most lines of a head.
    pub headers: usize,
    /// A connection without a request is kept this long. More than proxies keep theirs (60 seconds), so that it is they
    /// who close it and never send into a closed one.
    pub idle: Duration,
    /// So long in all may be waited for the bytes of a body, or for a client to take an answer …
    pub grace: Duration,
    /// … and longer only by the time that what did come would take at so many bytes a second.
    pub slowest: u64,
    /// What is in hand when the program is asked to stop is finished within this.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1_000,
            per_address: 500,
            head: Duration::from_secs(15),
            head_bytes: 64 * 1024,
            headers: 100,
            idle: Duration::from_secs(75),
            grace: Duration::from_secs(20),
            slowest: 2 * 1024,
            stop: Duration::from_secs(30),
        }
    }
}

impl Limits {
    /// With so many connections at most, half of them from one address.
    #[must_use]
    pub fn of(connections: usize) -> Self {
        let connections = connections.max(1);
        Self { connections, per_address: connections.div_ceil(2), ..Self::default() }
    }

    /// As many connections as open files allow. Some are kept back for the database and the worker: sending goes on
    /// however many people, or machines, are connected.
    #[must_use]
    pub fn within(mut self, open_files: u64) -> Self {
        /// Readers and writers of the database with their files, calls to platforms, the log.
        const KEPT_BACK: u64 = 128;
        let most = open_files.saturating_sub(KEPT_BACK).max(open_files / 4);
        self.connections = self.connections.min(usize::try_from(most).unwrap_or(usize::MAX)).max(1);
        self.per_address = self.per_address.min(self.connections.div_ceil(2));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_kept_back_for_database_and_worker() {
        let with = |connections, files| {
            let limits = Limits { connections, ..Limits::default() }.within(files);
            (limits.connections, limits.per_address)
        };
        assert_eq!(with(1_000, 1_024), (896, 448));
        assert_eq!(with(1_000, 65_536), (1_000, 500));
        assert_eq!(with(1_000, 160), (40, 20));
        assert_eq!(with(0, 0), (1, 1));
    }
}
