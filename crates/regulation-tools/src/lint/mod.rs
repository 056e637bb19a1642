//! Lint: everything that can be said of a pack without asking it anything.

mod beside;
mod chains;
mod clauses;
mod open;
mod records;
mod silent;
mod texts;
mod unused;

use std::sync::Arc;

use serde::Serialize;
use tatefuda_domain::Localized;

use tatefuda_regulation::{
    engine::Regulation,
    pack::{Layer, Pack, PackError, PackErrors, PackSource, Place},
    settings::Settings,
};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The pack does not load or cannot act.
    Error,
    /// Probably not meant so.
    Warning,
    /// The body still has to decide it; an error at activation where the text requires it.
    Open,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintFinding {
    /// How bad it is.
    pub level: Level,
    /// A stable word.
    pub code: String,
    /// What is wrong or open.
    pub message: Localized,
    /// What would be right; may be empty.
    pub help: Localized,
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// With its source, for a terminal.
    #[serde(skip)]
    pub error: PackError,
}

/// What a lint found, in the order of files and lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintReport {
    pub findings: Vec<LintFinding>,
}

impl LintReport {
    /// Whether anything is an error: exit code 1.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.level == Level::Error)
    }

    /// The errors, for printing with their source.
    pub fn errors(&self) -> PackErrors {
        PackErrors { errors: self.findings.iter().map(|finding| finding.error.clone()).collect() }
    }

    fn add(&mut self, level: Level, error: PackError) {
        self.findings.push(LintFinding {
            level,
            code: error.code.to_owned(),
            message: error.message.clone(),
            help: error.help.clone(),
            file: error.file.clone(),
            line: error.line,
            column: error.column,
            error,
        });
    }
}

/// Lints a pack. `house` is needed for a body's pack and ignored for the house itself. With
/// `settings`, values that are set are not open. With `activate`, what stays open although the text
/// requires it is an error.
pub fn lint(source: &PackSource, house: Option<&Arc<Pack>>, settings: &Settings, activate: bool) -> LintReport {
    let mut report = LintReport { findings: vec![] };
    let pack = match Pack::load(source) {
        Ok(pack) => Arc::new(pack),
        Err(errors) => {
            errors.errors.into_iter().for_each(|error| report.add(Level::Error, error));
            return report;
        }
    };
    let mut lint = Lint { pack: &pack, report: &mut report };
    texts::check(&mut lint);
    clauses::check(&mut lint);
    unused::check(&mut lint);
    chains::check(&mut lint, settings);
    open::check(&mut lint);
    silent::check(&mut lint);
    records::check(&mut lint);
    if let (Some(house), true) = (house, pack.header.layer != Layer::House) {
        match Regulation::new(Arc::clone(house), Arc::clone(&pack), settings.clone()) {
            Ok(regulation) => {
                open::unset(&mut lint, &regulation, activate);
                beside::check(&mut report, source, &regulation);
            }
            Err(errors) => errors.errors.into_iter().for_each(|error| report.add(Level::Error, error)),
        }
    }
    report.findings.sort_by(|a, b| (&a.file, a.line, a.column, &a.code).cmp(&(&b.file, b.line, b.column, &b.code)));
    report
}

struct Lint<'l> {
    pack: &'l Pack,
    report: &'l mut LintReport,
}

impl Lint<'_> {
    fn add(&mut self, level: Level, place: Place, code: &'static str, message: Localized, help: Localized) {
        self.report.add(level, self.pack.error_at(place, code, message).help(help));
    }
}
