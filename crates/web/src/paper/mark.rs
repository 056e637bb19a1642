//! `GET /papers/marks`: 文書番号の記号

use axum::response::Response;
use tatefuda_app::paper;
use tatefuda_domain::SystemRight;
use tatefuda_ui::{
    Nav, Template as _,
    paper::{MarkView, PaperMarksPage},
};

use crate::{error::WebError, html, lang, page::Page};

/// The sections with their marks; whoever keeps the organisation sets them.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let marks = paper::marks(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::Papers).await;
    let lang = lang::domain(shell.tr.lang());
    let may = page.actor().may(SystemRight::ManageUsers);
    let list = marks.iter().map(|one| MarkView {
        section: one.section.to_string(),
        name: one.name.get(lang).to_owned(),
        mark: one.mark.clone(),
        meta: may.then(|| page.meta(None)),
    });
    let list = list.collect();
    Ok(html::ok(PaperMarksPage { shell, list }.render()))
}
