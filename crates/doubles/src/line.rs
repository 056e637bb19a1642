//! A stateful double of the LINE Messaging API: the part that the connector uses, over real HTTP, with faults. A key of a
//! repeat is remembered, as by the real service.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt, io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Form, Json, Router,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Value, json};
use tatefuda_domain::Clock;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::killable::{Cut, KillableListener};

/// Parameters of a broadcast that the official description knows.
pub const BROADCAST_PARAMETERS: [&str; 2] = ["messages", "notificationDisabled"];
/// Fields of a text message that it knows.
pub const TEXT_FIELDS: [&str; 6] = ["emojis", "quickReply", "quoteToken", "sender", "text", "type"];
/// Parameters of a request for a stateless token by channel id and secret.
pub const TOKEN_PARAMETERS: [&str; 3] = ["client_id", "client_secret", "grant_type"];

const LONGEST: usize = 5_000;
const TOKEN_SECONDS: i64 = 900;
const KEY_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// One thing that goes wrong with one broadcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is taken, and the connection breaks before the reply.
    DropReplyAfterAccept,
    /// The connection breaks before it is taken.
    DropBeforeAccept,
    /// It is taken, and the answer is HTTP 500.
    FiveHundredAfterAccept,
    /// HTTP 500, and it is not taken.
    FiveHundredBeforeAccept,
    /// HTTP 429: too much was asked.
    RateLimited,
    /// HTTP 429: the month's messages are used up.
    MonthUsedUp,
    /// HTTP 401, whatever the token.
    TokenExpired,
    /// It is taken, and the answer names no request.
    Nameless,
}

/// How to start the double.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The channel's id and secret.
    pub channel: (String, String),
    /// The account's basic id.
    pub basic_id: String,
    /// Tells when tokens end and keys are forgotten.
    pub clock: Arc<dyn Clock>,
}

/// A broadcast that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The id of its request.
    pub request: String,
    /// The key of a repeat.
    pub key: Option<String>,
    /// Its texts.
    pub texts: Vec<String>,
    /// Whether friends get a sound.
    pub quiet: bool,
    /// When.
    pub at: Timestamp,
}

#[derive(Default)]
struct Inner {
    taken: Vec<Taken>,
    faults: VecDeque<Fault>,
    tokens: BTreeMap<String, Timestamp>,
    requests: u64,
    broadcasts: u64,
    violations: Vec<String>,
}

/// The double as tests see it; clones are the same double.
#[derive(Clone)]
pub struct Double {
    inner: Arc<Mutex<Inner>>,
    config: Arc<Config>,
}

impl fmt::Debug for Double {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Double").field("taken", &self.taken()).finish_non_exhaustive()
    }
}

impl Double {
    /// Everything that was taken, whatever its sender was told.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.lock().taken.clone()
    }

    /// How many requests to broadcast came.
    #[must_use]
    pub fn broadcasts(&self) -> u64 {
        self.lock().broadcasts
    }

    /// How many tokens were made.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.lock().tokens.len()
    }

    /// What shall go wrong with the next broadcasts, one each.
    pub fn next_faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.lock().faults.extend(faults);
    }

    /// What a well-behaved client never does.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.lock().violations.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn request(&self) -> String {
        let mut inner = self.lock();
        inner.requests += 1;
        format!("request-{}", inner.requests)
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let now = self.config.clock.now();
        token.is_some_and(|token| self.lock().tokens.get(token).is_some_and(|until| now < *until))
    }

    fn refuse_unknown<'a>(&self, names: impl Iterator<Item = &'a str>, known: &[&str]) -> Option<Response> {
        let unknown = names.into_iter().find(|name| !known.contains(name))?;
        self.lock().violations.push(format!("unknown {unknown}"));
        Some(said(StatusCode::BAD_REQUEST, "The request body has 1 error(s)", Some(unknown)))
    }
}

