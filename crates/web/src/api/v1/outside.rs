//! Posts made outside the system.

use axum::Json as Out;
use serde::Serialize;
use tatefuda_app::outside::{self, OutsideView};
use utoipa::ToSchema;

use crate::{api::caller::Caller, error::WebError};

/// Registered posts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutsidePosts {
    /// The last posted first.
    posts: Vec<OutsideView>,
}

/// Posts that were made outside the system and registered.
#[utoipa::path(get, path = "/api/v1/outside", tag = "publications", operation_id = "outside_list",
    responses((status = OK, body = OutsidePosts)))]
pub(crate) async fn list(caller: Caller) -> Result<Out<OutsidePosts>, WebError> {
    Ok(Out(OutsidePosts { posts: outside::list(caller.app(), caller.actor()).await? }))
}
