//! 写しの照合: whether this database is the true one, and what may have been sent since.

use axum::Json as Out;
use serde::Serialize;
use tatefuda_app::copy::{self, Bearing};
use utoipa::ToSchema;

use crate::{api::caller::Caller, error::WebError};

/// How the body stands to this database.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CopyState {
    /// What the mark of the machine that answers says: `empty`, `sound`, `lost`, `machine` or `unmarked`.
    bearing: String,
    /// Sending is held.
    hold: Option<CopyHold>,
    /// What may have been sent since; only for those who may answer.
    doubts: Vec<CopyDoubt>,
    /// The machines that send, or wish to.
    nodes: Vec<CopyNode>,
}

/// The hold of sending.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CopyHold {
    id: String,
    /// For `If-Match`.
    version: i64,
    /// `lost`, `machine` or `unmarked`.
    cause: String,
    #[schema(value_type = String, format = DateTime)]
    held_at: String,
    /// Time of the last entry of this database.
    #[schema(value_type = Option<String>, format = DateTime)]
    upto: Option<String>,
}

/// Something that may have been sent since.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CopyDoubt {
    id: String,
    post: String,
    title: String,
    /// The intended send; absent for a post that waited without one.
    publication: Option<String>,
    account: Option<String>,
    /// Where it stood in this database.
    state: String,
    /// `goes-on`, `not-to-be-sent` or `may-sent`.
    answer: Option<String>,
    note: String,
}

/// A machine that sends, or wishes to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CopyNode {
    id: String,
    name: String,
    /// `sound`, `lost`, `machine` or `unmarked`.
    standing: String,
    alive: bool,
    admitted: bool,
    #[schema(value_type = String, format = DateTime)]
    seen_at: String,
}

/// Whether this database is the true one, as far as the machine that answers can tell.
#[utoipa::path(get, path = "/api/v1/copy", tag = "publications", operation_id = "copy_show",
    responses((status = OK, body = CopyState)))]
pub(crate) async fn show(caller: Caller) -> Result<Out<CopyState>, WebError> {
    let found = copy::view::standing(caller.app(), caller.actor()).await?;
    let doubts = found.doubts.into_iter().map(|one| CopyDoubt {
        id: one.doubt.id.to_string(),
        post: one.doubt.post.to_string(),
        title: one.title,
        publication: one.doubt.publication.map(|id| id.to_string()),
        account: one.doubt.account.map(|id| id.to_string()),
        state: one.doubt.state,
        answer: one.doubt.answer,
        note: one.doubt.note,
    });
    let nodes = found.nodes.into_iter().map(|one| CopyNode {
        id: one.node.id.to_string(),
        name: one.node.name,
        standing: one.node.standing,
        alive: one.alive,
        admitted: one.node.admitted,
        seen_at: one.node.seen_at.to_string(),
    });
    Ok(Out(CopyState {
        bearing: match found.bearing {
            Bearing::Empty => "empty".to_owned(),
            other => other.as_str().to_owned(),
        },
        doubts: doubts.collect(),
        nodes: nodes.collect(),
        hold: found.hold.map(|hold| CopyHold {
            id: hold.id.to_string(),
            version: hold.version,
            cause: hold.cause,
            held_at: hold.held_at.to_string(),
            upto: hold.head_at.map(|at| at.to_string()),
        }),
    }))
}
