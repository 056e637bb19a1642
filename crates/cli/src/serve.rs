//! `tatefuda serve`: pages, API, public pages and the worker in one process.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use tatefuda_app::App;
use tatefuda_i18n::I18n;
use tatefuda_platforms::{
    Facebook, FacebookConfig, HttpSettings, Instagram, InstagramConfig, Line, LineConfig, PictureHost, Platforms, X,
    XConfig, client,
};
use tatefuda_web::{AppState, Config, OperatorKey, base::BaseUrl, network::Network, server::Limits};
use tatefuda_worker::{Outside, Settings, Worker};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    guard, picture_host,
    ways::Ways,
    world::{Place, newest_version, say},
};

/// `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address and port to listen on; port 0 takes a free one and prints it.
    #[arg(long, env = "TATEFUDA_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The address under which people reach the program, as `https://sns.example.lg.jp`. Without it feeds carry relative
    /// links.
    #[arg(long, env = "TATEFUDA_BASE_URL", value_name = "URL")]
    base_url: Option<BaseUrl>,
    /// Address or network (192.0.2.1, 192.0.2.0/28) of a proxy whose `X-Forwarded-For` is believed; several with commas.
    #[arg(long, env = "TATEFUDA_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
    trusted_proxy: Vec<Network>,
    /// File with the operator's key, at least 32 random characters. Whoever has it can stop the sending of every body at
    /// /installation/stop; without it there is no such page.
    #[arg(long, env = "TATEFUDA_OPERATOR_KEY_FILE", value_name = "FILE")]
    operator_key_file: Option<PathBuf>,
    /// Most connections at once. Fewer where the system allows fewer open files: some are kept back for database and
    /// worker.
    #[arg(long, env = "TATEFUDA_CONNECTIONS", value_name = "NUMBER", default_value_t = Limits::default().connections)]
    connections: usize,
    #[command(flatten)]
    pictures: picture_host::Reached,
    #[command(flatten)]
    ways: Ways,
    /// Send nothing: pages only.
    #[arg(long, env = "TATEFUDA_NO_WORKER")]
    no_worker: bool,
}

impl Serve {
    pub async fn run(self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        let (found, needed) = (app.db.version().await?, newest_version());
        if found < needed {
            bail!("the database has version {found}, this program needs {needed}; run `tatefuda migrate`");
        }
        let base = self.base_url.as_ref().map_or_else(String::new, ToString::to_string);
        let outside = self.ways.outside(&base)?;
        let config = Config {
            mail: self.ways.has_mail() && !self.no_worker,
            secure_cookies: self.base_url.as_ref().is_some_and(BaseUrl::is_https),
            base_url: self.base_url,
            operator_key: self.operator_key_file.as_deref().map(operator_key).transpose()?,
            trusted_proxies: self.trusted_proxy,
            runs: tatefuda_worker::RUNS.to_vec(),
            ..Config::default()
        };
        let listener = listen(self.listen).await?;
        say(&format!("Tatefuda: http://{}/", listener.local_addr()?));
        let reach = Reach { platforms: platforms(Services::default())?, host: self.pictures.host()?, outside };
        let limits = Limits::of(self.connections);
        run(app, config, limits, listener, (!self.no_worker).then_some(reach)).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads the operator's key.
fn operator_key(path: &Path) -> Result<OperatorKey> {
    let key = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    key.parse().with_context(|| format!("{} holds no key", path.display()))
}

/// What a worker reaches.
pub struct Reach {
    pub platforms: Platforms,
    /// Where pictures stand for services that fetch them.
    pub host: Option<PictureHost>,
    /// How people are told outside the program.
    pub outside: Outside,
}

/// Where each service is.
pub struct Services {
    pub facebook: FacebookConfig,
    pub instagram: InstagramConfig,
    pub line: LineConfig,
    pub x: XConfig,
}

impl Default for Services {
    fn default() -> Self {
        Self {
            facebook: FacebookConfig::real(),
            instagram: InstagramConfig::real(),
            line: LineConfig::real(),
            x: XConfig::real(),
        }
    }
}

/// Every connector, on one client.
pub fn platforms(services: Services) -> Result<Platforms> {
    let client = client(&HttpSettings::default())?;
    Ok(Platforms::none()
        .with(Arc::new(Facebook::new(client.clone(), services.facebook)))
        .with(Arc::new(Instagram::new(client.clone(), services.instagram)))
        .with(Arc::new(Line::new(client.clone(), services.line)))
        .with(Arc::new(X::new(client, services.x))))
}

/// Takes an address.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{address} cannot be listened on"))
}

/// The state of the web side.
pub fn state(app: App, config: Config) -> Result<AppState> {
    Ok(AppState::new(app, Arc::new(I18n::new()), config))
}

/// Serves until the process is asked to stop; what is in hand is finished first.
pub async fn run(app: App, config: Config, limits: Limits, listener: TcpListener, reach: Option<Reach>) -> Result<()> {
    guard::outlive_a_limit_on_files();
    let (stop, stopped) = watch::channel(false);
    let limits = within_open_files(limits);
    let proxies = config.trusted_proxies.clone();
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        database = ?app.db.kind(),
        worker = reach.is_some(),
        connections = limits.connections,
        "started"
    );
    if let Some(reach) = &reach {
        app.reach(reach.platforms.clone());
    }
    let router = tatefuda_web::router(state(app.clone(), config)?);
    let worker = reach.map(|Reach { platforms, host, outside }| {
        let mut stopped = stopped.clone();
        tokio::spawn(async move {
            let name = format!("worker-{}", app.env.id::<tatefuda_domain::SessionId>());
            let worker =
                Worker::new(app, platforms, &name, Settings::default()).with_host(host).with_outside(Some(outside));
            worker
                .run(async move {
                    let _ = stopped.wait_for(|stop| *stop).await;
                })
                .await;
        })
    });
    let asked = async move {
        asked_to_stop().await;
        let _ = stop.send(true);
    };
    tatefuda_web::server::serve(listener, router, limits, proxies, asked).await;
    if let Some(worker) = worker {
        worker.await?;
    }
    tracing::info!("stopped");
    Ok(())
}

/// Fewer connections where the system allows fewer open files.
pub fn within_open_files(limits: Limits) -> Limits {
    match system::open_files() {
        Some(open_files) => limits.within(open_files),
        None => limits,
    }
}

/// Ctrl-C, or what the system sends to end a service.
pub async fn asked_to_stop() {
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = system::asked_to_stop() => {}
    }
}

#[cfg(unix)]
#[path = "serve/unix.rs"]
mod system;
#[cfg(not(unix))]
#[path = "serve/other.rs"]
mod system;
