//! A stateful double of Facebook Pages: the part of the Graph API that the connector uses, over real HTTP, with faults.

mod contract;
mod fault;
mod home;
mod photos;
mod routes;
mod state;

use std::{fmt, io, net::SocketAddr, sync::Arc};

use tatefuda_domain::Clock;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

pub use contract::{FEED_PARAMETERS, PHOTO_PARAMETERS, POST_FIELDS, READ_PARAMETERS};
pub use fault::{Fault, Rates};
pub use state::{Arrived, Double, Fate, Photo};

use crate::killable::KillableListener;

#[derive(Debug, Clone)]
pub struct PageConfig {
    /// Its id, digits.
    pub id: String,
    /// Its name, shown on the double's own page.
    pub name: String,
    /// The token that may post to it.
    pub token: String,
}

/// How to start the double.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The version in every path.
    pub version: String,
    pub pages: Vec<PageConfig>,
    /// Tells when posts were made and when late ones appear.
    pub clock: Arc<dyn Clock>,
    /// For faults by rate; the same seed and the same requests give the same faults.
    pub seed: u64,
    /// As the real service: refuses the text that the page posted last (code 506). Off by default, because tests of
    /// at-most-once must be able to see a second copy.
    pub refuse_repeated: bool,
}

impl Config {
    /// On a free port of this machine, without faults.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, pages: Vec<PageConfig>) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            version: "v25.0".to_owned(),
            pages,
            clock,
            seed: 1,
            refuse_repeated: false,
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("listen", &self.listen).field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// A running double. It stops when this is dropped; what arrived stays readable in `state`.
#[derive(Debug)]
pub struct Handle {
    /// `http://127.0.0.1:<port>`.
    pub base_url: String,
    /// What arrived, and what shall go wrong.
    pub state: Double,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Handle {
    /// Stops and waits until no request is being answered any more.
    pub async fn shutdown(mut self) {
        self.state.release_slow();
        drop(self.stop.take());
        // A double that panicked has already failed the test that spoke to it.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts the double inside the current runtime.
///
/// # Errors
/// The address cannot be listened on.
pub async fn start(config: Config) -> io::Result<Handle> {
    let listener = TcpListener::bind(config.listen).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let state = Double::new(config);
    let app = routes::router(state.clone());
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        let service = app.into_make_service_with_connect_info::<crate::killable::Cut>();
        let served = axum::serve(KillableListener(listener), service).with_graceful_shutdown(async {
            // Either the handle says so or it is gone.
            let _ = stopped.await;
        });
        if let Err(error) = served.await {
            tracing::error!(%error, "the double stopped");
        }
    });
    Ok(Handle { base_url, state, stop: Some(stop), task })
}
