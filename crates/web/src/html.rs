//! Rendered pages as responses.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::error::WebError;

/// A page, or the error page when a template fails.
pub(crate) fn answer(status: StatusCode, page: Result<String, tatefuda_ui::RenderError>) -> Response {
    match page {
        Ok(page) => (status, [(header::CONTENT_TYPE, HTML)], page).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page did not render");
            WebError::Internal.into_response()
        }
    }
}

/// A page with status 200.
pub(crate) fn ok(page: Result<String, tatefuda_ui::RenderError>) -> Response {
    answer(StatusCode::OK, page)
}

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
