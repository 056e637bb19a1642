use askama::Template;

use crate::{
    Shell,
    copy::{DoubtRow, HoldShown, NodeRow},
};

/// `GET /copy`; forms post to `/copy/doubts/{id}`, `/copy/release` and `/copy/nodes/{id}/admit`.
#[derive(Clone, Debug, Template)]
#[template(path = "copy/show.html")]
pub struct CopyPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// What the mark of this machine says, in words.
    pub bearing: String,
    /// Whether it lies in this database.
    pub sound: bool,
    pub hold: Option<HoldShown>,
    /// What may have been sent since.
    pub doubts: Vec<DoubtRow>,
    /// The machines that send, or wish to.
    pub nodes: Vec<NodeRow>,
}
