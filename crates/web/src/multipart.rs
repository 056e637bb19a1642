//! Forms with files (`multipart/form-data`), read within bounds. Whatever is too large is read past, not kept, so that the
//! fields behind it are not lost.

use axum::{
    extract::{FromRequest as _, Multipart, Request, multipart::Field},
    http::{StatusCode, header},
};
use tatefuda_app::media::FILE_MAX;

use crate::{
    error::WebError,
    form::{Chosen, FORM_MAX, Form},
};

/// Most bytes that a form with files may have on its way; beyond it nothing more is read.
pub(crate) const WAY_MAX: usize = 256 * 1024 * 1024;
/// Most bytes of files kept at once.
const FILES_MAX: usize = 64 * 1024 * 1024;
/// Most bytes of everything that is no file.
const TEXTS_MAX: usize = FORM_MAX;
/// Most parts of a form.
const PARTS_MAX: usize = 2_000;
/// Longest name of a file that is repeated in a message.
const NAME_MAX: usize = 80;

/// Whether a request carries a form with files.
pub(crate) fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The form, and why its reading ended before its end. A form that was cut may lack fields: it is shown again, never
/// acted on.
///
/// # Errors
/// Not a form of several parts at all.
pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<(Form, Option<StatusCode>), WebError> {
    let parts = Multipart::from_request(request, state).await;
    let mut parts = parts.map_err(|_| WebError::Status(StatusCode::BAD_REQUEST))?;
    let mut form = Form::default();
    let mut room = Room { files: FILES_MAX, texts: TEXTS_MAX };
    for _ in 0..PARTS_MAX {
        match parts.next_field().await {
            Ok(None) => return Ok((form, None)),
            Ok(Some(part)) => {
                if let Err(status) = room.take(&mut form, part).await {
                    return Ok((form, Some(status)));
                }
            }
            Err(error) => return Ok((form, Some(error.status()))),
        }
    }
    Ok((form, Some(StatusCode::PAYLOAD_TOO_LARGE)))
}

struct Room {
    files: usize,
    texts: usize,
}

impl Room {
    async fn take(&mut self, form: &mut Form, mut part: Field<'_>) -> Result<(), StatusCode> {
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = file_name(&part) else {
            let (bytes, whole) = collect(&mut part, self.texts).await?;
            if !whole {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            self.texts -= bytes.len();
            form.add_raw(field, bytes);
            return Ok(());
        };
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let name = tatefuda_text::signs::beginning(&name, NAME_MAX).to_owned();
        let read = collect(&mut part, FILE_MAX.min(self.files)).await;
        let (bytes, whole) = match read {
            Ok(read) => read,
            Err(status) => {
                form.add_file(Chosen { field, name, bytes: None });
                return Err(status);
            }
        };
        // A file field without a choice comes as an empty part without a name.
        if !(name.is_empty() && bytes.is_empty()) {
            self.files -= bytes.len();
            form.add_file(Chosen { field, name, bytes: whole.then_some(bytes) });
        }
        Ok(())
    }
}

/// The name of a file as it stands on the machine of whoever chose it; `None`: the part is no file. Names are UTF-8, as
/// the page is, but for what old programs and gateways pass on: then they are read as Windows writes Japanese. A name that
/// cannot be read at all makes the file no less a file.
fn file_name(part: &Field<'_>) -> Option<String> {
    if let Some(name) = part.file_name() {
        return Some(name.to_owned());
    }
    let raw = part.headers().get(header::CONTENT_DISPOSITION)?.as_bytes();
    const MARK: &[u8] = b"filename=";
    let at = raw.windows(MARK.len()).position(|window| window.eq_ignore_ascii_case(MARK))? + MARK.len();
    let (name, _, _) = encoding_rs::SHIFT_JIS.decode(&raw[at..]);
    // The second byte of a sign may be that of a backslash, never that of a quotation mark.
    let name = name.strip_prefix('"').map_or(&*name, |name| name.split('"').next().unwrap_or_default());
    Some(name.to_owned())
}

/// The bytes of a part; those beyond `max` are read and dropped, and then none are given.
async fn collect(part: &mut Field<'_>, max: usize) -> Result<(Vec<u8>, bool), StatusCode> {
    let (mut bytes, mut whole) = (Vec::new(), true);
    while let Some(chunk) = part.chunk().await.map_err(|error| error.status())? {
        if whole && bytes.len() + chunk.len() <= max {
            bytes.extend_from_slice(&chunk);
        } else {
            (bytes, whole) = (Vec::new(), false);
        }
    }
    Ok((bytes, whole))
}
