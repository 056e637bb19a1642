//! `ETag`, `If-Match`, `Idempotency-Key`.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
};
use tatefuda_domain::CommandId;

use crate::error::WebError;

/// The version of an aggregate as a strong entity tag.
pub(crate) fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("digits in quotes")
}

/// The version that the client saw, from `If-Match`.
pub(crate) struct IfMatch(pub(crate) i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        match parts.headers.get(header::IF_MATCH) {
            None => Err(WebError::Status(StatusCode::PRECONDITION_REQUIRED)),
            Some(value) => version(value).map(Self).ok_or(WebError::Status(StatusCode::PRECONDITION_FAILED)),
        }
    }
}

fn version(value: &HeaderValue) -> Option<i64> {
    let text = value.to_str().ok()?.trim();
    text.strip_prefix("W/").unwrap_or(text).strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// The id of the command, from `Idempotency-Key`; absent means that the server mints one.
pub(crate) struct Key(pub(crate) Option<CommandId>);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        key(&parts.headers).map(Self)
    }
}

fn key(headers: &HeaderMap) -> Result<Option<CommandId>, WebError> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let id = value.to_str().ok().and_then(|text| text.trim().trim_matches('"').parse().ok());
    id.map(Some).ok_or_else(|| WebError::Malformed("Idempotency-Key is not a UUID".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_read_back() {
        assert_eq!(version(&etag(7)), Some(7));
        assert_eq!(version(&HeaderValue::from_static("W/\"8\"")), Some(8));
        assert_eq!(version(&HeaderValue::from_static("*")), None);
        assert_eq!(version(&HeaderValue::from_static("7")), None);
    }

    #[test]
    fn a_key_is_a_uuid() {
        let mut headers = HeaderMap::new();
        assert!(matches!(key(&headers), Ok(None)));
        headers.insert("idempotency-key", HeaderValue::from_static("0197a000-0000-7000-8000-000000000001"));
        assert!(matches!(key(&headers), Ok(Some(_))));
        headers.insert("idempotency-key", HeaderValue::from_static("again"));
        assert!(key(&headers).is_err());
    }
}
