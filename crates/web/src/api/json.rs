//! JSON bodies: unknown fields, wrong types and unreadable characters are named with their place.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{error::WebError, form::Issue};

/// A JSON body of a request. An empty body is read as `{}`, for acts without particulars.
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let json = kind.is_none_or(|kind| kind.starts_with("application/json"));
        let body =
            Bytes::from_request(request, state).await.map_err(|rejection| WebError::Status(rejection.status()))?;
        if !json && !body.is_empty() {
            return Err(WebError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        read(&body).map(Self)
    }
}

/// The query of a request: unknown names and wrong types are refused with their name.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        let query = parts.uri.query().unwrap_or_default();
        serde_urlencoded::from_str(query).map(Self).map_err(|error| WebError::Malformed(error.to_string()))
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, WebError> {
    let body = if body.is_empty() { b"{}" } else { body };
    let value: Value = serde_json::from_slice(body).map_err(|error| WebError::Malformed(error.to_string()))?;
    let mut issues = Vec::new();
    unreadable(&value, "", &mut issues);
    if !issues.is_empty() {
        return Err(WebError::Fields(issues));
    }
    serde_json::from_value(value).map_err(|error| WebError::Malformed(error.to_string()))
}

/// Texts with control characters other than line breaks and tabs. The nesting is bounded by the parser.
fn unreadable(value: &Value, path: &str, issues: &mut Vec<Issue>) {
    let bad = |text: &str| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    match value {
        Value::String(text) if bad(text) => issues.push(Issue { field: path.to_owned(), code: "unreadable" }),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                unreadable(item, &format!("{path}[{index}]"), issues);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                if bad(name) {
                    issues.push(Issue { field: path.to_owned(), code: "unreadable" });
                }
                unreadable(item, &place, issues);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[serde(default)]
        text: String,
    }

    #[test]
    fn an_unknown_field_is_named() {
        let Err(WebError::Malformed(why)) = read::<Sample>(br#"{"txet": "a"}"#) else { panic!("accepted") };
        assert!(why.contains("unknown field `txet`"), "{why}");
        assert_eq!(read::<Sample>(b"").map(|sample| sample.text).ok().as_deref(), Some(""));
    }

    #[test]
    fn control_characters_are_found_at_their_place() {
        let Err(WebError::Fields(issues)) =
            read::<Value>("{\"a\": [{\"b\": \"x\\u0000\"}], \"c\": \"ok\\n\"}".as_bytes())
        else {
            panic!("accepted")
        };
        assert_eq!(issues, [Issue { field: "a[0].b".to_owned(), code: "unreadable" }]);
    }
}
