//! `tatefuda regulation diff` and `render`: what prints as a page.

use std::{fs, path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::{Context as _, Result, anyhow};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use tatefuda_regulation::{Pack, Regulation as Engine, hosts};
use tatefuda_regulation_tools as tools;

use super::{Language, house, pointing, settings};
use crate::{packs, world::say};

/// How a comparison is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Text,
    Json,
    Html,
}

/// `regulation diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// Folder of the older pack, or the name of one that comes with the program.
    old: String,
    /// The newer one.
    new: String,
    /// `json` holds both languages.
    #[arg(long, value_enum, default_value = "text")]
    format: Shape,
    #[arg(long, alias = "lang", value_enum, default_value = "ja")]
    language: Language,
}

impl Diff {
    pub fn run(self) -> Result<ExitCode> {
        let (old, new) = (packs::find(&self.old)?, packs::find(&self.new)?);
        let diff = tools::diff(&old, &new).map_err(|errors| pointing(&errors))?;
        say(match self.format {
            Shape::Json => serde_json::to_string_pretty(&diff)?,
            Shape::Text => diff.text(self.language.into()),
            Shape::Html => diff.html(self.language.into()),
        }
        .trim_end());
        Ok(ExitCode::SUCCESS)
    }
}

/// `regulation render`.
#[derive(Debug, Args)]
pub struct Render {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    /// The document, by its id.
    #[arg(long)]
    document: String,
    /// Values of what the text leaves open: a TOML file, or the name of a fixture beside the pack.
    #[arg(long, value_name = "FILE")]
    settings: Option<String>,
    /// What is filled in: a TOML or JSON file of facts. Without it the paper is blank.
    #[arg(long, value_name = "FILE", requires = "at")]
    facts: Option<PathBuf>,
    /// The time for which it is filled in, as `2026-12-01T10:00:00+09:00`.
    #[arg(long, requires = "facts")]
    at: Option<Timestamp>,
    #[arg(long, alias = "lang", value_enum, default_value = "ja")]
    language: Language,
}

impl Render {
    pub fn run(self) -> Result<ExitCode> {
        let source = packs::find(&self.pack)?;
        let body = Arc::new(Pack::load(&source).map_err(|errors| pointing(&errors))?);
        let settings = settings(&source, self.settings.as_deref())?;
        let regulation = Engine::new(house()?, body, settings).map_err(|errors| pointing(&errors))?;
        let facts = match &self.facts {
            None => None,
            Some(file) => {
                let path = file.display().to_string();
                let text = fs::read_to_string(file).with_context(|| format!("{path} cannot be read"))?;
                let mut facts = tools::facts_from_text(&path, &text).map_err(|errors| pointing(&errors))?;
                tools::complete(&mut facts, &hosts(regulation.house(), regulation.settings()));
                Some(facts)
            }
        };
        let known = facts.as_ref().zip(self.at);
        let page = tools::render(&regulation, &self.document, known, self.language.into()).ok_or_else(|| {
            let ids: Vec<&str> = regulation.body().documents.iter().map(|document| document.id.as_str()).collect();
            anyhow!("there is no document {:?}; there are {}", self.document, ids.join(", "))
        })?;
        say(page.trim_end());
        Ok(ExitCode::SUCCESS)
    }
}
