//! Pictures: uploaded unpublished, then named by a post.

use std::time::Duration;

use axum::{
    Json,
    extract::{ConnectInfo, Multipart, Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    Double, Fault, Photo,
    contract::PHOTO_PARAMETERS,
    routes::{Pairs, Refusal, admit, before, cut_off, error, ok, server_error},
};
use crate::killable::Cut;

/// The platform's limit.
const LARGEST: usize = 10 * 1024 * 1024;

/// `POST /{version}/{page}/photos`
pub(super) async fn upload(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path((version, page)): Path<(String, String)>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let fault = double.photo_fault();
    if let Some(answer) = before(&double, fault, &cut) {
        return answer;
    }
    let Some((form, file)) = parts(form).await else {
        return error(&double, 100, None, "(#100) The form cannot be read");
    };
    if let Err(refused) = admit(&double, &version, &page, &query, &form, &headers, &PHOTO_PARAMETERS) {
        return refused.answer(&double);
    }
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if value("published") != Some("false") {
        // The real service would show it to everybody at once.
        double.note_violation("a picture was published by itself".to_owned());
    }
    let Some(mime) = mime(&file) else { return error(&double, 1_366_046, None, "Your photos couldn't be uploaded") };
    if file.len() > LARGEST {
        return error(&double, 1_366_046, None, "Photos should be smaller than 4 MB");
    }
    let alt = value("alt_text_custom").unwrap_or_default().to_owned();
    let answer = |double: &Double, id: &str| ok(double, json!({ "id": id }));
    let id = double.keep_photo(&page, alt, mime, file);
    match fault {
        Some(Fault::DropReplyAfterAccept | Fault::AcceptLate { .. } | Fault::AcceptLateBy { .. }) => cut_off(&cut),
        Some(Fault::FiveHundredAfterAccept) => server_error(),
        Some(Fault::GarbledAnswer) => (StatusCode::OK, "<html>ok").into_response(),
        Some(Fault::Delayed { millis }) => {
            tokio::time::sleep(Duration::from_millis(millis.into())).await;
            answer(&double, &id)
        }
        _ => answer(&double, &id),
    }
}

/// The fields and the file of a form.
async fn parts(mut form: Multipart) -> Option<(Pairs, Vec<u8>)> {
    let (mut pairs, mut file) = (Vec::new(), Vec::new());
    while let Some(part) = form.next_field().await.ok()? {
        match part.name()?.to_owned() {
            name if name == "source" => file = part.bytes().await.ok()?.to_vec(),
            name => pairs.push((name, part.text().await.ok()?)),
        }
    }
    Some((pairs, file))
}

fn mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        _ => None,
    }
}

#[derive(Deserialize)]
struct Attached {
    media_fbid: String,
}

/// The pictures that a post names: each of this page, none that a post has already.
pub(super) fn attached(double: &Double, page: &str, named: Option<&str>) -> Result<Vec<Photo>, Refusal> {
    let Some(named) = named else { return Ok(vec![]) };
    let list: Vec<Attached> =
        serde_json::from_str(named).map_err(|_| Refusal::new(100, None, "(#100) attached_media must be an array"))?;
    let mut photos = Vec::new();
    for one in list {
        let found = double.photo(page, &one.media_fbid);
        let found = found.ok_or_else(|| Refusal::new(100, None, "(#100) Invalid media_fbid"))?;
        if double.photo_is_posted(&found.id) {
            return Err(Refusal::new(1_366_051, None, "These photos were already posted."));
        }
        photos.push(found);
    }
    Ok(photos)
}

/// `GET /_double/photos/{id}`: what residents would see. A picture that no post has is shown to nobody.
pub(super) async fn show(State(double): State<Double>, Path(id): Path<String>) -> Response {
    match double.seen_photo(&id) {
        Some(photo) => ([(header::CONTENT_TYPE, photo.mime), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], photo.bytes)
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /_double/photos`: everything that was uploaded.
pub(super) async fn admin(State(double): State<Double>) -> Json<Vec<Photo>> {
    Json(double.photos())
}
