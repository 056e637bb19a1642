//! What stands in the address is text as well: no path and no filter holds characters that cannot be kept.

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tatefuda_domain::bound::is_unfit;

use crate::{error::WebError, form::Form};

/// A path with such a character lies nowhere; a query with one cannot be read.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let unfit = |raw: &str| {
        let form = Form::parse(raw.as_bytes());
        form.pairs().iter().any(|(name, value)| name.chars().chain(value.chars()).any(is_unfit))
    };
    // A path holds no pairs: the whole of it is read as one name.
    if unfit(&request.uri().path().replace(['&', '='], "-")) {
        return WebError::NotFound.into_response();
    }
    if request.uri().query().is_some_and(unfit) {
        return WebError::Malformed(String::new()).into_response();
    }
    next.run(request).await
}
