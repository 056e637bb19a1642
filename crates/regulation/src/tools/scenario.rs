//! Scenarios: a pack's own tests, written beside it.
//!
//! A file `scenarios/*.toml` holds named facts (`[facts.<name>]`) and `[[scenario]]` entries. A scenario asks about
//! one act, monitor, duty, event or document and asserts the whole of what matters: of an act the decision, the whole
//! set of needs with who can meet them, and the clauses of every refusal.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::Action;
use toml::Spanned;

use super::{
    expect::{self, Expect},
    text::{complete, settings_from_toml},
};
use crate::{
    engine::Regulation,
    facts::{ActorFact, DutyFact, Fact, Facts, ProcedureFact, Question, RecordFact, StepFact},
    pack::{Event, Pack, PackError, PackErrors, PackSource},
    settings::Settings,
};

/// What a run of all scenarios found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScenarioReport {
    /// In the order of files and scenarios.
    pub results: Vec<ScenarioResult>,
}

impl ScenarioReport {
    /// How many passed and failed.
    pub fn counts(&self) -> (usize, usize) {
        let passed = self.results.iter().filter(|result| result.failures.is_empty()).count();
        (passed, self.results.len() - passed)
    }
}

/// One scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScenarioResult {
    /// Its file.
    pub file: String,
    /// The line at which it begins.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// Differences between what was expected and answered; none: passed.
    pub failures: Vec<String>,
    /// Clauses of the body that stood in the way or made something happen: those of refusals, needs, monitors that
    /// fired or could not judge, missing parts, openings.
    pub acted: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Name of a settings file beside the pack.
    settings: Option<String>,
    #[serde(default)]
    facts: BTreeMap<String, Facts>,
    #[serde(default)]
    scenario: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: Spanned<String>,
    facts: String,
    at: Timestamp,
    /// The act asked about; or one of the next four.
    action: Option<String>,
    /// A monitor.
    watch: Option<String>,
    /// A duty whose instances between `from` and `to` are asked for.
    instances: Option<String>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    /// An event, for what it opens.
    event: Option<String>,
    /// A document, for what it lacks.
    document: Option<String>,
    mode: Option<String>,
    step: Option<String>,
    procedure: Option<String>,
    duty: Option<String>,
    record: Option<String>,
    actor: Option<ActorFact>,
    /// Several actors of whom the same is expected.
    #[serde(default)]
    actors: Vec<ActorFact>,
    authors: Option<Vec<String>>,
    digest: Option<String>,
    service: Option<String>,
    account_class: Option<String>,
    #[serde(default)]
    set: BTreeMap<String, Fact>,
    /// Paths that nobody can supply.
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    add_steps: Vec<StepFact>,
    #[serde(default)]
    add_records: Vec<RecordFact>,
    #[serde(default)]
    add_procedures: Vec<ProcedureFact>,
    #[serde(default)]
    add_duties: Vec<DutyFact>,
    /// Events with their last time; an empty text: known never.
    #[serde(default)]
    events: BTreeMap<String, String>,
    /// Events that nobody knows of, although the named facts do.
    #[serde(default)]
    unknown_events: Vec<String>,
    #[serde(default)]
    counts: BTreeMap<String, i64>,
    /// Fields of the record about to be given.
    #[serde(default)]
    given: BTreeMap<String, String>,
    /// Ids of records and procedures left out.
    #[serde(default)]
    without: Vec<String>,
    /// Capacities left out of the organisation.
    #[serde(default)]
    vacant: Vec<String>,
    /// Settings changed for this scenario; an empty text is unset.
    #[serde(default)]
    settings: BTreeMap<String, String>,
    expect: Expect,
}

/// Scenarios read once, to be run against one or many variants of a pack.
pub struct Scenarios {
    files: Vec<Read>,
}

struct Read {
    path: String,
    text: String,
    file: File,
    settings: Settings,
}