/// A running double. It stops when this is dropped.
#[derive(Debug)]
pub struct Handle {
    /// `http://127.0.0.1:<port>`.
    pub base_url: String,
    /// What arrived, and what shall go wrong.
    pub state: Double,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        drop(self.stop.take());
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
    let state = Double { inner: Arc::default(), config: Arc::new(config) };
    let app = Router::new()
        .route("/", get(home))
        .route("/oauth2/v3/token", post(token))
        .route("/v2/bot/message/broadcast", post(broadcast))
        .route("/v2/bot/info", get(info))
        .route("/v2/bot/message/quota", get(quota))
        .with_state(state.clone());
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        let service = app.into_make_service_with_connect_info::<Cut>();
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

async fn token(State(double): State<Double>, Form(form): Form<Vec<(String, String)>>) -> Response {
    if let Some(refused) = double.refuse_unknown(form.iter().map(|(name, _)| name.as_str()), &TOKEN_PARAMETERS) {
        return refused;
    }
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let (id, secret) = &double.config.channel;
    let fits = value("grant_type") == Some("client_credentials")
        && value("client_id") == Some(id)
        && value("client_secret") == Some(secret);
    if !fits {
        let error = json!({ "error": "invalid_client", "error_description": "invalid client_secret" });
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    }
    let until = double.config.clock.now() + SignedDuration::from_secs(TOKEN_SECONDS);
    let mut inner = double.lock();
    let token = format!("stateless-{}-{}", id, inner.tokens.len() + 1);
    inner.tokens.insert(token.clone(), until);
    let issued = json!({ "token_type": "Bearer", "access_token": token, "expires_in": TOKEN_SECONDS });
    Json(issued).into_response()
}

async fn broadcast(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let request = double.request();
    let fault = {
        let mut inner = double.lock();
        inner.broadcasts += 1;
        inner.faults.pop_front()
    };
    match fault {
        Some(Fault::DropBeforeAccept) => return cut_off(&cut),
        Some(Fault::FiveHundredBeforeAccept) => return said(StatusCode::INTERNAL_SERVER_ERROR, "error", None),
        Some(Fault::RateLimited) => {
            let words = "The API rate limit has been exceeded. Try again later.";
            return said(StatusCode::TOO_MANY_REQUESTS, words, None);
        }
        Some(Fault::MonthUsedUp) => {
            return said(StatusCode::TOO_MANY_REQUESTS, "You have reached your monthly limit.", None);
        }
        _ => {}
    }
    if fault == Some(Fault::TokenExpired) || !double.knows(&headers) {
        let words = "Authentication failed. Confirm that the access token in the authorization header is valid.";
        return said(StatusCode::UNAUTHORIZED, words, None);
    }
    let key = headers.get("x-line-retry-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    if key.as_deref().is_some_and(|key| !is_uuid(key)) {
        return said(StatusCode::BAD_REQUEST, "Invalid retry key", None);
    }
    let texts = match texts(&double, &body) {
        Ok(texts) => texts,
        Err(refused) => return *refused,
    };
    let now = double.config.clock.now();
    let known =
        double.lock().taken.iter().find(|one| one.key.is_some() && one.key == key && now < one.at + KEY_KEPT).cloned();
    if let Some(before) = known {
        let mut answer = said(StatusCode::CONFLICT, "The retry key is already accepted", None);
        name(&mut answer, "x-line-accepted-request-id", &before.request);
        name(&mut answer, "x-line-request-id", &request);
        return answer;
    }
    let quiet = body["notificationDisabled"].as_bool().unwrap_or(false);
    double.lock().taken.push(Taken { request: request.clone(), key, texts, quiet, at: now });
    match fault {
        Some(Fault::DropReplyAfterAccept) => cut_off(&cut),
        Some(Fault::FiveHundredAfterAccept) => said(StatusCode::INTERNAL_SERVER_ERROR, "error", None),
        Some(Fault::Nameless) => Json(json!({})).into_response(),
        _ => {
            let mut answer = Json(json!({})).into_response();
            name(&mut answer, "x-line-request-id", &request);
            answer
        }
    }
}

fn texts(double: &Double, body: &Value) -> Result<Vec<String>, Box<Response>> {
    let bad =
        |property: &str| Box::new(said(StatusCode::BAD_REQUEST, "The request body has 1 error(s)", Some(property)));
    let object = body.as_object().ok_or_else(|| bad("body"))?;
    if let Some(refused) = double.refuse_unknown(object.keys().map(String::as_str), &BROADCAST_PARAMETERS) {
        return Err(Box::new(refused));
    }
    let messages =
        body["messages"].as_array().filter(|list| (1..=5).contains(&list.len())).ok_or_else(|| bad("messages"))?;
    let mut texts = vec![];
    for (index, message) in messages.iter().enumerate() {
        let fields = message.as_object().ok_or_else(|| bad("messages"))?;
        if let Some(refused) = double.refuse_unknown(fields.keys().map(String::as_str), &TEXT_FIELDS) {
            return Err(Box::new(refused));
        }
        let text = message["text"].as_str().filter(|text| !text.is_empty() && text.encode_utf16().count() <= LONGEST);
        let (true, Some(text)) = (message["type"] == "text", text) else {
            return Err(bad(&format!("messages[{index}].text")));
        };
        texts.push(text.to_owned());
    }
    Ok(texts)
}

async fn info(State(double): State<Double>, headers: HeaderMap) -> Response {
    if !double.knows(&headers) {
        return said(StatusCode::UNAUTHORIZED, "Authentication failed.", None);
    }
    let info = json!({
        "userId": "U0123456789abcdef0123456789abcdef", "basicId": double.config.basic_id, "displayName": "練習",
        "chatMode": "bot", "markAsReadMode": "auto",
    });
    Json(info).into_response()
}

async fn quota(State(double): State<Double>, headers: HeaderMap) -> Response {
    match double.knows(&headers) {
        true => Json(json!({ "type": "none" })).into_response(),
        false => said(StatusCode::UNAUTHORIZED, "Authentication failed.", None),
    }
}

async fn home(State(double): State<Double>) -> Html<String> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let talks: String =
        double.taken().iter().flat_map(|one| &one.texts).map(|text| format!("<p>{}</p>", escape(text))).collect();
    Html(format!("<!doctype html><html lang=\"ja\"><title>LINEの代わり（練習用）</title>{talks}</html>"))
}

fn said(status: StatusCode, message: &str, property: Option<&str>) -> Response {
    let details = property.map(|property| json!([{ "message": "invalid", "property": property }]));
    let mut body = json!({ "message": message });
    if let Some(details) = details {
        body["details"] = details;
    }
    (status, Json(body)).into_response()
}

fn name(answer: &mut Response, header: &'static str, value: &str) {
    if let Ok(value) = value.parse() {
        answer.headers_mut().insert(header, value);
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The answer is never written: its connection is cut.
fn cut_off(cut: &Cut) -> Response {
    cut.now();
    StatusCode::IM_A_TEAPOT.into_response()
}
