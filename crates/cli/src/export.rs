//! `tatefuda export`: what leaves the program as files.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use tatefuda_app::{Actor, Via, regulation};
use tatefuda_i18n::I18n;
use tatefuda_regulation::pack::generation;
use tatefuda_web::base::FolderUrl;

use crate::{
    admin,
    world::{Place, say},
};

/// Exports.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// The public page of official accounts with its feeds, as one folder for any web server.
    Public(Public),
    /// The text of a document in force as the folder of a pack, with all that was amended.
    Pack(Pack),
}

/// `export public`.
#[derive(Debug, Args)]
pub struct Public {
    #[command(flatten)]
    place: Place,
    /// The body (short name); without it each body gets a folder of its own name.
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// The address under which the folder will be reached; feeds then carry absolute links and their own address.
    #[arg(long, value_name = "URL")]
    base: Option<FolderUrl>,
    /// The folder to write.
    dir: PathBuf,
}

/// `export pack`.
#[derive(Debug, Args)]
pub struct Pack {
    #[command(flatten)]
    place: Place,
    /// The body (short name).
    #[arg(long, value_name = "BODY")]
    body: String,
    /// Id of the document; without it the body's only one.
    #[arg(long, value_name = "DOCUMENT")]
    document: Option<String>,
    /// The folder to write; what it inherits from lies beside it.
    dir: PathBuf,
}

impl Export {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Public(public) => public.run().await,
            Self::Pack(pack) => pack.run().await,
        }
    }
}

impl Public {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        let i18n = Arc::new(I18n::new());
        for body in admin::bodies(&app, self.body.as_deref()).await? {
            let dir = if self.body.is_some() { self.dir.clone() } else { self.dir.join(&body.slug) };
            let files = tatefuda_web::export::public(&app, &i18n, body.id, &dir, self.base.as_ref()).await?;
            say(&format!("{}: {} files in {}", body.slug, files.len(), dir.display()));
        }
        if self.base.is_none() {
            say("feeds do not name their own address; --base URL makes them");
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Pack {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        let now = app.env.now();
        for body in admin::bodies(&app, Some(&self.body)).await? {
            let actor = Actor::program(body.id, Via::Cli);
            let mut rows = regulation::documents(&app, &actor).await?;
            rows.retain(|row| row.from <= now && row.until.is_none_or(|until| now < until));
            rows.retain(|row| self.document.as_ref().is_none_or(|document| *document == row.document));
            let [row] = rows.as_slice() else {
                bail!("{} documents of {} are in force by that name; --document says which", rows.len(), body.slug);
            };
            let source = regulation::source(&app, &actor, row.pack).await?;
            let base = source.base_id().and_then(|base| Some(self.dir.parent()?.join(base)));
            for (path, text) in &source.files {
                match (generation(path), &base) {
                    (0, _) => write(&self.dir, path, text)?,
                    (1, Some(base)) => write(base, path.trim_start_matches("base/"), text)?,
                    _ => {}
                }
            }
            say(&format!("{}: {} {} in {}", body.slug, row.document, row.pack, self.dir.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file of a pack below a folder, never beside it.
fn write(dir: &Path, path: &str, text: &str) -> Result<()> {
    let path = Path::new(path);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        bail!("{} does not lie below the folder of a pack", path.display());
    }
    let file = dir.join(path);
    let folder = file.parent().unwrap_or(dir);
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    fs::write(&file, text).with_context(|| format!("{} cannot be written", file.display()))
}
