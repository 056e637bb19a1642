//! JSON bodies: unknown fields, wrong types and unreadable characters are named with their place.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use tatefuda_domain::{
    Moment,
    bound::{LINE_MAX, NoMoment, is_longer, is_unfit},
};
use utoipa::{IntoParams, ToSchema};

use super::bound;
use crate::{
    error::WebError,
    form::{Form, Issue},
};

/// A JSON body of a request. An empty body is read as `{}`, for acts without particulars.
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + ToSchema> FromRequest<S> for Json<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        read(&T::name(), &bytes(request, state).await?).map(Self)
    }
}

async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, WebError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let json = kind.is_none_or(|kind| kind.starts_with("application/json"));
    let body = Bytes::from_request(request, state).await.map_err(|rejection| WebError::Status(rejection.status()))?;
    if !json && !body.is_empty() {
        return Err(WebError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    Ok(body)
}

/// The body of a request, held against the type of that name in the description.
pub(crate) async fn object(name: &str, request: Request) -> Result<Map<String, Value>, WebError> {
    match sound(name, &bytes(request, &()).await?)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(WebError::Malformed("not an object".to_owned())),
    }
}

/// The query of a request: unknown names and wrong types are refused with their name.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + IntoParams> FromRequestParts<S> for Query<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        let query = parts.uri.query().unwrap_or_default();
        let issues = beyond::<T>(query);
        if !issues.is_empty() {
            return Err(WebError::Fields(issues));
        }
        serde_urlencoded::from_str(query).map(Self).map_err(|error| WebError::Malformed(error.to_string()))
    }
}

/// What of a query lies outside the bounds: times, and texts of any length.
fn beyond<T: IntoParams>(query: &str) -> Vec<Issue> {
    let declared: Vec<Value> =
        T::into_params(|| None).iter().filter_map(|one| serde_json::to_value(one).ok()).collect();
    let is_time =
        |name: &str| declared.iter().any(|one| one["name"] == *name && one["schema"]["format"] == "date-time");
    let form = Form::parse(query.as_bytes());
    let code = |name: &str, value: &str| {
        if is_longer(value, LINE_MAX) {
            Some("line-too-long")
        } else {
            (is_time(name) && value.parse::<Moment>() == Err(NoMoment::Beyond)).then_some("moment-range")
        }
    };
    let pairs = form.pairs().iter();
    pairs.filter_map(|(name, value)| Some(Issue::new(name, code(name, value)?))).collect()
}

/// Reads a body of the type of that name in the description.
fn read<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T, WebError> {
    serde_json::from_value(sound(name, body)?).map_err(|error| WebError::Malformed(error.to_string()))
}

/// A body in which nothing is unreadable, beyond its bounds, or unknown.
fn sound(name: &str, body: &[u8]) -> Result<Value, WebError> {
    let body = if body.is_empty() { b"{}" } else { body };
    let mut value: Value = serde_json::from_slice(body).map_err(|error| WebError::Malformed(error.to_string()))?;
    let mut issues = Vec::new();
    unreadable(&value, "", &mut issues);
    let found = bound::check(name, &mut value);
    issues.extend(found.issues);
    if !issues.is_empty() {
        return Err(WebError::Fields(issues));
    }
    found.unknown.map_or(Ok(value), |field| Err(WebError::Malformed(format!("unknown field `{field}`"))))
}

/// Texts with control characters other than line breaks and tabs. The nesting is bounded by the parser.
fn unreadable(value: &Value, path: &str, issues: &mut Vec<Issue>) {
    let bad = |text: &str| text.chars().any(is_unfit);
    match value {
        Value::String(text) if bad(text) => issues.push(Issue::new(path.to_owned(), "unreadable")),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                unreadable(item, &format!("{path}[{index}]"), issues);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                if bad(name) {
                    issues.push(Issue::new(path.to_owned(), "unreadable"));
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
        let Err(WebError::Malformed(why)) = read::<Sample>("Sample", br#"{"txet": "a"}"#) else { panic!("accepted") };
        assert!(why.contains("unknown field `txet`"), "{why}");
        assert_eq!(read::<Sample>("Sample", b"").map(|sample| sample.text).ok().as_deref(), Some(""));
    }

    #[test]
    fn control_characters_are_found_at_their_place() {
        let Err(WebError::Fields(issues)) =
            read::<Value>("Sample", "{\"a\": [{\"b\": \"x\\u0000\"}], \"c\": \"ok\\n\"}".as_bytes())
        else {
            panic!("accepted")
        };
        assert_eq!(issues, [Issue::new("a[0].b".to_owned(), "unreadable")]);
    }
}
