//! Whether the program can do its work: read, and write.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
pub use tatefuda_store::Trouble;
use tatefuda_store::{Error, node};
use tokio::sync::Mutex;

use crate::core::App;

/// How long a database is waited for.
const LIMIT: Duration = Duration::from_secs(5);

/// For how long a finding is told again without looking: whoever asks often must not make the disk write as often.
const FRESH: SignedDuration = SignedDuration::from_secs(1);

/// How the database stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// A row was just written and kept.
    Good,
    /// Nothing can be written, and why.
    Bad(Trouble),
}

/// Key of the text that says what is wrong.
pub fn key(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Full => "health-full",
        Trouble::ReadOnly => "health-read-only",
        Trouble::Busy => "health-busy",
        Trouble::Away => "health-away",
    }
}

/// The last finding. Those who ask at the same time share one look.
#[derive(Debug, Default)]
pub(crate) struct LastLook(Mutex<Option<(Timestamp, Health)>>);

/// Writes a row and tells how that went. Bounded in time.
pub async fn look(app: &App) -> Health {
    let mut last = app.last_look.0.lock().await;
    let now = app.env.now();
    if let Some((at, found)) = *last
        && now >= at
        && now.duration_since(at) < FRESH
    {
        return found;
    }
    let found = match tokio::time::timeout(LIMIT, beat(app)).await {
        Ok(Ok(())) => Health::Good,
        Ok(Err(error)) => {
            tracing::error!(%error, source = ?error, "nothing can be written");
            Health::Bad(error.trouble())
        }
        Err(_) => {
            tracing::error!("nothing could be written in time");
            Health::Bad(Trouble::Busy)
        }
    };
    *last = Some((now, found));
    found
}

async fn beat(app: &App) -> Result<(), Error> {
    loop {
        let mut tx = app.db.write().await?;
        let written = match node::pulse_beat(&mut tx, app.env.now()).await {
            Ok(()) => tx.commit().await,
            Err(error) => Err(error),
        };
        match written {
            // Another node looked at the same moment. That this comes to an end is the caller's limit.
            Err(Error::Retry(_)) => tokio::task::yield_now().await,
            done => return done,
        }
    }
}
