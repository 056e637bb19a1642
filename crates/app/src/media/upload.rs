//! Bring a picture in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, MediaId};
use tatefuda_media::{Cleaned, FILE_MAX, MediaError, PIXELS_MAX, clean};
use tatefuda_store::media::{self as stored, Medium};

use crate::{
    command::{Command, Cx, Reads},
    core::App,
    failure::{Failure, FieldError},
};

/// Stores a picture that [`read`] made fit to be kept.
#[derive(Debug, Clone, Serialize)]
pub struct Upload {
    /// SHA-256 of the kept bytes: what the command is about.
    hash: Digest,
    #[serde(skip)]
    cleaned: Arc<Cleaned>,
}

/// A picture that is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    pub media: MediaId,
    /// SHA-256 of the kept bytes.
    pub hash: Digest,
    /// `image/jpeg`, `image/png`.
    pub mime: String,
    /// In bytes.
    pub size: i64,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// Whether the file carried a place, which the kept picture does not.
    pub place_removed: bool,
}

/// Reads a file and makes it fit to be kept: turned, bounded, without particulars. One after the other, apart from the
/// threads that answer requests.
///
/// # Errors
/// [`Failure::Invalid`] on `field` with what is wrong with the file.
pub async fn read(app: &App, field: &str, bytes: Vec<u8>) -> Result<Upload, Failure> {
    let _turn = app.reading.acquire().await.map_err(Failure::internal)?;
    let cleaned = tokio::task::spawn_blocking(move || clean(&bytes)).await.map_err(Failure::internal)?;
    let cleaned = cleaned.map_err(|error| Failure::Invalid(vec![problem(field, error)]))?;
    Ok(Upload { hash: Digest::of(&cleaned.bytes), cleaned: Arc::new(cleaned) })
}

/// What is wrong with a file, as an error of a field.
pub fn problem(field: &str, error: MediaError) -> FieldError {
    let megabytes = |bytes: usize| bytes / (1024 * 1024);
    match error {
        MediaError::Empty => FieldError::new(field, "picture-empty"),
        MediaError::TooLarge => FieldError::new(field, "picture-too-large").with("max", megabytes(FILE_MAX)),
        MediaError::Heic => FieldError::new(field, "picture-heic"),
        MediaError::Format => FieldError::new(field, "picture-format"),
        MediaError::Video => FieldError::new(field, "picture-video"),
        MediaError::Moving => FieldError::new(field, "picture-moving"),
        MediaError::NotAPicture => FieldError::new(field, "picture-none"),
        MediaError::TooManyPixels { width, height } => FieldError::new(field, "picture-pixels")
            .with("width", width)
            .with("height", height)
            .with("max", PIXELS_MAX / 1_000_000),
        MediaError::Damaged => FieldError::new(field, "picture-damaged"),
    }
}

impl Command for Upload {
    const NAME: &'static str = "media.upload";
    const READS: Reads<Self> = Reads::Open;
    type Out = Uploaded;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Uploaded, Failure> {
        let tenant = cx.tenant();
        // Whoever may not write drafts has nothing to bring.
        cx.actor.require_capacity()?;
        let person = cx.actor.person;
        let known = stored::by_hash(cx.tx, tenant, self.hash).await?;
        let medium = match known {
            Some(medium) => medium,
            None => {
                let medium = Medium {
                    id: cx.app.env.id(),
                    hash: self.hash,
                    kind: "image".to_owned(),
                    mime: self.cleaned.mime.to_owned(),
                    size: i64::try_from(self.cleaned.bytes.len()).unwrap_or(i64::MAX),
                    width: self.cleaned.width.into(),
                    height: self.cleaned.height.into(),
                    person,
                    at: cx.at,
                };
                stored::insert(cx.tx, tenant, &medium, &self.cleaned.bytes, &self.cleaned.preview).await?;
                medium
            }
        };
        cx.subject("media", medium.id);
        cx.after(self.hash);
        if stored::uploaded(cx.tx, tenant, medium.id, person).await?.is_none() {
            let id: MediaId = cx.app.env.id();
            let place = self.cleaned.removed.place;
            stored::upload_insert(cx.tx, tenant, &id.to_string(), medium.id, person, place, cx.at).await?;
        }
        Ok(Uploaded {
            media: medium.id,
            hash: medium.hash,
            mime: medium.mime,
            size: medium.size,
            width: medium.width,
            height: medium.height,
            place_removed: self.cleaned.removed.place,
        })
    }
}
