//! Tasks by hand.

use axum::Json as Out;
use tatefuda_app::hand::{self, view::HandTask};
use tatefuda_domain::PublicationId;

use crate::{
    api::{caller::Caller, problem::Problem},
    error::WebError,
    page::Id,
};

/// A task by hand; its text stands there only for whoever took it, and as long as it may go.
#[utoipa::path(get, path = "/api/v1/publications/{id}/hand", tag = "publications", operation_id = "hand_show",
    params(("id" = String, Path)), responses((status = OK, body = HandTask), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<PublicationId>) -> Result<Out<HandTask>, WebError> {
    Ok(Out(hand::sheet(caller.app(), caller.actor(), id).await?))
}
