//! `GET /mine/{token}/{file}`: what waits for the owner of the token, for a feed reader or a calendar. The address is the key:
//! it opens nothing else, ends by itself, is revoked on the page of tokens and by signing out everywhere, and is not logged.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use jiff::tz::TimeZone;
use tatefuda_app::{Actor, Failure, command::Secret, task, tenant, token};

use super::{atom::atom, calendar::calendar, line::said};
use crate::{error::WebError, public::known, state::AppState, text::query_value, visit::Visit};

/// The files, in the order in which the page of tokens tells them.
pub(crate) const FILES: [&str; 2] = ["today.ics", "today.atom"];

/// Where a file lies for whoever holds the secret, as it stands in an address.
pub(crate) fn path(secret: &Secret, file: &str) -> String {
    format!("/mine/{}/{file}", query_value(secret.expose()))
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((secret, file)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, WebError> {
    if !FILES.contains(&file.as_str()) {
        return Err(WebError::NotFound);
    }
    let Some(actor) = token::reader_of_feeds(state.app(), &Secret::new(secret)).await? else {
        return Err(WebError::NotFound);
    };
    let made = made(&state, &visit, &actor, &file).await?;
    let kind = if file == FILES[0] { "text/calendar; charset=utf-8" } else { "application/atom+xml; charset=utf-8" };
    let tag = format!("W/\"{}\"", &tatefuda_domain::Digest::of(made.as_bytes()).to_string()[..32]);
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(|_| WebError::Internal)?);
    if known(&asked, &tag, None) {
        return Ok((axum::http::StatusCode::NOT_MODIFIED, headers).into_response());
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok((headers, made).into_response())
}

async fn made(state: &AppState, visit: &Visit, actor: &Actor, file: &str) -> Result<String, WebError> {
    let body = tenant::find(state.app(), actor.tenant).await?;
    let zone = TimeZone::get(&body.zone).map_err(Failure::internal)?;
    let today = task::told(state.app(), actor).await?;
    let tr = state.i18n().translator(visit.lang());
    let lines = said(&tr, &today, body.created_at);
    let base = state.config().base_url.as_ref().map_or_else(String::new, ToString::to_string);
    let title = tr.with("feed-title", &[("body", body.name_ja.clone().into())]);
    Ok(if file == FILES[0] {
        calendar(&title, &lines, &base, &zone)
    } else {
        atom(&title, &actor.person.to_string(), &lines, &base, body.created_at)
    })
}
