//! Pictures of drafts, for whoever may see them (decision 0020).

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use tatefuda_app::media::{self, File, Part};
use tatefuda_domain::MediaId;

use crate::{
    error::WebError,
    page::{Id, Page},
};

/// `GET /media/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<MediaId>, headers: HeaderMap) -> Result<Response, WebError> {
    let file = media::file(page.app(), page.actor(), id, Part::Whole).await?;
    Ok(respond(file, "w", &headers))
}

/// `GET /media/{id}/preview`
pub(crate) async fn preview(page: Page, Id(id): Id<MediaId>, headers: HeaderMap) -> Result<Response, WebError> {
    let file = media::file(page.app(), page.actor(), id, Part::Preview).await?;
    Ok(respond(file, "p", &headers))
}

/// The bytes under the type that the program gave them. A browser keeps them but asks each time whether it still may
/// show them: rights end, and office computers are shared.
pub(crate) fn respond(file: File, part: &str, asked: &HeaderMap) -> Response {
    let tag = format!("\"{part}{}\"", file.hash);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let always = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        return (StatusCode::NOT_MODIFIED, always).into_response();
    }
    let ending = if file.mime == "image/png" { "png" } else { "jpg" };
    let disposition = format!("inline; filename=\"{}.{ending}\"", &file.hash.to_string()[..12]);
    let kind = [(header::CONTENT_TYPE, file.mime), (header::CONTENT_DISPOSITION, disposition)];
    (always, kind, file.bytes).into_response()
}
