//! How long a long test runs.

/// A number that the environment sets, as `TATEFUDA_KILLS_SQLITE=200`; without it the one for every day.
///
/// # Panics
///
/// When the variable holds something else than a number: a long run must not turn into a short one by a typing error.
#[must_use]
pub fn amount(variable: &str, every_day: u64) -> u64 {
    match std::env::var(variable) {
        Ok(value) => value.parse().unwrap_or_else(|_| panic!("{variable} is not a number: {value:?}")),
        Err(_) => every_day,
    }
}
