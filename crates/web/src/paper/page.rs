//! `GET /papers/{id}` and the sheet itself.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use tatefuda_app::paper;
use tatefuda_domain::PaperId;
use tatefuda_ui::{
    Nav, Template as _,
    paper::{PaperPage, PaperView},
};

use super::view::row;
use crate::{
    error::WebError,
    html,
    page::{Id, Page},
};

/// For a paper as it was archived: it brings its own style and needs nothing else.
pub(crate) const PAPER_CSP: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// `GET /papers/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<PaperId>) -> Result<Response, WebError> {
    let found = paper::find(page.app(), page.actor(), id).await?;
    let shell = page.shell(Nav::Papers).await;
    let tr = shell.tr.clone();
    let view = PaperView {
        row: row(&tr, page.zone(), &found),
        account_href: found.account.map(|id| format!("/accounts/{id}")),
        case_href: found.case.map(|id| format!("/cases/{id}")),
        digest: found.digest.to_string(),
        size: tr.with("paper-bytes", &[("bytes", found.size.into())]),
        text: format!("{} {}", found.document, found.pack),
    };
    Ok(html::ok(PaperPage { shell, paper: view }.render()))
}

/// `GET /papers/{id}/sheet`
pub(crate) async fn sheet(page: Page, Id(id): Id<PaperId>) -> Result<Response, WebError> {
    Ok(respond(paper::sheet(page.app(), page.actor(), id).await?))
}

/// The bytes as they are. They bring their own style and need nothing else.
pub(crate) fn respond(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, PAPER_CSP),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, bytes).into_response()
}
