use askama::Template;

use crate::Shell;

/// `GET /unreadable`
#[derive(Clone, Debug, Template)]
#[template(path = "trouble/list.html")]
pub struct UnreadablePage {
    pub shell: Shell,
    /// The rows; empty: every row was read.
    pub rows: Vec<UnreadableRow>,
    /// More than these may be there.
    pub more: bool,
}

/// A row that cannot be read: where it stands, no content.
#[derive(Clone, Debug)]
pub struct UnreadableRow {
    pub table: String,
    /// Id of the row.
    pub key: String,
    pub column: String,
    /// What stands there, in short.
    pub found: String,
}
