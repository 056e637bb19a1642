//! `tatefuda audit`: checking and exporting the operation records.

use std::{fs::File, io::BufReader, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use tatefuda_app::{Actor, Via, audit};
use tatefuda_audit::{CheckpointKeys, End, Head, Verdict, VerifyInput, read_export, verify};

use crate::world::{Place, say};

/// Operation records.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Find altered, deleted, inserted, reordered and recomputed entries. Ends with 0 (whole), 1 (findings).
    Verify(Verify),
    /// Write the records of a body as JSON Lines.
    Export(ExportTo),
}

/// How the result is told.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// `audit verify`.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    place: Place,
    /// Check an export instead of the database.
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// The body (short name); without it every body of the database.
    #[arg(long, value_name = "BODY", conflicts_with = "export")]
    body: Option<String>,
    /// The last head seen in public, as in the feed: `12:ab34…`. Only this finds a cut tail.
    #[arg(long, value_name = "HEAD")]
    head: Option<Head>,
    /// Public key of the checkpoints (64 hexadecimal digits); without it the key of this installation.
    #[arg(long, value_name = "HEX")]
    key: Vec<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// `audit export`.
#[derive(Debug, Args)]
pub struct ExportTo {
    #[command(flatten)]
    place: Place,
    /// The body (short name).
    #[arg(long, value_name = "BODY")]
    body: String,
    /// The file to write.
    file: PathBuf,
}

impl Audit {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Verify(verify) => verify.run().await,
            Self::Export(export) => export.run().await,
        }
    }
}

impl Verify {
    async fn run(self) -> Result<ExitCode> {
        let mut whole = true;
        if let Some(file) = &self.export {
            let export = read_export(BufReader::new(File::open(file).with_context(|| file.display().to_string())?))?;
            let keys = match self.keys()? {
                Some(keys) => keys,
                None => match self.place.open().await {
                    Ok(app) => CheckpointKeys::of(&audit::checkpoint::signer(&app)),
                    Err(_) => {
                        bail!("an export is checked against --key, or against the key of an installation (--data)")
                    }
                },
            };
            let verdict = verify(VerifyInput {
                tenant: export.header.tenant,
                entries: export.entries,
                details: export.details,
                checkpoints: export.checkpoints,
                keys,
                published_head: self.head,
            });
            whole &= self.tell(&export.header.tenant.to_string(), &verdict)?;
        } else {
            let app = self.place.open().await?;
            for body in crate::admin::bodies(&app, self.body.as_deref()).await? {
                let keys = self.keys()?.unwrap_or_else(|| CheckpointKeys::of(&audit::checkpoint::signer(&app)));
                let verdict = audit::verify::of(&app, body.id, keys, self.head).await?;
                whole &= self.tell(&body.slug, &verdict)?;
            }
        }
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn keys(&self) -> Result<Option<CheckpointKeys>> {
        if self.key.is_empty() {
            return Ok(None);
        }
        let mut keys = CheckpointKeys::none();
        for key in &self.key {
            keys.add(key)?;
        }
        Ok(Some(keys))
    }

    fn tell(&self, body: &str, verdict: &Verdict) -> Result<bool> {
        match self.format {
            Format::Json => say(&serde_json::to_string(&serde_json::json!({ "body": body, "verdict": verdict }))?),
            Format::Text => {
                let state = if verdict.ok { "whole" } else { "NOT WHOLE" };
                let end = match verdict.end {
                    End::Proven { upto } => format!("end proven up to entry {upto}"),
                    End::NotProven => "end not proven (give the last published head with --head)".to_owned(),
                };
                say(&format!(
                    "{body}: {state}; {} entries, {} after the last signed checkpoint, {} erased texts; {end}; head {}",
                    verdict.entries, verdict.unsigned_tail, verdict.erased, verdict.head
                ));
                for finding in &verdict.findings {
                    say(&format!("  entry {}: {}", finding.seq, finding.message.en));
                    say(&format!("           {}", finding.message.ja));
                }
            }
        }
        Ok(verdict.ok)
    }
}

impl ExportTo {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        for body in crate::admin::bodies(&app, Some(&self.body)).await? {
            let file = File::create(&self.file).with_context(|| self.file.display().to_string())?;
            audit::export::write(&app, &Actor::program(body.id, Via::Cli), file).await.map_err(anyhow::Error::new)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
