//! Amendments of the text.

use axum::{
    Json as Out,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::amendment::{self, AmendmentFilter, AmendmentRow, view::AmendmentView};
use tatefuda_domain::{AmendmentId, Moment, amendment::AmendmentState};
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
    /// `draft`, `proposed`, `confirmed` or `withdrawn`.
    #[serde(default)]
    state: Option<String>,
    /// `next` of the page before.
    #[serde(default)]
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 without it.
    #[serde(default)]
    limit: Option<u32>,
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Amendments {
    /// Its lines, the newest first.
    items: Vec<AmendmentRow>,
    /// Cursor of the next page.
    next: Option<String>,
}

/// A word of the address that names nothing.
fn malformed(field: &str) -> WebError {
    WebError::Malformed(format!("{field}: names nothing"))
}

/// Amendments of the body's documents (改正), the newest first.
#[utoipa::path(get, path = "/api/v1/amendments", tag = "amendments", operation_id = "amendment_list", params(Narrowed),
    responses((status = OK, body = Amendments), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn list(caller: Caller, Query(asked): Query<Narrowed>) -> Result<Out<Amendments>, WebError> {
    let state = asked.state.as_deref().map(|word| AmendmentState::parse(word).ok_or_else(|| malformed("state")));
    let cursor = asked.cursor.as_deref().map(|text| {
        let (at, id) = text.split_once('_').ok_or_else(|| malformed("cursor"))?;
        let at = at.parse::<Moment>().map_err(|_| malformed("cursor"))?;
        Ok::<_, WebError>((at.get(), id.parse::<AmendmentId>().map_err(|_| malformed("cursor"))?))
    });
    let filter =
        AmendmentFilter { state: state.transpose()?, after: cursor.transpose()?, limit: asked.limit.map(i64::from) };
    let page = amendment::list(caller.app(), caller.actor(), filter).await?;
    let next = page.next.map(|(at, id)| format!("{at}_{id}"));
    Ok(Out(Amendments { items: page.items, next }))
}

/// An amendment with all that it would come to: old and new, what stands in its way, what is under way.
#[utoipa::path(get, path = "/api/v1/amendments/{id}", tag = "amendments", operation_id = "amendment_show",
    params(("id" = String, Path)),
    responses((status = OK, body = AmendmentView), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<AmendmentId>) -> Result<Response, WebError> {
    let found = amendment::view::find(caller.app(), caller.actor(), id).await?;
    Ok(([(header::ETAG, etag(found.row.version))], Out(found)).into_response())
}
