//! `tatefuda regulation mutate`.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use tatefuda_regulation_tools as tools;

use super::{Format, house, pointing};
use crate::{packs, world::say};

/// `regulation mutate`.
#[derive(Debug, Args)]
pub struct Mutate {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Mutate {
    pub fn run(self) -> Result<ExitCode> {
        let source = packs::find(&self.pack)?;
        let report = tools::mutate(&source, &house()?).map_err(|errors| pointing(&errors))?;
        match self.format {
            Format::Json => say(&serde_json::to_string_pretty(&report)?),
            Format::Text => {
                for survivor in &report.survivors {
                    let reason = survivor.reason.as_deref().unwrap_or("NO REASON");
                    say(&format!("survives  {}  {reason}", survivor.mutant));
                }
                for mutant in &report.stale {
                    say(&format!("stale     {mutant}  survivors.toml names it, but it does not survive"));
                }
                let without = report.survivors.iter().filter(|survivor| survivor.reason.is_none()).count();
                say(&format!(
                    "{} mutants, {} survive, {without} without a reason",
                    report.mutants,
                    report.survivors.len()
                ));
            }
        }
        Ok(if report.passes() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
