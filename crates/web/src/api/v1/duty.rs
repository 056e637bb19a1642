//! Duties and what is watched.

use axum::Json as Out;
use serde::{Deserialize, Serialize};
use tatefuda_app::duty::{self, DutyFilter, view::DutyRow};
use tatefuda_domain::duty::FoundState;
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{caller::Caller, json::Query, problem::Problem},
    error::WebError,
};

/// What the list is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// `own` or `body`; absent: `own`.
    #[serde(default)]
    of: Option<String>,
    /// The account concerned, of whomever it is.
    #[serde(default)]
    account: Option<String>,
    /// `open`, `missed`, `warns`, `fires` or `cannot-judge`.
    #[serde(default)]
    state: Option<String>,
    /// `next` of the page before.
    #[serde(default)]
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 without it.
    #[serde(default)]
    limit: Option<u32>,
}

/// A page of what waits, and of what is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Duties {
    /// What ends first at first.
    items: Vec<DutyRow>,
    /// Cursor of the next page.
    next: Option<String>,
}

/// Duties that wait for the caller and what they are told of what is watched; of an account; or of the whole body.
#[utoipa::path(get, path = "/api/v1/duties", tag = "duties", operation_id = "duty_list", params(Narrowed),
    responses((status = OK, body = Duties), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn list(caller: Caller, Query(asked): Query<Narrowed>) -> Result<Out<Duties>, WebError> {
    let malformed = |field: &str| WebError::Malformed(format!("{field}: names nothing"));
    let account = asked.account.as_deref().map(|id| id.parse().map_err(|_| malformed("account"))).transpose()?;
    let state =
        asked.state.as_deref().map(|word| FoundState::parse(word).ok_or_else(|| malformed("state"))).transpose()?;
    let after = asked.cursor.as_deref().map(|text| text.parse().map_err(|_| malformed("cursor"))).transpose()?;
    let body = match (account, asked.of.as_deref()) {
        (None, None | Some("own")) => false,
        (Some(_), None) | (None, Some("body")) => true,
        _ => return Err(malformed("of")),
    };
    let filter = DutyFilter { body, account, state, after, limit: asked.limit.map(i64::from) };
    let page = duty::list(caller.app(), caller.actor(), filter).await?;
    Ok(Out(Duties { items: page.rows, next: page.next.map(|place| place.to_string()) }))
}
