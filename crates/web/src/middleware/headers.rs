//! Headers that tell browsers what a page may do.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::{case::BROUGHT_CSP, cookie, paper::PAPER_CSP, state::AppState, visit::Visit};

/// Nothing from elsewhere, nothing inline, no frame around us.
const CSP: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                   form-action 'self'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // `no-referrer` would turn the Origin of our own forms into `null`.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Sets them on every response; pages are not kept by caches unless a handler said otherwise.
pub(super) async fn set(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if visit.is_some_and(|visit| visit.flash().is_some() && visit.is_read()) && is_page(headers) {
        // Shown once.
        cookie::add(headers, cookie::clear_flash(state.config()));
    }
    // A handler may choose a stricter one of these, and no other.
    let own = headers.get(header::CONTENT_SECURITY_POLICY);
    let own = [PAPER_CSP, BROUGHT_CSP].into_iter().find(|known| own.is_some_and(|policy| policy == known));
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(own) = own {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(own));
    }
    if is_picture(headers) {
        // Opened by itself it is a picture and nothing that could run or be framed elsewhere.
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(BROUGHT_CSP));
        headers
            .entry(HeaderName::from_static("cross-origin-resource-policy"))
            .or_insert(HeaderValue::from_static("same-origin"));
    }
    if state.config().secure_cookies {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    response
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn is_picture(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    kind.starts_with(b"image/jpeg") || kind.starts_with(b"image/png")
}
