//! What residents and machines outside see: the list of official accounts, the feed, the newest checkpoint.

pub(crate) mod content;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};
use tatefuda_app::tenant;
use tatefuda_domain::Digest;
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
    asked: HeaderMap,
) -> Result<Response, WebError> {
    answer(&state, &asked, &body, if visit.lang() == Lang::En { "en.html" } else { "index.html" }).await
}

/// `GET /public/{body}/{file}`: the files of the static export, under the same names.
pub(crate) async fn file(
    State(state): State<AppState>,
    Path((body, file)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, WebError> {
    answer(&state, &asked, &body, &file).await
}

async fn answer(state: &AppState, asked: &HeaderMap, body: &str, file: &str) -> Result<Response, WebError> {
    if let Some(asset) = assets::public(file) {
        return Ok(unless_known(asked, kind(asset.kind), asset.bytes, None));
    }
    let tenant = tenant::by_slug(state.app(), body).await?;
    if let Some(id) = tatefuda_app::feed::medium_of(file) {
        let (bytes, mime) = tatefuda_app::media::public(state.app(), tenant.id, id).await?;
        let kind = HeaderValue::from_str(&mime).map_err(|_| WebError::Internal)?;
        // Readers of the feed show it on pages of their own.
        let shared =
            (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
        return Ok(([shared], unless_known(asked, (header::CONTENT_TYPE, kind), bytes, None)).into_response());
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
    Ok(unless_known(asked, kind(made.kind), made.body.into_bytes(), content.changed(file)))
}

/// The file, or 304 for whoever has it already: readers of feeds ask every few minutes.
fn unless_known(
    asked: &HeaderMap,
    kind: (HeaderName, HeaderValue),
    bytes: Vec<u8>,
    changed: Option<Timestamp>,
) -> Response {
    // Weak: the bytes may still be packed on their way.
    let tag = format!("W/\"{}\"", &Digest::of(&bytes).to_string()[..32]);
    let changed = changed.and_then(|at| DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok());
    let is_known = known(asked, &tag, changed.as_deref());
    let headers = [(header::ETAG, Some(tag)), (header::LAST_MODIFIED, changed)];
    let headers = headers.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value?).ok()?)));
    let headers: HeaderMap = headers.chain([CACHE]).collect();
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [kind], bytes).into_response()
}

/// Whether somebody says that they have the file in this form. The tag decides where one is given. Of times only the
/// very one that was told counts: when an item goes, the newest change is older than before.
pub(crate) fn known(asked: &HeaderMap, tag: &str, changed: Option<&str>) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let mut tags = asked.get_all(header::IF_NONE_MATCH).iter().peekable();
    if tags.peek().is_some() {
        return tags.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|one| {
            let one = bare(one);
            one == "*" || one == bare(tag)
        });
    }
    let since = asked.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    since.is_some() && since == changed
}

fn kind(kind: &'static str) -> (HeaderName, HeaderValue) {
    (header::CONTENT_TYPE, HeaderValue::from_static(kind))
}
