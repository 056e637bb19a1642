//! The static export: one folder for any web server or CMS, because a server in a closed network reaches nobody.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tatefuda_app::{App, Failure, tenant};
use tatefuda_domain::TenantId;
use tatefuda_i18n::I18n;
use tatefuda_ui::RenderError;

use crate::{
    assets,
    base::FolderUrl,
    public::content::{Content, FILES},
};

/// Why the folder was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The body is unknown or the database fails.
    #[error("what is public could not be read")]
    Read(#[source] Failure),
    /// A page did not render.
    #[error("a page did not render")]
    Render(#[source] RenderError),
    /// A file could not be written.
    #[error("{} could not be written", .0.display())]
    Write(PathBuf, #[source] io::Error),
}

/// Writes the files for residents into a folder, which is created where it is missing; other files in it stay.
/// Links between the files are relative, so the folder works wherever it is put. `base` is the address of the
/// folder where it is known; feeds then carry absolute links. Gives the names of the files written.
///
/// # Errors
/// See [`ExportError`]. A file is replaced only once its new content is complete.
pub async fn public(
    app: &App,
    i18n: &Arc<I18n>,
    body: TenantId,
    folder: &Path,
    base: Option<&FolderUrl>,
) -> Result<Vec<String>, ExportError> {
    let tenant = body;
    let body = tenant::find(app, body).await.map_err(ExportError::Read)?;
    let content = Content::load(app, i18n, body).await.map_err(ExportError::Read)?;
    let base = base.map_or("", FolderUrl::as_str);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for name in FILES {
        let made = content.file(name, base).map_err(ExportError::Render)?;
        files.extend(made.map(|made| (name.to_owned(), made.body.into_bytes())));
    }
    for (name, id) in content.pictures() {
        let (bytes, _) = tatefuda_app::media::public(app, tenant, id).await.map_err(ExportError::Read)?;
        files.push((name, bytes));
    }
    files.extend(assets::all_public());
    tokio::fs::create_dir_all(folder).await.map_err(|error| ExportError::Write(folder.to_owned(), error))?;
    let mut written = Vec::new();
    for (name, bytes) in files {
        replace(folder, &name, &bytes).await?;
        written.push(name);
    }
    Ok(written)
}

/// Writes beside and renames, so that a reader of the folder never sees half a file.
async fn replace(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
    let (path, part) = (folder.join(name), folder.join(format!(".{name}.part")));
    tokio::fs::write(&part, bytes).await.map_err(|error| ExportError::Write(part.clone(), error))?;
    tokio::fs::rename(&part, &path).await.map_err(|error| ExportError::Write(path, error))
}
