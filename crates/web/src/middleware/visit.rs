//! Gives each request a number, opens its line in the log, and remembers a language named in the address.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use crate::{cookie, lang, state::AppState, visit::Visit};

/// The outermost layer.
pub(super) async fn begin(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = hex::encode(state.env().bytes::<5>());
    let visit = Visit::new(id.clone(), request.method(), request.uri(), request.headers(), peer(&state, &request));
    let asked = lang::asked(request.uri());
    // The path alone: queries may hold what people typed.
    let span = tracing::info_span!("request", id = %id, method = %request.method(), path = %request.uri().path());
    request.extensions_mut().insert(visit);
    async move {
        let mut response = next.run(request).await;
        let status = response.status().as_u16();
        let route = response.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
        if status >= 500 {
            tracing::error!(status, route, "answered");
        } else {
            tracing::info!(status, route, "answered");
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert("x-request-id", value);
        }
        if let Some(lang) = asked {
            cookie::add(response.headers_mut(), cookie::set_lang(state.config(), lang.code()));
        }
        response
    }
    .instrument(span)
    .await
}

/// The address of the other end. Behind a trusted proxy the last address that the proxy added;
/// anything before it could have been written by the client.
fn peer(state: &AppState, request: &Request) -> String {
    let direct = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    if state.config().trusted_proxy {
        let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let last = forwarded.and_then(|list| list.rsplit(',').next()).map(str::trim);
        if let Some(address) = last.and_then(|text| text.parse::<std::net::IpAddr>().ok()) {
            return address.to_string();
        }
    }
    direct.unwrap_or_default()
}
