//! The HTTP side: one path, four methods, and nothing else.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Path, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::Clock;

use crate::{
    Key, LARGEST, UNTIL,
    folder::{Folder, NotTaken, Standing, is_name, mime},
};

/// The longest that a picture may stand.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 31);

#[derive(Clone)]
pub(crate) struct Host {
    pub(crate) folder: Arc<Folder>,
    pub(crate) key: Key,
    pub(crate) clock: Arc<dyn Clock>,
}

pub(crate) fn router(host: Host) -> Router {
    Router::new().route("/p/{name}", any(picture)).fallback(nothing).with_state(host)
}

/// Said of everything that is not there, in the same words.
async fn nothing() -> Response {
    safe(StatusCode::NOT_FOUND.into_response())
}

/// What keeps a browser from making more of an answer than it is, and everybody from keeping it.
fn safe(mut answer: Response) -> Response {
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        answer.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    let robots = header::HeaderValue::from_static("noindex, noarchive");
    answer.headers_mut().insert("x-robots-tag", robots);
    answer
}

async fn picture(State(host): State<Host>, Path(name): Path<String>, request: Request) -> Response {
    let answer = match *request.method() {
        Method::GET | Method::HEAD if is_name(&name) => show(&host, &name).await,
        Method::PUT | Method::DELETE if !may(&host, request.headers()) => StatusCode::UNAUTHORIZED.into_response(),
        Method::PUT if is_name(&name) => put(&host, &name, request).await.into_response(),
        Method::DELETE if is_name(&name) => match host.folder.take_away(&name, host.clock.now()).await {
            Ok(()) => StatusCode::NO_CONTENT.into_response(),
            Err(error) => failed(&error).into_response(),
        },
        _ => StatusCode::NOT_FOUND.into_response(),
    };
    safe(answer)
}

fn may(host: &Host, headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    given.is_some_and(|given| host.key.is(given))
}

async fn show(host: &Host, name: &str) -> Response {
    match host.folder.get(name, host.clock.now()).await {
        Ok(Some(one)) => ([(header::CONTENT_TYPE, one.mime)], Body::from(one.bytes)).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => failed(&error).into_response(),
    }
}

async fn put(host: &Host, name: &str, request: Request) -> StatusCode {
    let now = host.clock.now();
    let until = request.headers().get(UNTIL).and_then(|value| value.to_str().ok()?.parse::<Timestamp>().ok());
    let latest = now.saturating_add(LONGEST).unwrap_or(now);
    let Some(until) = until.filter(|until| now < *until && *until <= latest) else { return StatusCode::BAD_REQUEST };
    let named = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let Ok(bytes) = to_bytes(request.into_body(), LARGEST).await else { return StatusCode::PAYLOAD_TOO_LARGE };
    let Some(mime) = mime(&bytes).filter(|mime| named.as_deref() == Some(*mime)) else {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE;
    };
    match host.folder.put(name, &Standing { mime, until, bytes: bytes.into() }, now).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(NotTaken::Another) => StatusCode::CONFLICT,
        Err(NotTaken::Full) => StatusCode::INSUFFICIENT_STORAGE,
        Err(NotTaken::Disk(error)) => failed(&error),
    }
}

/// Addresses are no matter for a log.
fn failed(error: &std::io::Error) -> StatusCode {
    tracing::error!(%error, "the folder of pictures cannot be used");
    StatusCode::INTERNAL_SERVER_ERROR
}
