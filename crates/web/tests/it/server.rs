//! Clients that are slow on purpose, over real connections. What is waited for is always an event, within a bound.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    http::HeaderMap,
    routing::{get, post},
};
use hyper::body::{Body as HttpBody, Frame};
use tatefuda_testkit::amount::amount;
use tatefuda_web::{
    network::Network,
    server::{Limits, serve},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{Semaphore, mpsc, oneshot},
    task::JoinHandle,
};

use crate::world::{PASSWORD, World};

/// How long is waited for what has to come.
const BOUND: Duration = Duration::from_secs(120);

/// The limit under test. `cargo xtask full` takes that of the product.
fn short() -> Duration {
    Duration::from_millis(amount("TATEFUDA_SLOW_MILLIS", 300))
}

/// Half-open connections.
fn many() -> usize {
    usize::try_from(amount("TATEFUDA_SLOW_CLIENTS", 120)).unwrap()
}

/// Limits none of which is met in a test that does not set it.
fn wide() -> Limits {
    let long = Duration::from_secs(3_600);
    Limits { head: long, idle: long, grace: long, stop: long, ..Limits::of(1_000) }
}

async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(BOUND, future).await.unwrap_or_else(|_| panic!("{what} did not happen"))
}

struct Served {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
    /// Answers to `/held` wait for it.
    gate: Arc<Semaphore>,
    /// Says when a request to `/held` has come.
    held: mpsc::UnboundedReceiver<()>,
    /// Says when the endless answer is given up.
    given_up: mpsc::UnboundedReceiver<()>,
}

impl Served {
    async fn with(limits: Limits, proxies: &[&str]) -> Self {
        let gate = Arc::new(Semaphore::new(0));
        let (tell_held, held) = mpsc::unbounded_channel();
        let (tell_given_up, given_up) = mpsc::unbounded_channel();
        let waiting = Arc::clone(&gate);
        let router = Router::new()
            .route("/", get(async || "hello"))
            .route("/length", post(async |body: Bytes| body.len().to_string()))
            .route(
                "/held",
                get(async move |_: HeaderMap| {
                    tell_held.send(()).unwrap();
                    drop(waiting.acquire().await.unwrap());
                    "released"
                }),
            )
            .route("/endless", get(async move || Body::new(Endless(tell_given_up.clone()))));
        let (address, stop, task) = started(router, limits, proxies).await;
        Self { address, stop: Some(stop), task, gate, held, given_up }
    }

    async fn client(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// A client of another address of this machine.
    async fn client_of(&self, own: &str) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(format!("{own}:0").parse().unwrap()).unwrap();
        socket.connect(self.address).await.unwrap()
    }

    /// Asks on a fresh connection.
    async fn ask(&self, path: &str) -> String {
        let mut client = self.client().await;
        send(&mut client, &format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await;
        rest(&mut client).await
    }

    /// Keeps a connection busy.
    async fn occupy(&mut self, mut client: TcpStream) -> TcpStream {
        send(&mut client, "GET /held HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        within("a request", self.held.recv()).await.unwrap();
        client
    }
}

async fn started(
    router: Router,
    limits: Limits,
    proxies: &[&str],
) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let proxies: Vec<Network> = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(listener, router, limits, proxies, async move {
        let _ = stopped.await;
    }));
    (address, stop, task)
}

/// An answer that never ends.
struct Endless(mpsc::UnboundedSender<()>);

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'x'; 65_536])))))
    }
}

