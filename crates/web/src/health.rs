//! `GET /health`: whether the program answers and can save.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use tatefuda_app::health::{Health, key, look};
use tatefuda_i18n::Lang;

use crate::state::AppState;

/// `ok`, or 503 and why nothing can be saved, in both languages. Says nothing else: it is open to everybody.
pub(crate) async fn show(State(state): State<AppState>) -> Response {
    let (status, text) = match look(state.app()).await {
        Health::Good => (StatusCode::OK, "ok\n".to_owned()),
        Health::Bad(trouble) => {
            let lines = Lang::ALL.map(|lang| {
                let tr = state.i18n().translator(lang);
                tr.with("health-bad", &[("why", tr.text(key(trouble)).into())])
            });
            (StatusCode::SERVICE_UNAVAILABLE, lines.join("\n") + "\n")
        }
    };
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