impl Scenarios {
    /// Reads the scenario files of a pack.
    ///
    /// # Errors
    /// Pointing at the line.
    pub fn read(source: &PackSource) -> Result<Self, PackErrors> {
        let mut files = vec![];
        for (path, text) in source.scenario_files() {
            let file: File = toml::from_str(text).map_err(|error| {
                let span = error.span().map_or((0, 0), |span| (span.start, span.end));
                PackErrors { errors: vec![PackError::new("scenario", path, text, span, error.message().trim())] }
            })?;
            let settings = match &file.settings {
                None => Settings::default(),
                Some(name) => match source.settings_file(name) {
                    Some((path, text)) => settings_from_toml(&path, text)?,
                    None => {
                        let message = format!("there is no settings/{name}.toml beside the pack");
                        return Err(PackErrors {
                            errors: vec![PackError::new("scenario", path, text, (0, 0), message)],
                        });
                    }
                },
            };
            files.push(Read { path: path.to_owned(), text: text.to_owned(), file, settings });
        }
        Ok(Self { files })
    }

    /// Runs all of them against a pack.
    pub fn run(&self, house: &Arc<Pack>, pack: &Arc<Pack>) -> ScenarioReport {
        let mut results = vec![];
        for read in &self.files {
            let plain = Regulation::new(Arc::clone(house), Arc::clone(pack), read.settings.clone());
            for scenario in &read.file.scenario {
                let span = scenario.name.span();
                let line = read.text[..span.start.min(read.text.len())].matches('\n').count() + 1;
                let outcome = match &plain {
                    Ok(plain) => run(scenario, read, plain, house, pack),
                    Err(errors) => Err(errors.errors.iter().map(ToString::to_string).collect()),
                };
                let (failures, acted) = outcome.unwrap_or_else(|failures| (failures, BTreeSet::new()));
                let name = scenario.name.get_ref().clone();
                results.push(ScenarioResult { file: read.path.clone(), line, name, failures, acted });
            }
        }
        ScenarioReport { results }
    }

    /// Whether any scenario fails against a pack; stops at the first.
    pub fn any_fails(&self, house: &Arc<Pack>, pack: &Arc<Pack>) -> bool {
        self.files.iter().any(|read| {
            let Ok(plain) = Regulation::new(Arc::clone(house), Arc::clone(pack), read.settings.clone()) else {
                return true;
            };
            read.file.scenario.iter().any(|scenario| match run(scenario, read, &plain, house, pack) {
                Ok((failures, _)) => !failures.is_empty(),
                Err(_) => true,
            })
        })
    }
}

/// Runs the scenarios of a pack.
///
/// # Errors
/// The pack does not load, or a scenario file cannot be read; pointing at the line.
pub fn run_scenarios(source: &PackSource, house: &Arc<Pack>) -> Result<ScenarioReport, PackErrors> {
    let pack = Arc::new(Pack::load(source)?);
    Ok(Scenarios::read(source)?.run(house, &pack))
}

type Outcome = Result<(Vec<String>, BTreeSet<String>), Vec<String>>;

