//! `tatefuda export`: what leaves the program as files.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::Result;
use clap::{Args, Subcommand};
use tatefuda_i18n::I18n;
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

impl Export {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Public(public) => public.run().await,
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
