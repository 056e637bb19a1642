//! Requests of sections for a post.

use axum::{
    Json as Out,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::request::{self, RequestFilter, RequestRow, RequestState, RequestView};
use tatefuda_domain::{Moment, RequestId};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{caller::Caller, headers::etag, json::Query, problem::Problem},
    error::WebError,
    page::Id,
};

/// What the list is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// `asked`, `returned`, `taken`, `refused` or `withdrawn`.
    #[serde(default)]
    state: Option<String>,
    /// A part of title, words or the section's name.
    #[serde(default)]
    q: Option<String>,
    /// `next` of the page before.
    #[serde(default)]
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 without it.
    #[serde(default)]
    limit: Option<u32>,
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Requests {
    /// Its lines, the newest request first.
    items: Vec<RequestRow>,
    /// Cursor of the next page.
    next: Option<String>,
}

/// A word of the address that names nothing.
fn malformed(field: &str) -> WebError {
    WebError::Malformed(format!("{field}: names nothing"))
}

/// Requests that the caller may read, the newest first.
#[utoipa::path(get, path = "/api/v1/requests", tag = "requests", operation_id = "request_list", params(Narrowed),
    responses((status = OK, body = Requests), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn list(caller: Caller, Query(asked): Query<Narrowed>) -> Result<Out<Requests>, WebError> {
    let state = asked.state.as_deref().map(|word| RequestState::parse(word).ok_or_else(|| malformed("state")));
    let cursor = asked.cursor.as_deref().map(|text| {
        let (at, id) = text.split_once('_').ok_or_else(|| malformed("cursor"))?;
        let at = at.parse::<Moment>().map_err(|_| malformed("cursor"))?;
        Ok::<_, WebError>((at.get(), id.parse::<RequestId>().map_err(|_| malformed("cursor"))?))
    });
    let filter = RequestFilter {
        state: state.transpose()?,
        search: asked.q,
        after: cursor.transpose()?,
        limit: asked.limit.map(i64::from),
    };
    let page = request::list(caller.app(), caller.actor(), &filter).await?;
    Ok(Out(Requests { next: page.next.map(|(at, id)| format!("{at}_{id}")), items: page.rows }))
}

/// A request, with what the caller can do with it.
#[utoipa::path(get, path = "/api/v1/requests/{id}", tag = "requests", operation_id = "request_show",
    params(("id" = String, Path)),
    responses((status = OK, body = RequestView, headers(("ETag" = String, description = "The version"))),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<RequestId>) -> Result<Response, WebError> {
    let found = request::find(caller.app(), caller.actor(), id).await?;
    Ok(([(header::ETAG, etag(found.row.version))], Out(found)).into_response())
}
