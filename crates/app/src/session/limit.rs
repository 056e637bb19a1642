//! Counts wrong sign-ins per login and source, and per source. In the database, so that a restart or a
//! second process gives nobody new tries.

use jiff::Timestamp;
use tatefuda_domain::{Digest, TenantId};
use tatefuda_store::session::{limit_clear, limit_count, limit_forgive, limit_read};

use crate::{App, Failure};

/// Under which keys a try is counted. Logins and addresses are hashed: the table needs neither.
pub(crate) struct Keys {
    login: String,
    source: String,
}

impl Keys {
    pub(crate) fn new(tenant: TenantId, login: &str, source: &str) -> Self {
        let key = |text: String| Digest::of(text.as_bytes()).to_string();
        Self {
            login: key(format!("tatefuda.limit.login\n{tenant}\n{login}\n{source}")),
            source: key(format!("tatefuda.limit.source\n{source}")),
        }
    }
}

/// Counts a try before it is looked at, so that tries side by side count too.
pub(crate) async fn take(app: &App, keys: &Keys) -> Result<(), Failure> {
    let now = app.env.now();
    let window = app.config.sign_in_window;
    let expired = now.checked_sub(window).unwrap_or(Timestamp::UNIX_EPOCH);
    let limits = [(&keys.login, app.config.sign_in_per_login), (&keys.source, app.config.sign_in_per_source)];
    let mut attempt = 0;
    loop {
        let result = async {
            let mut tx = app.db.write().await?;
            for (key, limit) in limits {
                if let Some((started, failures)) = limit_read(&mut tx, key).await?
                    && failures >= limit
                    && started > expired
                {
                    let until = started.checked_add(window).map_err(Failure::internal)?;
                    return Err(Failure::RateLimited { until });
                }
                limit_count(&mut tx, key, now, expired).await?;
            }
            Ok(tx.commit().await?)
        };
        match result.await {
            Err(Failure::Busy) if attempt < 20 => attempt += 1,
            other => return other,
        }
    }
}

/// A right password takes its try back and clears the login.
pub(crate) async fn forgive(app: &App, keys: &Keys) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    limit_clear(&mut tx, &keys.login).await?;
    limit_forgive(&mut tx, &keys.source).await?;
    match tx.commit().await.map_err(Failure::from) {
        // Somebody else counts on the same source at this moment; one try more or less decides nothing.
        Ok(()) | Err(Failure::Busy) => Ok(()),
        Err(failure) => Err(failure),
    }
}
