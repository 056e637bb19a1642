//! `tatefuda regulation`: tools for those who write and keep packs.

mod compare;
mod coverage;
mod mutate;
mod page;
mod text;
mod wiring;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, Result, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use tatefuda_domain::{Action, Lang};
use tatefuda_regulation::{
    Answer, ClauseRef, Decision, Pack, PackError, PackErrors, PackSource, Question, Regulation as Engine, Settings,
    hosts,
};
use tatefuda_regulation_tools::{self as tools, Level};

use crate::{packs, world::say};

/// Regulations.
#[derive(Debug, Subcommand)]
pub enum Regulation {
    /// Look for errors, doubts and open places. Ends with 0 (none but open places), 1 (errors).
    Lint(Lint),
    /// Run the scenarios beside the pack. Ends with 0 (all hold), 1 (some do not).
    Test(Test),
    /// Change one thing at a time and see whether a scenario notices. Ends with 0 (at most 2 % survive, each with its
    /// reason in `survivors.toml`), 1 (more, or without reason).
    Mutate(mutate::Mutate),
    /// Ask the same of several packs and show how their answers differ. Ends with 0 (each as expected, no question with
    /// one answer for all, nobody cites another's text), 1 (otherwise).
    Compare(compare::Compare),
    /// How each clause acts, through which controls, and whether this program asks them.
    Coverage(coverage::Coverage),
    /// Find each clause of a pack in the body's own text, by its printed number. Ends with 0 (all found), 1 (some not).
    Text(text::Text),
    /// What changed between two packs, in words, by clause and item (新旧対照).
    Diff(page::Diff),
    /// A document, notice or form as a page that prints on A4.
    Render(page::Render),
    /// Ask one question and print the answer with its trace.
    Ask(Ask),
    /// Print the JSON Schemas of facts, settings and answer; with `pack`, that of a pack's files, for editors.
    Schema(Schema),
    /// Print the reference of the pack language: sections, keys, words, facts, functions, acts, events.
    Reference(Reference),
}

/// `regulation reference`.
#[derive(Debug, Args)]
pub struct Reference {
    /// Language of the explanations.
    #[arg(long, value_enum, default_value = "ja")]
    language: Language,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Ja,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

impl From<Language> for tools::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

/// How a result is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// `regulation lint`.
#[derive(Debug, Args)]
pub struct Lint {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    /// As for bringing it into force: what is open is an error.
    #[arg(long)]
    activate: bool,
    /// Values of what the text leaves open.
    #[arg(long, value_name = "FILE")]
    settings: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the findings; that of the terminal where it is not given.
    #[arg(long, value_enum)]
    language: Option<Language>,
}

/// `regulation schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// `pack`: that of the files of a pack.
    #[arg(value_enum)]
    of: Option<SchemaOf>,
}

/// What may be asked for by itself.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum SchemaOf {
    Pack,
}

/// `regulation test`.
#[derive(Debug, Args)]
pub struct Test {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Shows what each failing scenario was answered, asks whether that is right, and writes what you accept into the
    /// file.
    #[arg(long)]
    accept: bool,
}

/// `regulation ask`.
#[derive(Debug, Args)]
pub struct Ask {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    /// Values of what the text leaves open: a TOML file, or the name of a fixture beside the pack.
    #[arg(long, value_name = "FILE")]
    settings: Option<String>,
    /// The action, as `post.publish`.
    #[arg(long)]
    action: Action,
    /// The facts: a TOML or JSON file.
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// The intended time, as `2026-12-01T10:00:00+09:00`.
    #[arg(long)]
    at: Timestamp,
    /// The step of a chain, for `post.step`.
    #[arg(long)]
    step: Option<String>,
    /// The kind of record, for `record.give`.
    #[arg(long)]
    record_kind: Option<String>,
    /// The procedure, for `step.do`.
    #[arg(long)]
    procedure: Option<String>,
    /// The duty, for `duty.answer`.
    #[arg(long)]
    duty: Option<String>,
    /// The mode in force.
    #[arg(long)]
    mode: Option<String>,
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
}

