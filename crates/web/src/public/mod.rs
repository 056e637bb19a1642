//! What residents and machines outside see: the list of official accounts, the feed, the newest checkpoint.

pub(crate) mod content;

use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use tatefuda_app::tenant;
use tatefuda_i18n::Lang;

use crate::{assets, error::WebError, page::see, state::AppState, visit::Visit};
use content::Content;

/// Caches may keep these for a minute: the list changes rarely, a post is wanted soon.
const CACHE: (HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));

/// `GET /public/{body}`: relative links on the page need the slash.
pub(crate) async fn redirect(Path(body): Path<String>) -> Response {
    see(&format!("/public/{}/", crate::text::query_value(&body).replace('/', "%2F")))
}

/// `GET /public/{body}/`
pub(crate) async fn page(
    State(state): State<AppState>,
    visit: Visit,
    Path(body): Path<String>,
) -> Result<Response, WebError> {
    answer(&state, &body, if visit.lang() == Lang::En { "en.html" } else { "index.html" }).await
}

/// `GET /public/{body}/{file}`: the files of the static export, under the same names.
pub(crate) async fn file(
    State(state): State<AppState>,
    Path((body, file)): Path<(String, String)>,
) -> Result<Response, WebError> {
    answer(&state, &body, &file).await
}

async fn answer(state: &AppState, body: &str, file: &str) -> Result<Response, WebError> {
    if let Some(asset) = assets::public(file) {
        return Ok(([CACHE, kind(asset.kind)], asset.bytes).into_response());
    }
    let tenant = tenant::by_slug(state.app(), body).await?;
    if let Some(id) = tatefuda_app::feed::medium_of(file) {
        let (bytes, mime) = tatefuda_app::media::public(state.app(), tenant.id, id).await?;
        let kind = HeaderValue::from_str(&mime).map_err(|_| WebError::Internal)?;
        // Readers of the feed show it on pages of their own.
        let shared =
            (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
        return Ok(([CACHE, (header::CONTENT_TYPE, kind), shared], bytes).into_response());
    }
    let content = Content::load(state.app(), state.i18n(), tenant).await?;
    // Whoever asks may name any host, and a cache between would hand that on to others: without a configured base the
    // links are relative, as in the static export.
    let base = state.config().base_url.as_ref().map_or_else(String::new, |base| format!("{base}/public/{body}/"));
    let made = content.file(file, &base).map_err(|error| {
        tracing::error!(%error, "a public page did not render");
        WebError::Internal
    })?;
    let made = made.ok_or(WebError::NotFound)?;
    Ok((StatusCode::OK, [CACHE, kind(made.kind)], made.body).into_response())
}

fn kind(kind: &'static str) -> (HeaderName, HeaderValue) {
    (header::CONTENT_TYPE, HeaderValue::from_static(kind))
}
