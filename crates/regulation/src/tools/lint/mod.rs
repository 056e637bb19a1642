//! Lint: everything that can be said of a pack without asking it anything.

mod used;

use std::sync::Arc;

use serde::Serialize;
use tatefuda_domain::Localized;

use crate::{
    answer::Strength,
    engine::Regulation,
    pack::{Chain, ClauseClass, Guards, Layer, Pack, PackError, PackErrors, PackSource, Place},
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

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintFinding {
    /// How bad it is.
    pub level: Level,
    /// A stable word.
    pub code: String,
    /// What is wrong or open.
    pub message: String,
    /// What would be right; may be empty.
    pub help: String,
    /// The file.
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
    /// The findings.
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
    lint.texts();
    lint.uncontrolled();
    lint.unused();
    lint.chains();
    lint.norms();
    if let (Some(house), true) = (house, pack.header.layer != Layer::House) {
        match Regulation::new(Arc::clone(house), Arc::clone(&pack), settings.clone()) {
            Ok(regulation) => lint.open(&regulation, activate),
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
    fn add(&mut self, level: Level, place: Place, code: &'static str, message: String, help: &str) {
        self.report.add(level, self.pack.error_at(place, code, message).help(help));
    }

    /// Everything shown exists in both languages.
    fn texts(&mut self) {
        let pack = self.pack;
        let mut texts: Vec<(&Localized, Place, String)> = vec![];
        texts.extend(pack.clauses.iter().map(|item| (&item.text, item.place, format!("clause {}", item.id))));
        texts.extend(pack.roles.iter().map(|item| (&item.label, item.place, format!("role {}", item.id))));
        texts.extend(pack.categories.iter().map(|item| (&item.label, item.place, format!("category {}", item.id))));
        texts.extend(pack.parameters.iter().map(|item| (&item.label, item.place, format!("parameter {}", item.id))));
        texts.extend(pack.silences.iter().map(|item| (&item.message, item.place, format!("silence {}", item.id))));
        for kind in &pack.record_kinds {
            texts.push((&kind.label, kind.place, format!("record {}", kind.id)));
            texts.extend(kind.fields.iter().map(|field| (&field.label, kind.place, format!("field {}", field.id))));
            texts.extend(kind.lines.iter().map(|line| (&line.text, kind.place, format!("line {}", line.clause))));
        }
        for chain in &pack.chains {
            texts.extend(chain.steps.iter().map(|step| (&step.label, chain.place, format!("step {}", step.id))));
        }
        for (text, place, what) in texts {
            if text.ja.trim().is_empty() || text.en.trim().is_empty() {
                let help = "write ja and en";
                self.add(Level::Warning, place, "one-language", format!("{what} lacks one of its languages"), help);
            }
        }
    }

    /// Clauses that bind, but that nothing in the pack acts on.
    fn uncontrolled(&mut self) {
        let pack = self.pack;
        let used = used::clauses(pack);
        if pack.header.layer == Layer::House {
            // The house promises more than a regulation can be asked: the rest is held by tests.
            return;
        }
        let loose: Vec<(String, Place)> = pack
            .clauses
            .iter()
            .filter(|clause| clause.strength != Strength::Information && clause.class != [ClauseClass::Informational])
            .filter(|clause| !used.contains(clause.id.as_str()))
            .map(|clause| (clause.id.clone(), clause.place))
            .collect();
        for (id, place) in loose {
            let help = "add a rule, step, duty, document … that cites it, or say strength = \"information\"";
            self.add(Level::Warning, place, "no-control", format!("nothing acts on clause {id}"), help);
        }
    }

    /// Record kinds and roles that nothing names.
    fn unused(&mut self) {
        let pack = self.pack;
        if pack.header.layer == Layer::House {
            return;
        }
        let kinds = used::kinds(pack);
        let loose: Vec<_> = pack.record_kinds.iter().filter(|kind| !kinds.contains(kind.id.as_str())).collect();
        for kind in loose {
            let help = "a rule, exception, step, duty, role … should ask for it";
            self.add(Level::Warning, kind.place, "unused-record", format!("nothing asks for {}", kind.id), help);
        }
        let roles = used::roles(pack);
        let loose: Vec<_> = pack.roles.iter().filter(|role| !roles.contains(role.id.as_str())).collect();
        for role in loose {
            let help = "name it in a standing, step, record, duty or power";
            self.add(Level::Warning, role.place, "unused-role", format!("nothing is for the role {}", role.id), help);
        }
    }

    /// Two chains that could apply to the same act at once.
    fn chains(&mut self) {
        let pack = self.pack;
        let mut found = vec![];
        for (index, chain) in pack.chains.iter().enumerate() {
            for other in &pack.chains[index + 1..] {
                let replaces = chain.replaces.contains(&other.id) || other.replaces.contains(&chain.id);
                let both = chain.before.iter().any(|action| other.before.contains(action));
                if both && !replaces && overlap(&chain.guards, &other.guards) {
                    found.push((chain, other));
                }
            }
        }
        for (chain, other) in found {
            let message = format!("the chains {} and {} can apply at once", chain.id, other.id);
            self.add(
                Level::Error,
                place_of(chain),
                "two-chains",
                message,
                "separate them by where, or let one replace the other",
            );
        }
    }

    fn norms(&mut self) {
        let pack = self.pack;
        for norm in pack.norms.iter().filter(|norm| norm.missing) {
            let message = format!("the text of “{}” was not supplied", norm.title.ja);
            self.add(Level::Open, norm.place, "missing-norm", message, "obtain it; nothing of it is invented");
        }
    }

    /// What the body still has to decide.
    fn open(&mut self, regulation: &Regulation, activate: bool) {
        let pack = self.pack;
        for unset in regulation.unset_parameters() {
            let (kind, id) = unset.key.split_once(':').unwrap_or(("", &unset.key));
            if id.starts_with("house:") {
                continue;
            }
            let place = match kind {
                "role" => pack.roles.iter().find(|role| role.id == id).map(|role| role.place),
                "reading" => pack.readings.iter().find(|reading| reading.id == id).map(|reading| reading.place),
                "exception" => pack.rules.iter().find(|rule| rule.id == id).map(|rule| rule.place),
                _ => pack.parameters.iter().find(|parameter| parameter.id == id).map(|parameter| parameter.place),
            };
            let required = unset.required_for.iter().any(|what| what == "activation");
            let level = if activate && required { Level::Error } else { Level::Open };
            let clauses = unset.clauses.join(" ");
            let message = format!("{} is not set: {} [{clauses}]", unset.key, unset.label.ja);
            let help = if unset.hint.ja.is_empty() {
                "set it on screen under 規程の設定".to_owned()
            } else {
                unset.hint.ja.clone()
            };
            self.report.add(level, pack.error_at(place.unwrap_or_default(), "unset", message).help(help));
        }
    }
}

fn place_of(chain: &Chain) -> Place {
    chain.place
}

/// Whether a question could satisfy both.
fn overlap(a: &Guards, b: &Guards) -> bool {
    let share = |a: &[String], b: &[String]| a.is_empty() || b.is_empty() || a.iter().any(|one| b.contains(one));
    share(&a.class, &b.class)
        && share(&a.service, &b.service)
        && share(&a.mode, &b.mode)
        && share(&a.category, &b.category)
        && share(&a.actor, &b.actor)
        && share(&a.state, &b.state)
}
