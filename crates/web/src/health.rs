//! `GET /health`: whether the program answers and reaches its database.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::state::AppState;

/// `ok`, or 503 when the database cannot be read. Says nothing else: it is open to everybody.
pub(crate) async fn show(State(state): State<AppState>) -> Response {
    let (status, text) = match tatefuda_app::tenant::list(state.app()).await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unavailable\n")
        }
    };
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
