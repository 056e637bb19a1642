//! Counts wrong sign-ins per login and source, per source, and per login from everywhere. In the database, so that a
//! restart or a second process gives nobody new tries.
//!
//! Guessing is slowed down, people are not locked out: whoever came in from a source before is held there by nothing but
//! their own wrong tries. What others do behind the same address, or from all over the world, does not touch them.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{Digest, TenantId};
use tatefuda_store::{
    Tx,
    limit::{
        Count, limit_clear, limit_count, limit_forgive, limit_set, limit_sweep, limit_touch, source_know, source_known,
    },
};

use crate::{App, Config, Failure};

/// Under which keys a try is counted. Logins and addresses are hashed: the tables need neither.
pub(crate) struct Keys {
    /// Login and source.
    pair: String,
    login: String,
    source: String,
}

impl Keys {
    pub(crate) fn new(tenant: TenantId, login: &str, source: &str) -> Self {
        let source = source.parse().map_or_else(|_| source.to_owned(), |address| origin(address).to_string());
        let key = |text: String| Digest::of(text.as_bytes()).to_string();
        Self {
            pair: key(format!("tatefuda.limit.login\n{tenant}\n{login}\n{source}")),
            login: key(format!("tatefuda.limit.everywhere\n{tenant}\n{login}")),
            source: key(format!("tatefuda.limit.source\n{source}")),
        }
    }
}

/// Whose an address is, as far as it can be told: of IPv6 the first half (a /64), because everybody there has as many
/// addresses as they like.
#[must_use]
pub fn origin(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
        address => address,
    }
}

/// Counts a try before it is looked at, so that tries side by side count too.
pub(crate) async fn take(app: &App, keys: &Keys) -> Result<(), Failure> {
    let (config, now) = (&app.config, app.env.now());
    // Rows are locked in this order by everybody: login and source, login, source.
    let mut tx = app.db.count().await?;
    let familiar = source_known(&mut tx, &keys.pair).await?.is_some_and(|seen| seen > ago(now, config.source_memory));
    within(&mut tx, config, &keys.pair, config.sign_in_per_pair, now).await?;
    everywhere(&mut tx, config, &keys.login, familiar, now).await?;
    let most = if familiar { i64::MAX } else { config.sign_in_per_source };
    within(&mut tx, config, &keys.source, most, now).await?;
    Ok(tx.commit().await?)
}

/// So many within a window. A try beyond them is not counted: the window ends when it said it would.
async fn within(tx: &mut Tx, config: &Config, key: &str, most: i64, now: Timestamp) -> Result<(), Failure> {
    let window = config.sign_in_window;
    let count = limit_count(tx, key, now, ago(now, window)).await?;
    if count.failures > most {
        return Err(Failure::RateLimited { until: count.at.checked_add(window).map_err(Failure::internal)? });
    }
    Ok(())
}

/// A login under fire is tried ever more rarely.
async fn everywhere(tx: &mut Tx, config: &Config, key: &str, familiar: bool, now: Timestamp) -> Result<(), Failure> {
    let mut count = limit_touch(tx, key, now).await?;
    if count.at <= ago(now, config.sign_in_memory) {
        count.failures = 0;
    }
    let until = count.at.checked_add(wait(config, count.failures)).map_err(Failure::internal)?;
    if !familiar && until > now {
        return Err(Failure::RateLimited { until });
    }
    limit_set(tx, key, Count { at: now, failures: count.failures.saturating_add(1) }).await?;
    Ok(())
}

/// How long after the last try the next one is looked at.
fn wait(config: &Config, failures: i64) -> SignedDuration {
    let beyond = failures - config.sign_in_per_login;
    if beyond < 0 {
        return SignedDuration::ZERO;
    }
    let doubled = u32::try_from(beyond / (config.sign_in_per_login / 4).max(1)).unwrap_or(u32::MAX).min(30);
    config.sign_in_wait.checked_mul(1 << doubled).map_or(config.sign_in_window, |wait| wait.min(config.sign_in_window))
}

/// A right password takes its try back, clears its own wrong ones, and makes the source a known one.
pub(crate) async fn forgive(app: &App, keys: &Keys) -> Result<(), Failure> {
    let mut tx = app.db.count().await?;
    limit_clear(&mut tx, &keys.pair).await?;
    limit_forgive(&mut tx, &keys.login).await?;
    limit_forgive(&mut tx, &keys.source).await?;
    source_know(&mut tx, &keys.pair, app.env.now()).await?;
    Ok(tx.commit().await?)
}

/// A try that came to nothing through no fault of whoever tried is taken back.
pub(crate) async fn give_back(app: &App, keys: &Keys) -> Result<(), Failure> {
    let mut tx = app.db.count().await?;
    for key in [&keys.pair, &keys.login, &keys.source] {
        limit_forgive(&mut tx, key).await?;
    }
    Ok(tx.commit().await?)
}

/// Removes what no longer counts.
pub(crate) async fn sweep(app: &App, now: Timestamp) -> Result<(), Failure> {
    let config = &app.config;
    let counts = ago(now, config.sign_in_window.max(config.sign_in_memory));
    let mut tx = app.db.count().await?;
    limit_sweep(&mut tx, counts, ago(now, config.source_memory)).await?;
    Ok(tx.commit().await?)
}

fn ago(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.checked_sub(span).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_under_fire_waits_ever_longer_and_never_longer_than_the_window() {
        let config = Config::default();
        let seconds: Vec<i64> =
            [0, 19, 20, 24, 25, 30, 40, 45, 1_000, i64::MAX].map(|failures| wait(&config, failures).as_secs()).into();
        assert_eq!(seconds, [0, 0, 30, 30, 60, 120, 480, 900, 900, 900]);
    }

    #[test]
    fn addresses_of_one_subscriber_are_one_source() {
        let same = |a: &str, b: &str| {
            let tenant = TenantId::from_uuid(uuid::Uuid::nil());
            Keys::new(tenant, "hanako", a).source == Keys::new(tenant, "hanako", b).source
        };
        use tatefuda_domain::Id as _;
        assert!(same("2001:db8::1", "2001:db8::ffff:1") && !same("2001:db8::1", "2001:db8:0:1::1"));
        assert!(same("::ffff:192.0.2.1", "192.0.2.1") && !same("192.0.2.1", "192.0.2.2"));
        assert!(same("", "") && !same("", "192.0.2.1"));
    }
}
