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
    pub sign_in_per_login: i64,
    /// Wrong sign-ins from one source within [`Config::sign_in_window`].
    pub sign_in_per_source: i64,
    /// The window in which wrong sign-ins count.
    pub sign_in_window: SignedDuration,
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
            sign_in_per_login: 10,
            sign_in_per_source: 100,
            sign_in_window: SignedDuration::from_mins(15),
            token_life: SignedDuration::from_hours(24 * 366),
            passwords: PasswordParams::STRONG,
            password_min_length: 12,
        }
    }
}