fn run(scenario: &Scenario, read: &Read, plain: &Regulation, house: &Arc<Pack>, pack: &Arc<Pack>) -> Outcome {
    let Some(base) = read.file.facts.get(&scenario.facts) else {
        return Err(vec![format!("there are no facts {:?}", scenario.facts)]);
    };
    let changed;
    let regulation = if scenario.settings.is_empty() {
        plain
    } else {
        let mut settings = read.settings.clone();
        for (key, value) in &scenario.settings {
            settings.set(key, value);
        }
        changed = Regulation::new(Arc::clone(house), Arc::clone(pack), settings)
            .map_err(|errors| errors.errors.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        &changed
    };
    if let [first, rest @ ..] = scenario.actors.as_slice() {
        let (mut failures, mut acted) = one(scenario, regulation, base, Some(first))?;
        for actor in rest {
            let (more, also) = one(scenario, regulation, base, Some(actor))?;
            failures.extend(more.into_iter().map(|failure| format!("{}: {failure}", actor.person)));
            acted.extend(also);
        }
        return Ok((failures, acted));
    }
    one(scenario, regulation, base, scenario.actor.as_ref())
}

/// The question as one actor asks it.
fn one(scenario: &Scenario, regulation: &Regulation, base: &Facts, actor: Option<&ActorFact>) -> Outcome {
    let facts = facts(scenario, base, actor)?;
    let action = match scenario.action.as_deref().map(str::parse::<Action>) {
        Some(Ok(action)) => action,
        Some(Err(_)) => return Err(vec![format!("unknown act {:?}", scenario.action)]),
        None => Action::RecordGive,
    };
    let mut question = Question::new(action, scenario.at, &facts);
    question.mode.clone_from(&scenario.mode);
    question.step.clone_from(&scenario.step);
    question.procedure.clone_from(&scenario.procedure);
    question.duty.clone_from(&scenario.duty);
    question.record_kind.clone_from(&scenario.record);
    ask(scenario, regulation, &question)
}

fn ask(scenario: &Scenario, regulation: &Regulation, question: &Question<'_>) -> Outcome {
    let expect = &scenario.expect;
    if let Some(id) = &scenario.watch {
        let watch = regulation.watch(id, question).ok_or_else(|| vec![format!("there is no monitor {id:?}")])?;
        return Ok(expect::watch(expect, &watch));
    }
    if let Some(id) = &scenario.instances {
        let (from, to) = (scenario.from.unwrap_or(scenario.at), scenario.to.unwrap_or(scenario.at));
        let clauses = regulation.body().duties.iter().find(|duty| duty.id == *id).map(|duty| duty.clauses.clone());
        return Ok(expect::instances(
            expect,
            &regulation.instances(id, question, from, to),
            &clauses.unwrap_or_default(),
        ));
    }
    if let Some(event) = &scenario.event {
        return Ok(expect::openings(expect, &regulation.opens(&Event(event.clone()), question)));
    }
    if let Some(id) = &scenario.document {
        let state = regulation.document(id, question).ok_or_else(|| vec![format!("there is no document {id:?}")])?;
        let document = regulation.body().documents.iter().find(|document| document.id == *id);
        return Ok(expect::document(expect, &state, document));
    }
    if scenario.action.is_none() {
        return Err(vec!["the scenario asks nothing: action, watch, instances, event or document".to_owned()]);
    }
    Ok(expect::answer(expect, &regulation.ask(question), &regulation.body().header.id))
}

fn facts(scenario: &Scenario, base: &Facts, actor: Option<&ActorFact>) -> Result<Facts, Vec<String>> {
    let mut facts = base.clone();
    if let Some(actor) = actor {
        facts.actor = actor.clone();
    }
    if let Some(authors) = &scenario.authors {
        facts.authors.clone_from(authors);
    }
    if let Some(subject) = &mut facts.subject {
        if scenario.digest.is_some() {
            subject.digest.clone_from(&scenario.digest);
        }
        if scenario.service.is_some() {
            subject.service.clone_from(&scenario.service);
        }
        if scenario.account_class.is_some() {
            subject.account_class.clone_from(&scenario.account_class);
        }
    }
    facts.fields.extend(scenario.set.iter().map(|(path, fact)| (path.clone(), fact.clone())));
    complete(&mut facts);
    for path in &scenario.absent {
        facts.absent(path, "not supplied in this scenario");
    }
    facts.steps.extend(scenario.add_steps.iter().cloned());
    facts.records.extend(scenario.add_records.iter().cloned());
    facts.records.retain(|record| !scenario.without.contains(&record.id));
    facts.procedures.retain(|one| !scenario.without.contains(&one.id));
    for added in &scenario.add_procedures {
        facts.procedures.retain(|one| one.id != added.id);
        facts.procedures.push(added.clone());
    }
    facts.duties.extend(scenario.add_duties.iter().cloned());
    facts.org.retain(|one| !scenario.vacant.contains(&one.capacity));
    for (event, at) in &scenario.events {
        let at = match at.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| vec![format!("{text:?} is no time")])?),
        };
        facts.events.insert(event.clone(), at);
    }
    facts.events.retain(|event, _| !scenario.unknown_events.contains(event));
    facts.counts.extend(scenario.counts.iter().map(|(id, count)| (id.clone(), *count)));
    facts.given.extend(scenario.given.iter().map(|(field, value)| (field.clone(), value.clone())));
    Ok(facts)
}
