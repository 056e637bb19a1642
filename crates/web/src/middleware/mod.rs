//! What surrounds every handler. From the outside in: request number and log, security headers,
//! language cookie, localised errors, characters of the address, cross-site protection, panics, time limit, body limit.

mod address;
pub(crate) mod errors;
pub(crate) mod gate;
mod headers;
mod visit;

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::StatusCode,
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse as _, Response},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer};

use crate::{api::v1::UPLOADS, base::BaseUrl, error, multipart, state::AppState};

/// Largest body of a request, in bytes.
const BODY_MAX: usize = crate::form::FORM_MAX;
/// Longest time that a request may take.
const TIME_MAX: Duration = Duration::from_secs(30);
/// The same for requests that bring pictures over a slow line.
const UPLOAD_TIME_MAX: Duration = Duration::from_secs(180);

/// Puts the layers around a router. The last one added runs first.
pub(crate) fn wrap(router: Router, state: &AppState) -> Router {
    router
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn(in_time))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(csrf(state))
        .layer(from_fn(address::check))
        .layer(from_fn_with_state(state.clone(), errors::render))
        .layer(from_fn_with_state(state.clone(), headers::set))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), visit::begin))
}

/// Ends requests that take too long.
async fn in_time(request: Request, next: Next) -> Response {
    let upload = multipart::is_multipart(&request) || UPLOADS.contains(&request.uri().path());
    let limit = if upload { UPLOAD_TIME_MAX } else { TIME_MAX };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Refuses writes that another site made the browser send. Works on plain http and on bare IP
/// addresses, where browsers send no `Sec-Fetch-Site`: then `Origin` must match `Host`. The configured
/// base URL is trusted as well, for proxies that rewrite `Host`.
fn csrf(state: &AppState) -> CsrfLayer {
    let layer = CsrfLayer::new();
    match state.config().base_url.as_ref().map(BaseUrl::origin) {
        Some(origin) => layer.add_trusted_origin(origin).unwrap_or_else(|error| {
            tracing::warn!(%error, "the base URL is no origin; forms through a proxy that rewrites Host will be refused");
            CsrfLayer::new()
        }),
        None => layer,
    }
}
