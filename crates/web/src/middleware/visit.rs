//! Gives each request a number, opens its line in the log, and remembers a language named in the address.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use tatefuda_app::token::is_like_token;
use tracing::Instrument as _;

use crate::{cookie, lang, network::origin_of, state::AppState, visit::Visit};

/// The outermost layer.
pub(super) async fn begin(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = hex::encode(state.env().bytes::<5>());
    let visit = Visit::new(id.clone(), request.method(), request.uri(), request.headers(), peer(&state, &request));
    let asked = lang::asked(request.uri());
    // The path alone: queries may hold what people typed. An address may hold a key.
    let path = without_keys(request.uri().path());
    let span = tracing::info_span!("request", id = %id, method = %request.method(), path = %path);
    // Known before the handler runs; where nothing lies at the path there is no route.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let begun = state.env().now();
    request.extensions_mut().insert(visit);
    async move {
        let mut response = next.run(request).await;
        let status = response.status().as_u16();
        let millis = state.env().now().duration_since(begun).as_millis();
        if status >= 500 {
            tracing::error!(status, route, millis, "answered");
        } else {
            tracing::info!(status, route, millis, "answered");
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

/// A path as it stands in the log: a token that is part of it does not.
fn without_keys(path: &str) -> String {
    path.split('/').map(|part| if is_like_token(part) { "***" } else { part }).collect::<Vec<_>>().join("/")
}

/// The address of the other end; behind trusted proxies that of whom they speak for.
fn peer(state: &AppState, request: &Request) -> String {
    let direct = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let from = direct.map(|direct| origin_of(direct, request.headers(), &state.config().trusted_proxies));
    from.map(|address| address.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_stands_in_the_log() {
        assert_eq!(without_keys("/mine/tff_00ff.b1/today.ics"), "/mine/***/today.ics");
        assert_eq!(without_keys("/posts/1/edit"), "/posts/1/edit");
    }
}
