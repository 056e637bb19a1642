//! Pictures for posts (decision 0020).

use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use tatefuda_app::{
    Failure,
    media::{self, MediaError, MediumView, Part, Uploaded},
};
use tatefuda_domain::MediaId;
use utoipa::ToSchema;

use crate::{
    api::{caller::Caller, problem::Problem},
    error::WebError,
    media::page::respond,
    page::Id,
};

/// A picture as it is kept: written anew without particulars, at most 2,048 pixels on its longer side.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Medium {
    /// Its id, for `media` of a target.
    media: String,
    /// SHA-256 of the kept bytes.
    hash: String,
    /// `image/jpeg` or `image/png`.
    mime: String,
    /// In bytes.
    size: i64,
    /// In pixels.
    width: i64,
    /// In pixels.
    height: i64,
    /// Whether the file that was brought carried a place, which the kept picture does not. Absent for somebody else's.
    #[serde(skip_serializing_if = "Option::is_none")]
    place_removed: Option<bool>,
}

impl From<Uploaded> for Medium {
    fn from(one: Uploaded) -> Self {
        Self {
            media: one.media.to_string(),
            hash: one.hash.to_string(),
            mime: one.mime,
            size: one.size,
            width: one.width,
            height: one.height,
            place_removed: Some(one.place_removed),
        }
    }
}

impl From<MediumView> for Medium {
    fn from(view: MediumView) -> Self {
        let one = view.medium;
        Self {
            media: one.id.to_string(),
            hash: one.hash.to_string(),
            mime: one.mime,
            size: one.size,
            width: one.width,
            height: one.height,
            place_removed: view.place_removed,
        }
    }
}

/// Brings a picture: JPEG, PNG or WebP, up to 20 MB and 50 megapixels. The body is the file; its type is read from its
/// bytes. Who may not write drafts may bring none.
#[utoipa::path(post, path = "/api/v1/media", tag = "media", operation_id = "media_upload",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    params(("Idempotency-Key" = Option<String>, Header, description = "Id of the command")),
    responses((status = CREATED, body = Medium), (status = FORBIDDEN, body = Problem),
        (status = PAYLOAD_TOO_LARGE, body = Problem), (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn upload(
    caller: Caller,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, WebError> {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(Failure::Invalid(vec![media::problem("file", MediaError::TooLarge)]).into());
        }
        Err(rejection) => return Err(WebError::Status(rejection.status())),
    };
    let upload = media::read(caller.app(), "file", body.into()).await?;
    let medium = Medium::from(caller.execute(&upload).await?);
    let location = [(header::LOCATION, format!("/api/v1/media/{}", medium.media))];
    Ok((StatusCode::CREATED, location, axum::Json(medium)).into_response())
}

/// What is known of a picture.
#[utoipa::path(get, path = "/api/v1/media/{id}", tag = "media", operation_id = "media_show",
    params(("id" = String, Path)),
    responses((status = OK, body = Medium), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<MediaId>) -> Result<axum::Json<Medium>, WebError> {
    Ok(axum::Json(media::find(caller.app(), caller.actor(), id).await?.into()))
}

/// The picture itself.
#[utoipa::path(get, path = "/api/v1/media/{id}/file", tag = "media", operation_id = "media_file",
    params(("id" = String, Path)),
    responses((status = OK, body = Vec<u8>, content_type = "image/jpeg"), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn file(caller: Caller, Id(id): Id<MediaId>, headers: HeaderMap) -> Result<Response, WebError> {
    let file = media::file(caller.app(), caller.actor(), id, Part::Whole).await?;
    Ok(respond(file, "w", &headers))
}
