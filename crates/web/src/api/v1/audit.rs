//! 操作記録

use axum::Json as Out;
use serde::{Deserialize, Serialize};
use tatefuda_app::audit;
use tatefuda_audit::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{caller::Caller, json::Query, problem::Problem},
    error::WebError,
};

/// Which entries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// `next` of the page before.
    #[serde(default)]
    cursor: Option<u64>,
    /// At most so many, 1 to 200; 50 without it.
    #[serde(default)]
    limit: Option<i64>,
}

/// A page of entries, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Entries {
    #[schema(value_type = Vec<Object>)]
    items: Vec<Entry>,
    /// How many rows of this page cannot be read as entries; anything but 0 calls for a verification.
    unreadable: usize,
    /// Cursor of the next page.
    next: Option<u64>,
}

/// Entries of the operation records; needs the right to read them.
#[utoipa::path(get, path = "/api/v1/audit/entries", tag = "audit", operation_id = "audit_entries", params(Which),
    responses((status = OK, body = Entries), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn entries(caller: Caller, Query(which): Query<Which>) -> Result<Out<Entries>, WebError> {
    let limit = which.limit.unwrap_or(50).clamp(1, audit::view::PAGE_MAX);
    let found = audit::view::newest(caller.app(), caller.actor(), which.cursor, limit).await?;
    let full = i64::try_from(found.len()).unwrap_or(limit) >= limit;
    let unreadable = found.iter().filter(|one| one.entry.is_err()).count();
    let items: Vec<Entry> = found.into_iter().filter_map(|one| one.entry.ok()).collect();
    let next = items.last().map(|entry| entry.seq).filter(|seq| full && *seq > 1);
    Ok(Out(Entries { items, unreadable, next }))
}
