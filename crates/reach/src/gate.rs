//! The one gate for whatever leaves the program for an address that people typed.

use std::{
    collections::BTreeSet,
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use url::{Host, Url};

use crate::private::is_public;

/// How long a name may take to be resolved.
const NAMES: Duration = Duration::from_secs(10);
/// Most addresses of a name that are looked at; one with more is none that anybody needs.
const MANY: usize = 32;

/// What names stand for. The real one asks the system.
pub trait Names: Send + Sync {
    /// The addresses of a host.
    fn of<'a>(&'a self, host: &'a str, port: u16)
    -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;
}

/// As the system resolves them.
struct System;

impl Names for System {
    fn of<'a>(
        &'a self,
        host: &'a str,
        port: u16,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, port)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Which hosts whoever runs the installation allows, although they lie behind private addresses or speak without protection.
#[derive(Clone)]
pub struct Gate {
    allowed: Arc<BTreeSet<String>>,
    names: Arc<dyn Names>,
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gate").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}

/// Where a call may go: the address as it was typed, and those to one of which the connection goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub url: Url,
    /// Never empty.
    pub to: Vec<SocketAddr>,
}

/// Why a call may not go. None of them is changed by trying again but [`Barred::NoName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Barred {
    /// It is no address of a page or a call.
    #[error("the address is none that can be called")]
    NoAddress,
    /// It carries a name or a password.
    #[error("the address carries a name or a password")]
    Credentials,
    /// Nothing protects what is sent there.
    #[error("the address does not begin with https://")]
    Open,
    /// The name stands for nothing, or nobody answers what it stands for.
    #[error("the name of the host cannot be resolved")]
    NoName,
    /// An address behind it belongs to a machine, a building or a provider.
    #[error("the host lies behind a private address, which this installation does not allow")]
    Private,
    /// A body for practice reaches this machine alone.
    #[error("a body for practice reaches this machine alone")]
    Practice,
}

impl Barred {
    /// Key of its text.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::Credentials => "credentials",
            Self::Open => "open",
            Self::NoName => "no-name",
            Self::Private => "private",
            Self::Practice => "practice",
        }
    }
}

impl Gate {
    /// Allows these hosts beside the public ones: `host` or `host:port`.
    pub fn new(allowed: impl IntoIterator<Item = String>) -> Self {
        Self::with_names(allowed, Arc::new(System))
    }

    /// As [`Gate::new`], with names of one's own.
    pub fn with_names(allowed: impl IntoIterator<Item = String>, names: Arc<dyn Names>) -> Self {
        let allowed = allowed.into_iter().map(|host| host.trim().to_ascii_lowercase()).collect();
        Self { allowed: Arc::new(allowed), names }
    }

    /// The hosts that are allowed beside the public ones.
    pub fn allowed(&self) -> impl Iterator<Item = &str> {
        self.allowed.iter().map(String::as_str)
    }

    fn allows(&self, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        self.allowed.contains(&format!("{host}:{port}")) || self.allowed.contains(&host)
    }

    /// Judges an address for a body. The connection goes to what is judged here, whatever the name says later.
    ///
    /// # Errors
    /// Why nothing goes there.
    pub async fn judge(&self, url: &Url, practice: bool) -> Result<Way, Barred> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Barred::NoAddress);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Barred::Credentials);
        }
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(Barred::NoAddress);
        };
        let allowed = self.allows(host, port);
        if url.scheme() == "http" && !allowed {
            return Err(Barred::Open);
        }
        let addresses = match url.host() {
            Some(Host::Ipv4(v4)) => vec![IpAddr::V4(v4)],
            Some(Host::Ipv6(v6)) => vec![IpAddr::V6(v6)],
            Some(Host::Domain(name)) => self.resolved(name, port).await?,
            None => return Err(Barred::NoAddress),
        };
        judged(&addresses, allowed, practice)?;
        Ok(Way { url: url.clone(), to: addresses.into_iter().map(|ip| SocketAddr::new(ip, port)).collect() })
    }

    /// As [`Gate::judge`] for the installation's own server of a kind, which whoever runs it has named: it may lie anywhere,
    /// but for a body for practice on this machine alone.
    ///
    /// # Errors
    /// Why nothing goes there.
    pub async fn own(&self, host: &str, port: u16, practice: bool) -> Result<Vec<SocketAddr>, Barred> {
        let addresses = match host.parse::<IpAddr>() {
            Ok(ip) => vec![ip],
            Err(_) => self.resolved(host, port).await?,
        };
        judged(&addresses, true, practice)?;
        Ok(addresses.into_iter().map(|ip| SocketAddr::new(ip, port)).collect())
    }

    async fn resolved(&self, host: &str, port: u16) -> Result<Vec<IpAddr>, Barred> {
        let asked = tokio::time::timeout(NAMES, self.names.of(host, port)).await;
        let found = asked.map_err(|_| Barred::NoName)?.map_err(|_| Barred::NoName)?;
        if found.is_empty() || MANY < found.len() { Err(Barred::NoName) } else { Ok(found) }
    }
}

/// One address that may not be reached bars all: which of them answers is not ours to choose.
fn judged(addresses: &[IpAddr], allowed: bool, practice: bool) -> Result<(), Barred> {
    let here = addresses.iter().all(|ip| ip.to_canonical().is_loopback());
    if practice {
        return if here && allowed { Ok(()) } else { Err(Barred::Practice) };
    }
    if allowed || addresses.iter().all(|ip| is_public(*ip)) { Ok(()) } else { Err(Barred::Private) }
}
