//! 読めないデータ: rows that do not hold what the program writes.

use axum::response::Response;
use tatefuda_app::trouble;
use tatefuda_ui::{
    Nav, Template as _,
    trouble::{UnreadablePage, UnreadableRow},
};

use crate::{error::WebError, html, page::Page};

/// `GET /unreadable`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let found = trouble::list(page.app(), page.actor()).await?;
    let more = found.len() >= trouble::MOST;
    let row = |one: trouble::Unreadable| UnreadableRow {
        table: one.table.to_owned(),
        key: one.key,
        column: one.column,
        found: one.found,
    };
    let rows = found.into_iter().map(row).collect();
    Ok(html::ok(UnreadablePage { shell: page.shell(Nav::Audit).await, rows, more }.render()))
}
