//! A stateful double of Instagram: the part of the Graph API that the connector uses, over real HTTP, with containers that
//! take their time, a limit of the day, and faults. It fetches pictures from their addresses, as the service does.

mod contract;
mod routes;
mod state;

use std::{fmt, io, net::SocketAddr, sync::Arc};

use tatefuda_domain::Clock;

pub use contract::{CONTAINER_PARAMETERS, MEDIA_FIELDS, PUBLISH_PARAMETERS, USER_FIELDS};
pub use state::{Double, Fetched, Taken};

use crate::serving::{Serving, serve};

/// An account of the double.
#[derive(Debug, Clone)]
pub struct UserConfig {
    /// Its id, digits.
    pub id: String,
    /// Its name in addresses.
    pub username: String,
    pub name: String,
    /// The token that opens it.
    pub token: String,
}

/// How to start the double.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The accounts.
    pub users: Vec<UserConfig>,
    /// Tells when posts were made, and containers and tokens end.
    pub clock: Arc<dyn Clock>,
    /// Whether a renewal makes another token. Without it the one of the configuration is good for ever, also after the double
    /// began anew: for a practice place.
    pub renews: bool,
}

impl Config {
    /// On a free port of this machine, without faults.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, users: Vec<UserConfig>) -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)), users, clock, renews: true }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("listen", &self.listen).finish_non_exhaustive()
    }
}

/// A running double. It stops when this is dropped.
#[derive(Debug)]
pub struct Handle {
    /// `http://127.0.0.1:<port>`.
    pub base_url: String,
    /// What arrived, and what shall go wrong.
    pub state: Double,
    _serving: Serving,
}

/// Starts the double inside the current runtime.
///
/// # Errors
/// The address cannot be listened on.
pub async fn start(config: Config) -> io::Result<Handle> {
    let (listen, state) = (config.listen, Double::new(config));
    let serving = serve(listen, routes::router(state.clone())).await?;
    state.stands_at(&serving.base_url);
    Ok(Handle { base_url: serving.base_url.clone(), state, _serving: serving })
}
