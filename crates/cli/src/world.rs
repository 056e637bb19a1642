//! Where the real world enters: clock, randomness, environment, standard streams, the place on disk.

use std::{
    future::Future,
    io::{IsTerminal as _, Write as _},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, Result};
use clap::Args;
use jiff::Timestamp;
use tatefuda_app::{App, Config};
use tatefuda_domain::{Clock, Env};
use tatefuda_store::Db;
use tatefuda_vault::{KeyRing, OsEntropy};

/// Where an installation keeps what it has.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder of the installation: keys, and the embedded database unless another is named.
    #[arg(long, env = "TATEFUDA_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// `postgres://…` or `sqlite:FILE`; without it a database file in the folder.
    #[arg(long, env = "TATEFUDA_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
}

impl Place {
    /// The address of the database.
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("tatefuda.db").display()))
    }

    /// Opens an installation that exists.
    pub async fn open(&self) -> Result<App> {
        let keys = KeyRing::open(&self.data.join("keys")).with_context(|| {
            format!("no keys in {}; `tatefuda migrate` makes a new installation", self.data.display())
        })?;
        let db = Db::open(&self.database_url()).await.context("the database cannot be opened")?;
        db.version().await.context("the database is not set up; run `tatefuda migrate`")?;
        Ok(App::new(db, env(), keys, Config::default()))
    }

    /// Opens an installation, making keys, folders and tables that are missing.
    pub async fn open_or_create(&self) -> Result<App> {
        std::fs::create_dir_all(&self.data).with_context(|| format!("{} cannot be made", self.data.display()))?;
        let keys = KeyRing::open_or_create(&self.data.join("keys"), &OsEntropy)?;
        let db = Db::open(&self.database_url()).await.context("the database cannot be opened")?;
        db.migrate().await.context("the database cannot be brought up to date")?;
        Ok(App::new(db, env(), keys, Config::default()))
    }

    /// `tatefuda migrate`.
    pub async fn migrate(self) -> Result<ExitCode> {
        let app = self.open_or_create().await?;
        say(&format!("database version {}, keys in {}", app.db.version().await?, self.data.join("keys").display()));
        Ok(ExitCode::SUCCESS)
    }
}

/// The clock of the machine.
struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the command line is where time enters the program")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Time and randomness of this machine.
pub fn env() -> Env {
    Env::new(Arc::new(SystemClock), Arc::new(OsEntropy))
}

/// Runs a command on its own runtime.
pub fn block_on(command: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(command)
}

/// Log lines go to standard error, so that standard output stays what the command says. `level` holds where the
/// environment says nothing else (`docs/logging.md`).
pub fn log_to_stderr(level: &str) {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
    let filter = std::env::var("TATEFUDA_LOG").unwrap_or_else(|_| level.to_owned());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

/// Says something on standard output. A closed pipe is no error of ours.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Says on standard error why a command failed, with its causes.
pub fn complain(error: &anyhow::Error) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "tatefuda: {error}");
    for cause in error.chain().skip(1) {
        let _ = writeln!(out, "  because: {cause}");
    }
}
