//! The same for machines: monitoring of whoever operates several bodies.

use axum::{Json as Out, extract::State, http::HeaderMap};
use serde::{Deserialize, Serialize};
use tatefuda_app::Via;
use utoipa::ToSchema;

use super::stop_all;
use crate::{
    api::{caller::bearer, json::Json, problem::Problem},
    error::WebError,
    state::AppState,
};

/// Why all sending of every body stops.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstallationStopInput {
    /// Why.
    reason: String,
}

/// What the stop came to in one body.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BodyStopped {
    /// Short name of the body.
    body: String,
    /// Its sending is stopped; otherwise it could not be, and the log says why.
    stopped: bool,
    /// Every machine that was ever heard of has acknowledged: no call of this body is under way or begins.
    acknowledged: bool,
    /// Names of the machines that have not.
    waiting: Vec<String>,
}

/// Stops all sending of every body. The token is the operator's key, no personal token. Each body is ended by two people
/// of its own.
#[utoipa::path(post, path = "/api/v1/installation/stop", tag = "publications", operation_id = "installation_stop",
    request_body = InstallationStopInput,
    responses((status = OK, body = Vec<BodyStopped>), (status = UNAUTHORIZED, body = Problem),
        (status = NOT_FOUND, body = Problem), (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn stop(
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(input): Json<InstallationStopInput>,
) -> Result<Out<Vec<BodyStopped>>, WebError> {
    let key = state.config().operator_key.as_ref().ok_or(WebError::NotFound)?;
    if !bearer(&headers).is_some_and(|typed| key.opens(typed)) {
        tracing::warn!("a wrong operator's key");
        return Err(WebError::OperatorKey);
    }
    let stopped = stop_all(&state, Via::Api, &input.reason).await?;
    let said = stopped.into_iter().map(|one| {
        let nodes = one.sending.as_ref().map(|sending| sending.nodes.as_slice()).unwrap_or_default();
        BodyStopped {
            stopped: one.sending.is_ok(),
            acknowledged: one.is_acknowledged(),
            waiting: nodes
                .iter()
                .filter(|node| node.acknowledged_at().is_none())
                .map(|node| node.node.name.clone())
                .collect(),
            body: one.body.slug,
        }
    });
    Ok(Out(said.collect()))
}
