//! Places where people are told what waits.

use axum::Json as Out;
use serde::Serialize;
use tatefuda_app::notice::view::{self, FailingView, PlaceView};
use utoipa::ToSchema;

use crate::{api::caller::Caller, error::WebError};

/// One's own places.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticePlaces {
    /// The first first.
    places: Vec<PlaceView>,
}

/// Places of the body at which nothing arrives.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticesFailing {
    /// The longest first.
    places: Vec<FailingView>,
}

/// One's own places, with the last messages to each.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notices", operation_id = "notice_list",
    responses((status = OK, body = NoticePlaces)))]
pub(crate) async fn list(caller: Caller) -> Result<Out<NoticePlaces>, WebError> {
    Ok(Out(NoticePlaces { places: view::own(caller.app(), caller.actor()).await? }))
}

/// Places of everybody at which nothing arrives; with the right to manage users.
#[utoipa::path(get, path = "/api/v1/notices/failing", tag = "notices", operation_id = "notice_failing",
    responses((status = OK, body = NoticesFailing)))]
pub(crate) async fn failing(caller: Caller) -> Result<Out<NoticesFailing>, WebError> {
    Ok(Out(NoticesFailing { places: view::failing(caller.app(), caller.actor()).await? }))
}