impl Regulation {
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Lint(lint) => lint.run(),
            Self::Test(test) => test.run(),
            Self::Mutate(mutate) => mutate.run(),
            Self::Compare(compare) => compare.run(),
            Self::Coverage(coverage) => coverage.run(),
            Self::Text(text) => text.run(),
            Self::Diff(diff) => diff.run(),
            Self::Render(render) => render.run(),
            Self::Ask(ask) => ask.run(),
            Self::Schema(Schema { of: Some(SchemaOf::Pack) }) => {
                say(&serde_json::to_string_pretty(&tools::pack_schema())?);
                Ok(ExitCode::SUCCESS)
            }
            Self::Schema(Schema { of: None }) => {
                let schemas = serde_json::json!({
                    "facts": tools::facts_schema(),
                    "settings": tools::settings_schema(),
                    "answer": tools::answer_schema(),
                });
                say(&serde_json::to_string_pretty(&schemas)?);
                Ok(ExitCode::SUCCESS)
            }
            Self::Reference(asked) => {
                say(tools::reference(asked.language.into(), &*house()?).trim_end());
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// The house pack, which every body's pack is joined with.
fn house() -> Result<Arc<Pack>> {
    Ok(Arc::new(Pack::load(&packs::find("house")?).map_err(|errors| anyhow!("the house pack: {errors}"))?))
}

/// Values from a file, or from a fixture beside the pack.
fn settings(source: &PackSource, named: Option<&str>) -> Result<Settings> {
    let Some(named) = named else { return Ok(Settings::default()) };
    let (path, text) = match source.settings_file(named) {
        Some((path, text)) => (path, text.to_owned()),
        None => (named.to_owned(), fs::read_to_string(named).with_context(|| format!("{named} cannot be read"))?),
    };
    tools::settings_from_toml(&path, &text).map_err(|errors| pointing(&errors))
}

/// Errors with the lines they point at.
fn pointing(errors: &PackErrors) -> anyhow::Error {
    let errors = errors.clone().printed_in(terminal());
    let shown: Vec<String> = errors.errors.iter().map(graphical).collect();
    anyhow!("{}", shown.join("\n"))
}

/// The language of the terminal: Japanese or, in every other case, English.
#[expect(clippy::disallowed_methods, reason = "what a terminal says of itself is no configuration")]
fn terminal() -> Lang {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let said = said.into_iter().find(|value| !value.is_empty());
    if said.is_some_and(|value| value.starts_with("ja")) { Lang::Ja } else { Lang::En }
}

fn graphical(error: &PackError) -> String {
    let mut out = String::new();
    let handler = miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor());
    if handler.render_report(&mut out, error).is_err() {
        out = error.to_string();
    }
    out
}

impl Lint {
    fn run(self) -> Result<ExitCode> {
        let source = packs::find(&self.pack)?;
        let settings = settings(&source, self.settings.as_deref())?;
        let house = (self.pack != "house").then(house).transpose()?;
        let report = tools::lint(&source, house.as_ref(), &settings, self.activate);
        match self.format {
            Format::Json => say(&serde_json::to_string_pretty(&report)?),
            Format::Text => {
                let lang = self.language.map_or_else(terminal, Lang::from);
                for finding in &report.findings {
                    let error = finding.error.clone().printed_in(lang);
                    say(&format!("{}: {}", word(finding.level, lang), graphical(&error).trim_end()));
                }
                let count = |level| report.findings.iter().filter(|finding| finding.level == level).count();
                let [errors, warnings, open] = [Level::Error, Level::Warning, Level::Open].map(count);
                say(&match lang {
                    Lang::Ja => format!("誤り {errors}件、注意 {warnings}件、未決 {open}件"),
                    Lang::En => format!("{errors} errors, {warnings} warnings, {open} open"),
                });
            }
        }
        Ok(if report.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

fn word(level: Level, lang: Lang) -> &'static str {
    let (ja, en) = match level {
        Level::Error => ("誤り", "error"),
        Level::Warning => ("注意", "warning"),
        Level::Open => ("未決", "open"),
    };
    if lang == Lang::Ja { ja } else { en }
}

impl Test {
    fn run(self) -> Result<ExitCode> {
        let source = packs::find(&self.pack)?;
        let report = tools::run_scenarios(&source, &house()?).map_err(|errors| pointing(&errors))?;
        let (passed, failed) = report.counts();
        if self.accept {
            return accept(Path::new(&self.pack), &report);
        }
        match self.format {
            Format::Json => say(&serde_json::to_string_pretty(&report)?),
            Format::Text => {
                for result in report.results.iter().filter(|result| !result.failures.is_empty()) {
                    say(&format!("{}:{}: {}", result.file, result.line, result.name));
                    for failure in &result.failures {
                        say(&format!("    {failure}"));
                    }
                }
                say(&format!("{passed} passed, {failed} failed"));
            }
        }
        Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Asks of each failing scenario whether the answer is right, and writes what is accepted.
fn accept(pack: &Path, report: &tools::ScenarioReport) -> Result<ExitCode> {
    let mut left = 0;
    for result in report.results.iter().filter(|result| !result.failures.is_empty()) {
        say(&format!("{}:{}: {}", result.file, result.line, result.name));
        result.failures.iter().for_each(|failure| say(&format!("    {failure}")));
        let path = pack.join(&result.file);
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let Some(new) = tools::accepted(&text, result) else {
            say("    Nothing of this can be written for you: change the scenario, or the pack.");
            left += 1;
            continue;
        };
        for (key, value) in &result.differs {
            say(&format!("    {key} = {value}"));
        }
        say("    Is this what the text demands? [y/N]");
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer)?;
        if matches!(answer.trim(), "y" | "Y" | "yes") {
            fs::write(&path, new).with_context(|| format!("{} cannot be written", path.display()))?;
            say("    written");
        } else {
            left += 1;
        }
    }
    say(&format!("{left} left"));
    Ok(if left == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

impl Ask {
    fn run(self) -> Result<ExitCode> {
        let source = packs::find(&self.pack)?;
        let body = Arc::new(Pack::load(&source).map_err(|errors| pointing(&errors))?);
        let settings = settings(&source, self.settings.as_deref())?;
        let regulation = Engine::new(house()?, body, settings).map_err(|errors| pointing(&errors))?;
        let path = self.facts.display().to_string();
        let text = fs::read_to_string(&self.facts).with_context(|| format!("{path} cannot be read"))?;
        let mut facts = tools::facts_from_text(&path, &text).map_err(|errors| pointing(&errors))?;
        tools::complete(&mut facts, &hosts(regulation.house(), regulation.settings()));
        let mut question = Question::new(self.action, self.at, &facts);
        question.mode = self.mode;
        question.step = self.step;
        question.record_kind = self.record_kind;
        question.procedure = self.procedure;
        question.duty = self.duty;
        let answer = regulation.ask(&question);
        match self.format {
            Format::Json => say(&serde_json::to_string_pretty(&answer)?),
            Format::Text => tell(&answer),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn tell(answer: &Answer) {
    let cited = |clauses: &[ClauseRef]| clauses.iter().map(|clause| clause.id.as_str()).collect::<Vec<_>>().join(" ");
    say(match answer.decision {
        Decision::Permitted => "permitted",
        Decision::Needs => "needs",
        Decision::Refused => "refused",
    });
    for line in &answer.refusals {
        say(&format!("  refused  {}  {} / {}", cited(&line.clauses), line.message.ja, line.message.en));
    }
    for group in &answer.groups {
        say(&format!("  needs    {}  {} / {}", cited(&group.clauses), group.message.ja, group.message.en));
    }
    for line in &answer.notes {
        say(&format!("  note     {}  {} / {}", cited(&line.clauses), line.message.ja, line.message.en));
    }
    for line in &answer.trace {
        say(&format!("  trace    {}", serde_json::to_string(line).unwrap_or_default()));
    }
}
