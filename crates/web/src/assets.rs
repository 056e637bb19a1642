//! Styles and scripts inside the binary, under an address that changes with them.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::{error::WebError, state::AppState};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// Ten hexadecimal digits over names and contents of all assets.
pub(crate) fn fingerprint() -> String {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort_unstable();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        if let Some(file) = Files::get(&name) {
            hash.update(file.metadata.sha256_hash());
        }
    }
    hex::encode(&hash.finalize()[..5])
}

/// An asset that the page for residents links beside itself.
pub(crate) struct PublicAsset {
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// Assets whose names start so belong to the page for residents.
const PUBLIC: &str = "public.";

/// An asset of the page for residents.
pub(crate) fn public(name: &str) -> Option<PublicAsset> {
    let file = Files::get(name).filter(|_| name.starts_with(PUBLIC))?;
    Some(PublicAsset { kind: content_type(name), bytes: file.data.into_owned() })
}

/// Every asset of the page for residents with its bytes, for the static export.
pub(crate) fn all_public() -> impl Iterator<Item = (String, Vec<u8>)> {
    Files::iter().filter_map(|name| Some((name.to_string(), public(&name)?.bytes)))
}

/// `GET /assets/{hash}/{*path}`: for ever under the present hash; under another one (an old page that
/// is still open) the present content without a promise.
pub(crate) async fn serve(State(state): State<AppState>, Path((hash, path)): Path<(String, String)>) -> Response {
    let Some(file) = Files::get(&path) else { return WebError::NotFound.into_response() };
    let cache = if hash == state.assets() { "public, max-age=31536000, immutable" } else { "no-cache" };
    (
        StatusCode::OK,
        [(header::CONTENT_TYPE, content_type(&path)), (header::CACHE_CONTROL, cache)],
        file.data.into_owned(),
    )
        .into_response()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
