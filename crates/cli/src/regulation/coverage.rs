//! `tatefuda regulation coverage`.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use tatefuda_regulation::{ClauseClass, tools};

use super::{Format, house, pointing, wiring::wiring};
use crate::{packs, world::say};

/// `regulation coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Coverage {
    pub fn run(self) -> Result<ExitCode> {
        let source = packs::find(&self.pack)?;
        let report = tools::coverage(&source, &house()?, &wiring()).map_err(|errors| pointing(&errors))?;
        match self.format {
            Format::Json => say(&serde_json::to_string_pretty(&report)?),
            Format::Text => {
                for clause in &report.clauses {
                    let status = clause.status.map_or("NOTHING", ClauseClass::as_str);
                    let wired = clause.controls.iter().filter(|control| control.wired).count();
                    let (controls, scenarios) = (clause.controls.len(), clause.scenarios.len());
                    say(&format!(
                        "{:<14} {status:<13} {wired} of {controls} controls connected, acts in {scenarios} scenarios",
                        clause.id
                    ));
                    for control in &clause.controls {
                        let how = if control.wired { "connected".to_owned() } else { control.missing.join("; ") };
                        say(&format!("    {:<40} {how}", control.id));
                    }
                }
                let controls = || report.clauses.iter().flat_map(|clause| &clause.controls);
                say(&format!(
                    "{} clauses, {} of {} controls connected",
                    report.clauses.len(),
                    controls().filter(|control| control.wired).count(),
                    controls().count()
                ));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
