//! 緊急停止: stop all sending of the caller's body.

use axum::Json as Out;
use serde::{Deserialize, Serialize};
use tatefuda_app::stop::{self, ACKNOWLEDGE, StopAll, StopScope};
use utoipa::ToSchema;

use crate::{
    api::{caller::Caller, json::Json, problem::Problem},
    error::WebError,
};

/// How sending stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sending {
    /// All sending is stopped.
    stopped: bool,
    /// The open stop.
    stop: Option<OpenStop>,
    /// The file STOP lies beside the machine that answers.
    file: bool,
    /// The machines that send, and what they say of the stop.
    nodes: Vec<SendingNode>,
    /// Who has a text in their hands to post it: no stop takes it back.
    taken: Vec<tatefuda_app::hand::view::TakenView>,
}

/// An open stop.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenStop {
    id: String,
    /// For `If-Match`.
    version: i64,
    /// `body` or `installation`.
    scope: String,
    /// `screen`, `api`, `cli` or `file`.
    source: String,
    reason: String,
    #[schema(value_type = String, format = DateTime)]
    stopped_at: String,
    /// Who stopped; absent for the program.
    stopped_by: Option<String>,
    /// Who proposed to end it.
    end_proposed_by: Option<String>,
}

/// A machine that sends.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SendingNode {
    id: String,
    name: String,
    /// It was heard of within the last 90 seconds.
    alive: bool,
    #[schema(value_type = String, format = DateTime)]
    seen_at: String,
    /// From then on no call of this body starts there, and none is under way.
    #[schema(value_type = Option<String>, format = DateTime)]
    acknowledged_at: Option<String>,
    /// Calls let through before, of which it waits for the end.
    in_hand: Option<i64>,
}

async fn sending(caller: &Caller) -> Result<Out<Sending>, WebError> {
    let found = stop::view::sending(caller.app(), caller.actor()).await?;
    let nodes = found.nodes.iter().map(|one| SendingNode {
        id: one.node.id.to_string(),
        name: one.node.name.clone(),
        alive: one.alive,
        seen_at: one.node.seen_at.to_string(),
        acknowledged_at: one.acknowledged_at().map(|at| at.to_string()),
        in_hand: one.seen.as_ref().map(|seen| seen.in_hand),
    });
    Ok(Out(Sending {
        stopped: found.file || found.stop.is_some(),
        file: found.file,
        nodes: nodes.collect(),
        taken: found.taken,
        stop: found.stop.map(|open| OpenStop {
            id: open.stop.id.to_string(),
            version: open.stop.version,
            scope: open.stop.scope,
            source: open.stop.source,
            reason: open.stop.reason,
            stopped_at: open.stop.stopped_at.to_string(),
            stopped_by: open.stopped_by,
            end_proposed_by: open.end_proposed_by,
        }),
    }))
}

/// How sending of the body stands.
#[utoipa::path(get, path = "/api/v1/stop", tag = "publications", operation_id = "stop_show",
    responses((status = OK, body = Sending)))]
pub(crate) async fn show(caller: Caller) -> Result<Out<Sending>, WebError> {
    sending(&caller).await
}

/// Why all sending stops.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StopInput {
    /// Why.
    reason: String,
}

/// Stops all sending of the body. Stored at once; the answer comes when the machines that are alive have acknowledged
/// it, after five seconds at the latest, and names each.
#[utoipa::path(post, path = "/api/v1/stop", tag = "publications", operation_id = "stop_all",
    request_body = StopInput, responses((status = OK, body = Sending), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn begin(caller: Caller, Json(input): Json<StopInput>) -> Result<Out<Sending>, WebError> {
    let command = StopAll { reason: input.reason, scope: StopScope::Body, by_file: false };
    caller.execute(&command).await?;
    stop::acknowledge(caller.app(), caller.actor().tenant, ACKNOWLEDGE).await?;
    sending(&caller).await
}
