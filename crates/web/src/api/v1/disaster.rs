//! 災害時体制. It begins and ends by records of the body (`house:disaster-start`, `house:disaster-end`).

use axum::Json as Out;
use tatefuda_app::disaster::{self, Standing};

use crate::{
    api::{caller::Caller, problem::Problem},
    error::WebError,
};

/// Whether the disaster mode is on, what it holds, what was said and not lifted, whom to ring.
#[utoipa::path(
    get, path = "/api/v1/disaster", tag = "publications", operation_id = "disaster_show",
    responses((status = OK, body = Standing), (status = CONFLICT, body = Problem)))]
pub(crate) async fn show(caller: Caller) -> Result<Out<Standing>, WebError> {
    Ok(Out(disaster::standing(caller.app(), caller.actor()).await?))
}
