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
use tatefuda_vault::{KeyRing, Machine, NodeState, OsEntropy};

use crate::guard;

/// Where an installation keeps what it has.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder of the installation: keys, and the embedded database unless another is named.
    #[arg(long, env = "TATEFUDA_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// `postgres://…` or `sqlite:FILE`; without it a database file in the folder.
    #[arg(long, env = "TATEFUDA_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Folder of what this machine alone knows, in no backup: marks that tell a copy of the database from the true one,
    /// and the file `STOP`. Without it the data folder's name with `-state`, beside it.
    #[arg(long, env = "TATEFUDA_STATE", value_name = "DIR")]
    pub state: Option<PathBuf>,
}

impl Place {
    /// The folder of what this machine alone knows.
    pub fn state_folder(&self) -> PathBuf {
        if let Some(state) = &self.state {
            return state.clone();
        }
        // A name such as `.` has to be known before something can stand beside it.
        let data = std::path::absolute(&self.data).unwrap_or_else(|_| self.data.clone());
        let data = data.canonicalize().unwrap_or(data);
        let mut name = data.file_name().unwrap_or_default().to_owned();
        name.push("-state");
        data.with_file_name(name)
    }

    /// What this machine keeps outside the database.
    pub fn node_state(&self) -> NodeState {
        NodeState::in_folder(&self.state_folder(), Machine::this()).stopped_also_in(&self.data)
    }

    /// The address of the database.
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("tatefuda.db").display()))
    }

    /// The file of the embedded database, when that is used.
    pub fn database_file(&self) -> Option<PathBuf> {
        let url = self.database_url();
        url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).map(PathBuf::from)
    }

    /// Opens an installation that exists.
    pub async fn open(&self) -> Result<App> {
        let keys = KeyRing::open(&self.data.join("keys")).with_context(|| {
            format!("no keys in {}; `tatefuda migrate` makes a new installation", self.data.display())
        })?;
        let db = Db::open(&self.database_url()).await.context("the database cannot be opened")?;
        db.version().await.context("the database is not set up; run `tatefuda migrate`")?;
        Ok(App::on_node(db, env(), keys, Config::default(), self.node_state()))
    }

    /// Opens an installation, making keys, folders and tables that are missing.
    pub async fn open_or_create(&self) -> Result<App> {
        guard::make_folder(&self.data).with_context(|| format!("{} cannot be made", self.data.display()))?;
        let keys = KeyRing::open_or_create(&self.data.join("keys"), &OsEntropy)?;
        let db = Db::open(&self.database_url()).await.context("the database cannot be opened")?;
        db.migrate().await.context("the database cannot be brought up to date")?;
        Ok(App::on_node(db, env(), keys, Config::default(), self.node_state()))
    }

    /// `tatefuda migrate`.
    pub async fn migrate(self) -> Result<ExitCode> {
        let app = self.open_or_create().await?;
        say(&format!("database version {}, keys in {}", app.db.version().await?, self.data.join("keys").display()));
        Ok(ExitCode::SUCCESS)
    }
}

/// The schema version that this program needs.
pub fn newest_version() -> i64 {
    tatefuda_store::sql::MIGRATIONS.last().map_or(0, |newest| newest.version)
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
