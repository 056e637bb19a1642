//! A stateful double of X: the part of the API v2 that the connector uses, over real HTTP, with faults and credits.

mod contract;
mod routes;
mod state;
mod text;

use std::{fmt, io, net::SocketAddr, sync::Arc};

use tatefuda_domain::Clock;

pub use contract::{METADATA_FIELDS, POST_FIELDS, READ_PARAMETERS, SHOWN_FIELDS, UPLOAD_PARTS};
pub use state::{Double, Exchange, Medium, Taken};

use crate::serving::{Serving, serve};

/// Under which name fields of a post are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// As in description 2.166.
    Tweet,
    /// As in description 2.167.
    Post,
}

#[derive(Debug, Clone)]
pub struct UserConfig {
    /// Its id, digits.
    pub id: String,
    pub handle: String,
    pub name: String,
    /// The token that may post for it.
    pub access: String,
    /// The token that makes the next one.
    pub refresh: String,
}

/// How to start the double.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Id and secret of the app.
    pub app: (String, String),
    pub users: Vec<UserConfig>,
    /// Which naming it knows.
    pub naming: Naming,
    /// Tells when posts were made and tokens end.
    pub clock: Arc<dyn Clock>,
    /// Whether the first tokens end after two hours, as those do that are made later.
    pub tokens_end: bool,
    /// Whether each renewal makes new tokens, the former ones being over. Without it the ones of the configuration are good
    /// for ever, also after the double began anew: for a practice place.
    pub rotates: bool,
    /// As the real service: refuses a text that the user has already. Off by default, because tests of at-most-once must
    /// be able to see a second copy.
    pub refuse_repeated: bool,
}

impl Config {
    /// On a free port of this machine, without faults.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, app: (&str, &str), users: Vec<UserConfig>) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            app: (app.0.to_owned(), app.1.to_owned()),
            users,
            naming: Naming::Post,
            clock,
            tokens_end: true,
            rotates: true,
            refuse_repeated: false,
        }
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
    Ok(Handle { base_url: serving.base_url.clone(), state, _serving: serving })
}
