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

use crate::{
    killable::Cut,
    serving::{Serving, cut_off, escape, page, serve},
};

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

/// A channel of the double, with its account.
#[derive(Debug, Clone)]
pub struct ChannelConfig {
    pub id: String,
    pub secret: String,
    /// The account's basic id, such as `@123abcde`.
    pub basic_id: String,
    /// The account's name.
    pub name: String,
}

/// How to start the double.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    pub channels: Vec<ChannelConfig>,
    /// Tells when tokens end and keys are forgotten.
    pub clock: Arc<dyn Clock>,
}

/// A broadcast that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The id of its request.
    pub request: String,
    /// The id of its channel.
    pub channel: String,
    /// The key of a repeat.
    pub key: Option<String>,
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
    /// Until when a token is honoured, and whose it is.
    tokens: BTreeMap<String, (Timestamp, String)>,
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

    /// How many messages with a text were taken.
    #[must_use]
    pub fn copies(&self, text: &str) -> usize {
        self.lock().taken.iter().filter(|one| one.texts.iter().any(|taken| taken == text)).count()
    }

    /// No fault from now on.
    pub fn heal(&self) {
        self.lock().faults.clear();
    }

    /// The channel whose token came with a request.
    fn channel(&self, headers: &HeaderMap) -> Option<ChannelConfig> {
        let token =
            headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))?;
        let (until, id) = self.lock().tokens.get(token).cloned()?;
        let known = self.config.channels.iter().find(|channel| channel.id == id)?;
        (self.config.clock.now() < until).then(|| known.clone())
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
    _serving: Serving,
}

/// Starts the double inside the current runtime.
///
/// # Errors
/// The address cannot be listened on.
pub async fn start(config: Config) -> io::Result<Handle> {
    let listen = config.listen;
    let state = Double { inner: Arc::default(), config: Arc::new(config) };
    let app = Router::new()
        .route("/", get(home))
        .route("/oauth2/v3/token", post(token))
        .route("/v2/bot/message/broadcast", post(broadcast))
        .route("/v2/bot/info", get(info))
        .route("/v2/bot/message/quota", get(quota))
        .with_state(state.clone());
    let serving = serve(listen, app).await?;
    Ok(Handle { base_url: serving.base_url.clone(), state, _serving: serving })
}

async fn token(State(double): State<Double>, Form(form): Form<Vec<(String, String)>>) -> Response {
    if let Some(refused) = double.refuse_unknown(form.iter().map(|(name, _)| name.as_str()), &TOKEN_PARAMETERS) {
        return refused;
    }
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let known = double
        .config
        .channels
        .iter()
        .find(|one| value("client_id") == Some(&one.id) && value("client_secret") == Some(&one.secret))
        .filter(|_| value("grant_type") == Some("client_credentials"));
    let Some(ChannelConfig { id, .. }) = known else {
        let error = json!({ "error": "invalid_client", "error_description": "invalid client_secret" });
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    };
    let until = double.config.clock.now() + SignedDuration::from_secs(TOKEN_SECONDS);
    let mut inner = double.lock();
    let token = format!("stateless-{}-{}", id, inner.tokens.len() + 1);
    inner.tokens.insert(token.clone(), (until, id.clone()));
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
    let channel = double.channel(&headers).filter(|_| fault != Some(Fault::TokenExpired));
    let Some(ChannelConfig { id: channel, .. }) = channel else {
        let words = "Authentication failed. Confirm that the access token in the authorization header is valid.";
        return said(StatusCode::UNAUTHORIZED, words, None);
    };
    let key = headers.get("x-line-retry-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    if key.as_deref().is_some_and(|key| !is_uuid(key)) {
        return said(StatusCode::BAD_REQUEST, "Invalid retry key", None);
    }
    let texts = match texts(&double, &body) {
        Ok(texts) => texts,
        Err(refused) => return *refused,
    };
    let now = double.config.clock.now();
    let taken = double.taken();
    let known = taken
        .iter()
        .find(|one| one.channel == channel && one.key.is_some() && one.key == key && now < one.at + KEY_KEPT);
    if let Some(before) = known {
        let mut answer = said(StatusCode::CONFLICT, "The retry key is already accepted", None);
        name(&mut answer, "x-line-accepted-request-id", &before.request);
        name(&mut answer, "x-line-request-id", &request);
        return answer;
    }
    let quiet = body["notificationDisabled"].as_bool().unwrap_or(false);
    double.lock().taken.push(Taken { request: request.clone(), channel, key, texts, quiet, at: now });
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
    let Some(channel) = double.channel(&headers) else {
        return said(StatusCode::UNAUTHORIZED, "Authentication failed.", None);
    };
    let info = json!({
        "userId": "U0123456789abcdef0123456789abcdef", "basicId": channel.basic_id, "displayName": channel.name,
        "chatMode": "bot", "markAsReadMode": "auto",
    });
    Json(info).into_response()
}

async fn quota(State(double): State<Double>, headers: HeaderMap) -> Response {
    match double.channel(&headers).is_some() {
        true => Json(json!({ "type": "none" })).into_response(),
        false => said(StatusCode::UNAUTHORIZED, "Authentication failed.", None),
    }
}

async fn home(State(double): State<Double>) -> Html<String> {
    let taken = double.taken();
    let talks: String = double
        .config
        .channels
        .iter()
        .map(|channel| {
            let texts = taken.iter().rev().filter(|one| one.channel == channel.id).flat_map(|one| &one.texts);
            let texts: String =
                texts.map(|text| format!("<article><p class=\"text\">{}</p></article>", escape(text))).collect();
            format!("<section><h2>{}</h2>{texts}</section>", escape(&channel.name))
        })
        .collect();
    Html(page("LINE", &talks))
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
