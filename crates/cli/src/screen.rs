//! `tatefuda screen`: reads texts as JSON lines and says what is in them.

use std::{
    collections::HashMap,
    fs,
    io::{BufRead as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use tatefuda_domain::Lang;
use tatefuda_regulation::Pack;
use tatefuda_text::{
    lexicon::{self, Lexicon},
    screen::{self, Offsets, Own, Scratch, Screener},
};

use crate::packs;

/// `screen`.
#[derive(Debug, Args)]
pub struct Screen {
    /// What the texts are.
    #[arg(long, value_enum)]
    mode: Mode,
    /// Folder of the pack, or the name of one that comes with the program: findings then name its clause.
    #[arg(long)]
    pack: Option<String>,
    /// A further layer of lexicon, TOML or CSV; may be given several times, the highest last.
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// The body's own contact data, which is no finding: a TOML file.
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
    /// Language of the explanations.
    #[arg(long, value_enum, default_value = "ja")]
    language: Language,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Mode {
    Draft,
    Comment,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Ja,
    En,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Screened<'a> {
    id: &'a serde_json::Value,
    findings: Vec<Found<'a>>,
}

/// A finding; offsets in Unicode code points.
#[derive(Serialize)]
struct Found<'a> {
    category: &'a str,
    tier: &'a str,
    start: usize,
    end: usize,
    surface: &'a str,
    rule: &'a str,
    version: &'a str,
    clause: Option<&'a str>,
    explanation: String,
}

impl Screen {
    pub fn run(self) -> Result<ExitCode> {
        let screener = self.screener()?;
        let clauses = self.pack.as_deref().map(clauses).transpose()?.unwrap_or_default();
        let mode = match self.mode {
            Mode::Draft => screen::Mode::Draft,
            Mode::Comment => screen::Mode::Comment,
        };
        let lang = match self.language {
            Language::Ja => Lang::Ja,
            Language::En => Lang::En,
        };
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let mut scratch = Scratch::default();
        for (number, line) in std::io::stdin().lock().lines().enumerate() {
            let line = line.context("standard input cannot be read")?;
            if line.trim().is_empty() {
                continue;
            }
            let line: Line = serde_json::from_str(&line).with_context(|| format!("line {}", number + 1))?;
            let findings = screener.screen_with(&mut scratch, &line.text, mode);
            let offsets = Offsets::new(&line.text);
            let findings = findings.iter().map(|finding| Found {
                category: finding.category.id(),
                tier: finding.tier.id(),
                start: offsets.code_points(&line.text, finding.start),
                end: offsets.code_points(&line.text, finding.end),
                surface: &finding.surface,
                rule: &finding.rule,
                version: &finding.version,
                clause: finding.kinds().iter().find_map(|kind| clauses.get(*kind)).map(String::as_str),
                explanation: finding.explanation(lang),
            });
            let screened = Screened { id: &line.id, findings: findings.collect() };
            serde_json::to_writer(&mut out, &screened)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }

    fn screener(&self) -> Result<Screener> {
        let mut layers = vec![lexicon::base()];
        for path in &self.lexicon {
            layers.push(layer(path)?);
        }
        let screener = Screener::new(layers).map_err(|problems| {
            let all: Vec<String> =
                problems.iter().map(|problem| format!("{} {}: {}", problem.lexicon, problem.id, problem.en)).collect();
            anyhow!(all.join("; "))
        })?;
        match &self.own {
            None => Ok(screener),
            Some(path) => {
                let own: Own = toml::from_str(&read(path)?).with_context(|| path.display().to_string())?;
                Ok(screener.with_own(own))
            }
        }
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn layer(path: &Path) -> Result<Lexicon> {
    let text = read(path)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => Lexicon::from_toml(&text).with_context(|| path.display().to_string()),
        Some("csv") => Lexicon::from_csv(&name, "1", &text)
            .map_err(|(line, problem)| anyhow!("{}: line {line}: {problem}", path.display())),
        _ => bail!("{} is neither .toml nor .csv", path.display()),
    }
}

/// The clause that a pack gives to each kind of finding: the first of the first mapping that speaks of it.
fn clauses(name: &str) -> Result<HashMap<String, String>> {
    let pack = Pack::load(&packs::find(name)?).map_err(|errors| anyhow!("the pack has errors: {errors}"))?;
    let mut clauses = HashMap::new();
    for rule in &pack.rules {
        let Some(clause) = rule.clauses.iter().next() else { continue };
        for kind in &rule.guards.finding {
            clauses.entry(kind.clone()).or_insert_with(|| clause.to_string());
        }
    }
    Ok(clauses)
}