impl Drop for Endless {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

async fn send(client: &mut TcpStream, text: &str) {
    // Whoever was shut out notices it by reading.
    let _ = client.write_all(text.as_bytes()).await;
}

/// Everything until the other end closes; a connection that is torn down ends as well.
async fn rest(client: &mut TcpStream) -> String {
    let mut bytes = vec![];
    within("an end", async {
        let mut part = [0; 4_096];
        while let Ok(count @ 1..) = client.read(&mut part).await {
            bytes.extend_from_slice(&part[..count]);
        }
    })
    .await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sends a byte, and another whenever nothing came back for a moment, until the other end closes.
async fn drip(client: &mut TcpStream, byte: u8) -> String {
    within("an end", async {
        let mut said = vec![];
        let mut part = [0; 4_096];
        loop {
            let _ = client.write_all(&[byte]).await;
            match tokio::time::timeout(Duration::from_millis(20), client.read(&mut part)).await {
                Err(_) => {}
                Ok(Ok(count @ 1..)) => said.extend_from_slice(&part[..count]),
                Ok(_) => return String::from_utf8_lossy(&said).into_owned(),
            }
        }
    })
    .await
}

/// 1,060 connections that never said anything whole held the program for 160 seconds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_open_connections_shut_nobody_out() {
    let served = Served::with(Limits { connections: 40, per_address: 40, ..wide() }, &[]).await;
    let mut half_open = vec![];
    for _ in 0..many() {
        let mut client = served.client().await;
        send(&mut client, "GET / HTTP/1.1\r\nhost: x\r\nx-a: b\r\n").await;
        half_open.push(client);
        if half_open.len() % 20 == 0 {
            assert!(served.ask("/").await.ends_with("hello"), "{} half-open", half_open.len());
        }
    }
    // The first ones made room.
    for client in half_open.iter_mut().take(many() - 40) {
        assert_eq!(rest(client).await, "");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_comes_byte_by_byte_is_cut_off() {
    let served = Served::with(Limits { head: short(), ..wide() }, &[]).await;
    let mut silent = served.client().await;
    assert_eq!(rest(&mut silent).await, "", "not a byte");
    let mut slow = served.client().await;
    send(&mut slow, "GET / HTTP/1.1\r\nx-a: ").await;
    assert_eq!(drip(&mut slow, b'a').await, "");
    // The head of a second request on the same connection as well.
    let mut again = served.client().await;
    send(&mut again, "GET / HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\nx-a: ").await;
    assert!(drip(&mut again, b'a').await.ends_with("hello"));
    assert!(served.ask("/").await.ends_with("hello"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_comes_byte_by_byte_is_cut_off() {
    let served = Served::with(Limits { grace: short(), slowest: 1_000_000, ..wide() }, &[]).await;
    let post = "POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 100000\r\n\r\n";
    let mut slow = served.client().await;
    send(&mut slow, post).await;
    let answer = drip(&mut slow, b'a').await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    let mut quick = served.client().await;
    send(&mut quick, post).await;
    send(&mut quick, &"a".repeat(100_000)).await;
    assert!(rest(&mut quick).await.ends_with("100000"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_nobody_takes_is_given_up() {
    let mut served = Served::with(Limits { grace: short(), slowest: 100_000_000, ..wide() }, &[]).await;
    let mut client = served.client().await;
    send(&mut client, "GET /endless HTTP/1.1\r\nhost: x\r\n\r\n").await;
    within("giving up", served.given_up.recv()).await.unwrap();
    assert!(served.ask("/").await.ends_with("hello"));
    drop(client);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_is_kept_for_a_next_request_and_not_for_ever() {
    let ask = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
    let served = Served::with(Limits { idle: short(), ..wide() }, &[]).await;
    let mut client = served.client().await;
    send(&mut client, &ask.repeat(3)).await;
    assert_eq!(rest(&mut client).await.matches("hello").count(), 3);
}

/// Beyond the limit of connections everybody else is told so at once. Before, they were taken in and starved.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_finds_no_place_is_told_at_once() {
    let mut served = Served::with(Limits { connections: 4, per_address: 4, ..wide() }, &[]).await;
    let mut busy = vec![];
    for _ in 0..4 {
        let client = served.client().await;
        busy.push(served.occupy(client).await);
    }
    for _ in 0..3 {
        let answer = served.ask("/").await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 503"), "{answer}");
    }
    served.gate.add_permits(4);
    for client in &mut busy {
        assert!(rest(client).await.ends_with("released"));
    }
    assert!(served.ask("/").await.ends_with("hello"));
}

/// One address alone cannot take every place; a proxy can, because everybody comes through it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_leaves_places_for_others() {
    let limits = Limits { connections: 100, per_address: 2, ..wide() };
    let mut served = Served::with(limits, &["127.0.0.3"]).await;
    let mut busy = vec![];
    for own in ["127.0.0.1", "127.0.0.1", "127.0.0.3", "127.0.0.3", "127.0.0.3"] {
        let client = served.client_of(own).await;
        busy.push(served.occupy(client).await);
    }
    for (own, served_there) in [("127.0.0.1", false), ("127.0.0.2", true), ("127.0.0.3", true)] {
        let mut client = served.client_of(own).await;
        send(&mut client, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        assert_eq!(rest(&mut client).await.ends_with("hello"), served_there, "{own}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_without_end_is_refused() {
    let served = Served::with(wide(), &[]).await;
    let mut client = served.client().await;
    send(&mut client, &format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "a".repeat(200_000))).await;
    let answer = rest(&mut client).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    let lines: String = (0..500).map(|number| format!("x-{number}: a\r\n")).collect();
    let mut client = served.client().await;
    send(&mut client, &format!("GET / HTTP/1.1\r\nhost: x\r\n{lines}\r\n")).await;
    let answer = rest(&mut client).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
}

/// What was asked is finished, whoever only holds a connection is not waited for, and nobody new is taken.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_finishes_what_is_in_hand() {
    let mut served = Served::with(Limits { head: short(), ..wide() }, &[]).await;
    let mut idle = served.client().await;
    send(&mut idle, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let client = served.client().await;
    let mut busy = served.occupy(client).await;
    let mut half_open = served.client().await;
    send(&mut half_open, "GET / HTTP/1.1\r\n").await;
    served.stop.take().unwrap().send(()).unwrap();
    assert!(rest(&mut idle).await.ends_with("hello"));
    assert_eq!(rest(&mut half_open).await, "");
    assert!(!served.task.is_finished(), "a request is in hand");
    served.gate.add_permits(1);
    assert!(rest(&mut busy).await.ends_with("released"));
    within("the end", served.task).await.unwrap();
    assert!(TcpStream::connect(served.address).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_finished_in_time_is_given_up() {
    let mut served = Served::with(Limits { stop: short(), ..wide() }, &[]).await;
    let client = served.client().await;
    let mut busy = served.occupy(client).await;
    served.stop.take().unwrap().send(()).unwrap();
    within("the end", served.task).await.unwrap();
    assert_eq!(rest(&mut busy).await, "");
}

/// A sign-in as a proxy hands it on: with a line that the client wrote, and one of its own behind it.
async fn sign_in(address: SocketAddr, login: &str, password: &str, claimed: &str, real: &str) -> u16 {
    let body: String = serde_urlencoded(&[("body", "mizube"), ("login", login), ("password", password)]);
    let mut client = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\nx-forwarded-for: {claimed}\r\nx-forwarded-for: {real}\r\n\r\n{body}",
        body.len()
    );
    send(&mut client, &head).await;
    let answer = rest(&mut client).await;
    answer.split(' ').nth(1).unwrap_or_else(|| panic!("no answer: {answer}")).parse().unwrap()
}

fn serde_urlencoded(pairs: &[(&str, &str)]) -> String {
    let encoded = pairs.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+")));
    encoded.collect::<Vec<_>>().join("&")
}

/// Fourteen of fourteen tries went through, each with another address in a line of the client's own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_of_sign_ins_counts_what_the_proxy_wrote() {
    let world =
        World::with(tatefuda_web::Config { trusted_proxies: vec!["127.0.0.1".parse().unwrap()], ..Default::default() })
            .await;
    let (address, _stop, _task) = started(world.router.clone(), Limits::default(), &["127.0.0.1"]).await;
    let mut statuses = vec![];
    for number in 0..14 {
        statuses.push(sign_in(address, "writer", "wrong", &format!("198.51.100.{number}"), "203.0.113.7").await);
    }
    let most = usize::try_from(world.app.config.sign_in_per_pair).unwrap();
    assert_eq!(statuses, [vec![403; most], vec![429; 14 - most]].concat());
    // Another client of the same proxy is another source.
    assert_eq!(sign_in(address, "writer", PASSWORD, "203.0.113.7", "203.0.113.8").await, 303);
}

/// Without a trusted proxy nobody's word about themselves counts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_of_sign_ins_believes_no_stranger() {
    let world = World::new().await;
    let (address, _stop, _task) = started(world.router.clone(), Limits::default(), &[]).await;
    let mut statuses = vec![];
    for number in 0..12 {
        statuses.push(sign_in(address, "writer", "wrong", "198.51.100.1", &format!("198.51.100.{number}")).await);
    }
    assert_eq!(statuses[9..], [403, 429, 429]);
}
