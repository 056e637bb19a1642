use askama::Template;

use crate::{
    Shell,
    copy::NodeRow,
    stop::{StopShown, TakenRow},
    view::FormMeta,
};

/// `GET /stop`; forms post to `/stop`, `/stop/propose-end` and `/stop/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "stop/show.html")]
pub struct StopPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The open stop.
    pub stop: Option<StopShown>,
    /// The file that stops lies beside this machine.
    pub file: bool,
    /// Who has a text in their hands, with telephone, account and since when.
    pub taken: Vec<TakenRow>,
    /// The machines that send.
    pub nodes: Vec<NodeRow>,
    /// Hidden fields of the form that stops; `None` for those who may not.
    pub meta: Option<FormMeta>,
    /// What was typed.
    pub reason: String,
}
