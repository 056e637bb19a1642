//! Limits of the installation, as values.

use jiff::SignedDuration;
use tatefuda_vault::PasswordParams;

/// Limits of the installation.
#[derive(Debug, Clone)]
pub struct Config {
    /// A session ends after this long without a request.
    pub session_idle: SignedDuration,
    /// A session ends after this long in any case.
    pub session_absolute: SignedDuration,
    /// Wrong sign-ins of one login from one source within [`Config::sign_in_window`].
    pub sign_in_per_pair: i64,
    /// Wrong sign-ins from one source within [`Config::sign_in_window`], whatever the login. A whole office may stand
    /// behind one address, so it is loose, and it never stops who came in from there before.
    pub sign_in_per_source: i64,
    /// The window in which wrong sign-ins from a source count.
    pub sign_in_window: SignedDuration,
    /// Wrong sign-ins of one login from everywhere, before each further one has to wait. It never stops who came in from
    /// the same source before.
    pub sign_in_per_login: i64,
    /// The first wait; it doubles with every further quarter of [`Config::sign_in_per_login`], up to the window.
    pub sign_in_wait: SignedDuration,
    /// Wrong sign-ins of a login are forgotten after this long without one.
    pub sign_in_memory: SignedDuration,
    /// A source from which somebody came in counts as theirs for this long.
    pub source_memory: SignedDuration,
    /// The longest life of a personal token.
    pub token_life: SignedDuration,
    /// What hashing of passwords costs.
    pub passwords: PasswordParams,
    /// Shortest password where neither regulation nor house says more.
    pub password_min_length: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            session_idle: SignedDuration::from_mins(60),
            session_absolute: SignedDuration::from_hours(12),
            sign_in_per_pair: 10,
            sign_in_per_source: 300,
            sign_in_window: SignedDuration::from_mins(15),
            sign_in_per_login: 20,
            sign_in_wait: SignedDuration::from_secs(30),
            sign_in_memory: SignedDuration::from_hours(6),
            source_memory: SignedDuration::from_hours(24 * 90),
            token_life: SignedDuration::from_hours(24 * 366),
            passwords: PasswordParams::STRONG,
            password_min_length: 12,
        }
    }
}
