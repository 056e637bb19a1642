//! `tatefuda regulation text`: whether a body's own text and a pack belong together.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::json;
use tatefuda_domain::Lang;
use tatefuda_regulation::{
    Pack,
    original::{Outline, anchored},
};

use super::{Format, Language, pointing, terminal};
use crate::{packs, world::say};

/// `regulation text`.
#[derive(Debug, Args)]
pub struct Text {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    /// The original text, UTF-8, with its numbers.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the printed numbers; that of the terminal where it is not given.
    #[arg(long, value_enum)]
    language: Option<Language>,
}

impl Text {
    pub fn run(self) -> Result<ExitCode> {
        let pack = Pack::load(&packs::find(&self.pack)?).map_err(|errors| pointing(&errors))?;
        let text = fs::read_to_string(&self.file)
            .with_context(|| format!("{} cannot be read as UTF-8", self.file.display()))?;
        let found = anchored(&Outline::read(&text), &pack);
        let lang = self.language.map_or_else(terminal, Lang::from);
        let printed = |id: &str| pack.clause(id).map(|clause| clause.printed.get(lang).to_owned()).unwrap_or_default();
        let lost = found.iter().filter(|one| one.wording.is_none()).count();
        match self.format {
            Format::Json => {
                let clauses: Vec<_> = found
                    .iter()
                    .map(|one| {
                        json!({ "clause": one.clause, "printed": printed(&one.clause), "heading": one.heading,
                            "wording": one.wording })
                    })
                    .collect();
                say(&serde_json::to_string_pretty(&clauses)?);
            }
            Format::Text => {
                for one in &found {
                    let wording = one.wording.as_deref().unwrap_or(match lang {
                        Lang::Ja => "（原文に見つかりません）",
                        Lang::En => "(not found in the text)",
                    });
                    say(&format!("{}\t{}\t{}", printed(&one.clause), one.clause, wording.replace('\n', " ")));
                }
                say(&match lang {
                    Lang::Ja => format!("{}条のうち{}条が見つかりました", found.len(), found.len() - lost),
                    Lang::En => format!("{} of {} clauses found", found.len() - lost, found.len()),
                });
            }
        }
        Ok(if lost == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
