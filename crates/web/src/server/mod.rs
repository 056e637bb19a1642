//! Connections: how many, how long, how slow. Whoever keeps one without saying anything has no claim on it.
//!
//! A connection at which the client is to move (the head of a request is not whole, a body is on its way, an answer is
//! not taken, nothing is asked) may be closed to make room for another. So half-open connections, however many, shut
//! nobody out; they only shorten each other's life.

mod io;
mod limits;
mod lines;
mod patience;

use std::{convert::Infallible, future::Future, net::SocketAddr, pin::pin, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    serve::Listener,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
};
use tower::ServiceExt as _;

use crate::network::Network;
use io::{Answer, Arriving, Watched};
pub use limits::Limits;
use lines::{Line, Lines};

/// What is said where no connection can be given up for another.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 5\r\nconnection: close\r\n\r\n";

/// Serves until `stop` resolves; then takes nobody any more, finishes what was asked, and closes the rest.
/// Connections of `proxies` are not counted by their address: everybody comes through them.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    limits: Limits,
    proxies: Vec<Network>,
    stop: impl Future<Output = ()>,
) {
    let lines = Arc::new(Lines::new(limits, proxies));
    let (stopping, stopped) = watch::channel(false);
    // Each connection holds a sender: the last one gone closes the channel.
    let (held, mut all_gone) = mpsc::channel::<Infallible>(1);
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            // When the process is out of descriptors, this waits a second before it tries again.
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        let Some(line) = lines.admit(peer.ip()).await else {
            let _ = stream.try_write(FULL);
            continue;
        };
        let (router, stopped, held) = (router.clone(), stopped.clone(), held.clone());
        tokio::spawn(async move {
            connection(stream, peer, line, router, stopped).await;
            drop(held);
        });
    }
    drop((listener, held));
    let _ = stopping.send(true);
    if tokio::time::timeout(lines.limits().stop, all_gone.recv()).await.is_err() {
        tracing::warn!("some requests were not finished in time and are given up");
        lines.close_all();
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    line: Line,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are written whole; waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let limits = line.limits().clone();
    let handle = line.handle();
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (router, handle) = (router.clone(), handle.clone());
        handle.serving();
        let mut request: Request = request.map(|body| Body::new(Arriving::new(body, handle.clone())));
        request.extensions_mut().insert(ConnectInfo(peer));
        async move {
            let response = router.oneshot(request).await?;
            Ok::<_, Infallible>(response.map(|body| Answer::new(body, handle)))
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        // The line watches heads itself: a connection kept for a next request may wait longer than a head may take.
        .header_read_timeout(None)
        .max_headers(limits.headers)
        .max_header_size(limits.head_bytes);
    let mut connection = pin!(http.serve_connection(TokioIo::new(Watched::new(stream, line.handle())), service));
    let mut over = pin!(line.over());
    let mut stopping = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended");
                }
                return;
            }
            () = over.as_mut() => return,
            _ = stopped.wait_for(|stop| *stop), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}
