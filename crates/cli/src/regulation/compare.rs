//! `tatefuda regulation compare`.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::Args;
use tatefuda_regulation_tools as tools;

use super::{Format, Language, house, pointing};
use crate::{packs, world::say};

/// `regulation compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// The file of comparisons, as `packs/contradictions.toml`.
    file: PathBuf,
    /// Language of the questions.
    #[arg(long, value_enum, default_value = "ja")]
    language: Language,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Compare {
    pub fn run(self) -> Result<ExitCode> {
        let path = self.file.to_string_lossy();
        let text = fs::read_to_string(&self.file).with_context(|| format!("{path} cannot be read"))?;
        let compared = tools::compare(&path, &text, &house()?, |name| packs::find(name).ok())
            .map_err(|errors| pointing(&errors))?;
        match self.format {
            Format::Json => say(&serde_json::to_string_pretty(&compared)?),
            Format::Text => {
                for topic in &compared.topics {
                    let name = match self.language {
                        Language::Ja => &topic.name.ja,
                        Language::En => &topic.name.en,
                    };
                    say(&format!("{} {name}", topic.row));
                    for one in &topic.answers {
                        say(&format!("    {}: {} [{}]", one.body, one.said, one.cites.join(" ")));
                        for failure in &one.failures {
                            say(&format!("        {failure}"));
                        }
                    }
                    if !topic.differ {
                        say("        all answers are equal");
                    }
                }
                let wrong = compared.topics.iter().flat_map(|topic| &topic.answers);
                let wrong = wrong.filter(|one| !one.failures.is_empty()).count();
                let equal = compared.topics.iter().filter(|topic| !topic.differ).count();
                say(&format!(
                    "{} questions, {wrong} answers differ, {equal} without a difference",
                    compared.topics.len()
                ));
            }
        }
        Ok(if compared.holds() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
