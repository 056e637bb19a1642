//! `tatefuda media-host`: the public place where pictures stand for services that fetch them, and how the installation
//! reaches it (decision 0038).

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result};
use clap::Args;
use tatefuda_mediahost as mediahost;
use tatefuda_platforms::{HostConfig, HttpSettings, PictureHost, client};
use tatefuda_web::{network::Network, server};

use crate::{
    guard, serve,
    world::{env, say},
};

/// `media-host`.
#[derive(Debug, Args)]
pub struct MediaHost {
    /// Address and port to listen on. A web server with TLS stands in front of it.
    #[arg(long, env = "TATEFUDA_MEDIA_HOST_LISTEN", default_value = "127.0.0.1:8090", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Folder of the pictures that stand. Nothing else belongs there, and no backup needs it.
    #[arg(long, env = "TATEFUDA_MEDIA_HOST_FOLDER", default_value = "data/media-host", value_name = "DIR")]
    folder: PathBuf,
    /// File with the key that the installation has as well, at least 32 random characters. Whoever has it can put pictures.
    #[arg(long, env = "TATEFUDA_MEDIA_HOST_KEY_FILE", value_name = "FILE")]
    key_file: PathBuf,
    /// Address or network (192.0.2.1, 192.0.2.0/28) of a proxy whose `X-Forwarded-For` is believed; several with commas.
    #[arg(long, env = "TATEFUDA_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
    trusted_proxy: Vec<Network>,
}

impl MediaHost {
    pub async fn run(self) -> Result<ExitCode> {
        guard::outlive_a_limit_on_files();
        let key = key(&self.key_file)?;
        let config = mediahost::Config {
            key: mediahost::Key::new(&key.into())
                .with_context(|| format!("{} holds no key", self.key_file.display()))?,
            clock: env().clock(),
            folder: self.folder,
        };
        let router = mediahost::router(config)?;
        let listener = serve::listen(self.listen).await?;
        say(&format!("Tatefuda media host: http://{}/", listener.local_addr()?));
        let limits = serve::within_open_files(server::Limits::default());
        server::serve(listener, router, limits, self.trusted_proxy, serve::asked_to_stop()).await;
        Ok(ExitCode::SUCCESS)
    }
}

fn key(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Where the host is, for the installation.
#[derive(Debug, Args)]
pub struct Reached {
    /// Address of the public picture host (`tatefuda media-host`), as `https://pictures.town.example.jp/`: pictures are handed
    /// to it for services that fetch them (Instagram). Without it their posts with pictures are held.
    #[arg(long, env = "TATEFUDA_MEDIA_HOST", value_name = "URL", requires = "media_host_key_file")]
    media_host: Option<String>,
    /// The address under which services fetch pictures, where it is another one.
    #[arg(long, env = "TATEFUDA_MEDIA_HOST_PUBLIC", value_name = "URL", requires = "media_host")]
    media_host_public: Option<String>,
    /// File with the key of the picture host.
    #[arg(long, env = "TATEFUDA_MEDIA_HOST_KEY_FILE", value_name = "FILE")]
    media_host_key_file: Option<PathBuf>,
}

impl Reached {
    /// The host, where one is named.
    pub fn host(&self) -> Result<Option<PictureHost>> {
        let (Some(hand), Some(file)) = (&self.media_host, &self.media_host_key_file) else { return Ok(None) };
        let key = key(file)?;
        // The same rule as on the other side: a key that it refuses helps nobody.
        mediahost::Key::new(&key.clone().into()).with_context(|| format!("{} holds no key", file.display()))?;
        self::reached(hand, self.media_host_public.as_deref(), &key).map(Some)
    }
}

/// The host at an address.
pub fn reached(hand: &str, public: Option<&str>, key: &str) -> Result<PictureHost> {
    Ok(PictureHost::new(client(&HttpSettings::default())?, HostConfig::new(hand, public, key)?))
}
