//! Scenarios: a pack's own tests, written beside it.
//!
//! A file `scenarios/*.toml` holds named facts (`[facts.<name>]`) and `[[scenario]]` entries. A scenario asks about
//! one act, monitor, duty, event or document and asserts the whole of what matters: of an act the decision, the whole
//! set of needs with who can meet them, and the clauses of every refusal.

mod accept;
mod asked;
mod named;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use accept::accepted;
pub use asked::{Asked, asked};
use jiff::Timestamp;
pub use named::{Name, named};
use serde::{Deserialize, Serialize};
use tatefuda_domain::Action;
use toml::Spanned;

use super::{
    expect::{self, Compared, Expect},
    reference::words,
    text::{complete, settings_from_toml},
};
use tatefuda_regulation::{
    engine::{Question, Regulation},
    facts::{ActorFact, AppointmentFact, DutyFact, Fact, Facts, ProcedureFact, RecordFact, StepFact},
    pack::{Event, Pack, PackError, PackErrors, PackSource},
    say::{self, say},
    settings::Settings,
    terms::ClauseRef,
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
    pub file: String,
    /// The line at which it begins.
    pub line: usize,
    pub name: String,
    /// Differences between what was expected and answered; none: passed.
    pub failures: Vec<String>,
    /// Clauses of the body that stood in the way or made something happen: those of refusals, needs, monitors that
    /// fired or could not judge, missing parts, openings.
    pub acted: BTreeSet<String>,
    /// The answer in short, without its clauses; of several actors the last one's.
    #[serde(skip)]
    pub said: String,
    /// Every clause that the answers name, of whatever document.
    #[serde(skip)]
    pub cited: BTreeSet<ClauseRef>,
    /// Keys of its expectation whose value is another, with the value as it is; none where several actors are asked.
    #[serde(skip)]
    pub differs: Vec<(&'static str, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Name of a settings file beside the pack.
    settings: Option<String>,
    /// Name of the scenario file whose organisation and records the facts of this one share.
    share: Option<String>,
    /// What other files share.
    shared: Option<Shared>,
    #[serde(default)]
    facts: BTreeMap<String, Facts>,
    #[serde(default)]
    scenario: Vec<Scenario>,
}

/// An organisation and records that the facts of several files share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    #[serde(default)]
    org: Vec<AppointmentFact>,
    #[serde(default)]
    records: Vec<RecordFact>,
}

impl Shared {
    /// Before what the facts hold themselves.
    fn add(&self, facts: &mut Facts) {
        let own: Vec<String> = facts.org.iter().map(|one| one.capacity.clone()).collect();
        let org = self.org.iter().filter(|one| !own.contains(&one.capacity)).cloned();
        facts.org = org.chain(std::mem::take(&mut facts.org)).collect();
        let records = self.records.iter().cloned();
        facts.records = records.chain(std::mem::take(&mut facts.records)).collect();
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: Spanned<String>,
    facts: String,
    at: Timestamp,
    /// The act asked about; or one of the next four.
    action: Option<String>,
    /// A monitor; `*`: all of them.
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

/// Tables of scenario files with their keys, for the reference.
pub fn keys() -> Vec<(&'static str, Vec<&'static str>)> {
    let own = [("file", words::<File>()), ("shared", words::<Shared>()), ("scenario", words::<Scenario>())];
    own.into_iter().chain(expect::keys()).collect()
}

/// Scenarios read once, to be run against one or many variants of a pack.
pub struct Scenarios {
    cases: Vec<Case>,
    /// The settings under which they run, each once.
    worlds: Vec<Settings>,
}

struct Case {
    file: String,
    line: usize,
    scenario: Scenario,
    /// Place in `worlds`.
    world: usize,
    /// The facts, one for each actor of whom the same is expected.
    facts: Result<Vec<Facts>, Vec<String>>,
}

impl Scenarios {
    /// Reads the scenario files of a pack.
    ///
    /// # Errors
    /// Pointing at the line.
    pub fn read(source: &PackSource) -> Result<Self, PackErrors> {
        let mut all = Self { cases: vec![], worlds: vec![] };
        let mut shared: BTreeMap<String, Shared> = BTreeMap::new();
        for (path, text) in source.scenario_files() {
            if let Ok(File { shared: Some(own), .. }) = toml::from_str(text) {
                shared.insert(path.to_owned(), own);
            }
        }
        for (path, text) in source.scenario_files() {
            let mut file: File = toml::from_str(text).map_err(|error| {
                let span = error.span().map_or((0, 0), |span| (span.start, span.end));
                PackErrors { errors: vec![PackError::new("scenario", path, text, span, say::toml(error.message()))] }
            })?;
            if let Some(name) = &file.share {
                let Some(of) = shared.get(&format!("scenarios/{name}.toml")) else {
                    let message = say!(
                        "scenarios/{name}.toml に [shared] がありません",
                        "there is no [shared] in scenarios/{name}.toml"
                    );
                    return Err(PackErrors { errors: vec![PackError::new("scenario", path, text, (0, 0), message)] });
                };
                file.facts.values_mut().for_each(|facts| of.add(facts));
            }
            let settings = match &file.settings {
                None => Settings::default(),
                Some(name) => match source.settings_file(name) {
                    Some((path, text)) => settings_from_toml(&path, text)?,
                    None => {
                        let message = say!(
                            "パックの隣に settings/{name}.toml がありません",
                            "there is no settings/{name}.toml beside the pack"
                        );
                        return Err(PackErrors {
                            errors: vec![PackError::new("scenario", path, text, (0, 0), message)],
                        });
                    }
                },
            };
            for scenario in file.scenario {
                let span = scenario.name.span();
                let line = text[..span.start.min(text.len())].matches('\n').count() + 1;
                let mut settings = settings.clone();
                for (key, value) in &scenario.settings {
                    settings.set(key, value);
                }
                let facts = match file.facts.get(&scenario.facts) {
                    None => Err(vec![format!("there are no facts {:?}", scenario.facts)]),
                    Some(base) if scenario.actors.is_empty() => {
                        facts(&scenario, base, scenario.actor.as_ref()).map(|facts| vec![facts])
                    }
                    Some(base) => scenario.actors.iter().map(|actor| facts(&scenario, base, Some(actor))).collect(),
                };
                let world = all.world(settings);
                all.cases.push(Case { file: path.to_owned(), line, scenario, world, facts });
            }
        }
        Ok(all)
    }

    fn world(&mut self, settings: Settings) -> usize {
        self.worlds.iter().position(|known| *known == settings).unwrap_or_else(|| {
            self.worlds.push(settings);
            self.worlds.len() - 1
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// The settings under which the first of them runs.
    pub fn settings(&self) -> Settings {
        self.worlds.first().cloned().unwrap_or_default()
    }

    /// Runs all of them against a pack.
    pub fn run(&self, house: &Arc<Pack>, pack: &Arc<Pack>) -> ScenarioReport {
        let worlds = Worlds::new(self, house, pack);
        let of = |case: &Case| {
            let Compared { failures, acted, said, cited, differs } =
                worlds.run(case).unwrap_or_else(|failures| Compared { failures, ..Compared::default() });
            let name = case.scenario.name.get_ref().clone();
            ScenarioResult { file: case.file.clone(), line: case.line, name, failures, acted, said, cited, differs }
        };
        ScenarioReport { results: self.cases.iter().map(of).collect() }
    }

    /// The first of the given scenarios, by their places, that fails against a pack.
    pub fn first_failing(
        &self,
        house: &Arc<Pack>,
        pack: &Arc<Pack>,
        places: impl IntoIterator<Item = usize>,
    ) -> Option<usize> {
        let worlds = Worlds::new(self, house, pack);
        places.into_iter().find(|place| match worlds.run(&self.cases[*place]) {
            Ok(compared) => !compared.failures.is_empty(),
            Err(_) => true,
        })
    }

    /// Of each scenario the ids of the items that take part in it: rules that applied, the steps of chains and
    /// procedures, what is asked about and what opens.
    pub fn items(&self, house: &Arc<Pack>, pack: &Arc<Pack>) -> Vec<BTreeSet<String>> {
        let worlds = Worlds::new(self, house, pack);
        self.cases.iter().map(|case| worlds.items(case)).collect()
    }
}

/// A pack under the settings of scenarios, each joined when it is first needed.
struct Worlds<'s> {
    scenarios: &'s Scenarios,
    house: &'s Arc<Pack>,
    pack: &'s Arc<Pack>,
    built: Vec<OnceCell<Result<Regulation, Vec<String>>>>,
}

impl<'s> Worlds<'s> {
    fn new(scenarios: &'s Scenarios, house: &'s Arc<Pack>, pack: &'s Arc<Pack>) -> Self {
        Self { scenarios, house, pack, built: scenarios.worlds.iter().map(|_| OnceCell::new()).collect() }
    }

    fn regulation(&self, world: usize) -> Result<&Regulation, Vec<String>> {
        let built = self.built[world].get_or_init(|| {
            let settings = self.scenarios.worlds[world].clone();
            Regulation::new(Arc::clone(self.house), Arc::clone(self.pack), settings)
                .map_err(|errors| errors.errors.iter().map(ToString::to_string).collect())
        });
        built.as_ref().map_err(Clone::clone)
    }

    fn run(&self, case: &Case) -> Outcome {
        let regulation = self.regulation(case.world)?;
        let mut all = Compared::default();
        for (at, facts) in case.facts.as_ref().map_err(Clone::clone)?.iter().enumerate() {
            let one = ask(&case.scenario, regulation, &question(&case.scenario, facts)?)?;
            let prefix = if at == 0 { String::new() } else { format!("{}: ", facts.actor.person) };
            all.failures.extend(one.failures.into_iter().map(|failure| format!("{prefix}{failure}")));
            all.acted.extend(one.acted);
            all.cited.extend(one.cited);
            all.said = one.said;
            all.differs = if at == 0 { one.differs } else { vec![] };
        }
        Ok(all)
    }

    fn items(&self, case: &Case) -> BTreeSet<String> {
        let (Ok(regulation), Ok(all)) = (self.regulation(case.world), &case.facts) else { return BTreeSet::new() };
        let scenario = &case.scenario;
        let mut items: BTreeSet<String> = BTreeSet::new();
        items.extend(scenario.watch.iter().chain(&scenario.instances).chain(&scenario.document).cloned());
        items.extend(scenario.record.iter().chain(&scenario.procedure).chain(&scenario.duty).cloned());
        for question in all.iter().filter_map(|facts| question(scenario, facts).ok()) {
            if let Some(event) = &scenario.event {
                items.extend(regulation.opens(&Event(event.clone()), &question).into_iter().map(|one| one.id));
            } else if scenario.action.is_some() {
                let answer = regulation.ask(&question);
                let spoke =
                    answer.trace.iter().filter(|line| line.outcome != tatefuda_regulation::Outcome::NotApplicable);
                items.extend(spoke.flat_map(|line| line.rule.split('/')).map(str::to_owned));
                items.extend(answer.exceptions_used.into_iter().map(|used| used.id.into()));
                items.extend(answer.powers_used.into_iter().map(|used| used.id.into()));
            }
        }
        items
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

type Outcome = Result<Compared, Vec<String>>;

/// The question that a scenario asks of facts.
fn question<'f>(scenario: &Scenario, facts: &'f Facts) -> Result<Question<'f>, Vec<String>> {
    let action = match scenario.action.as_deref().map(str::parse::<Action>) {
        Some(Ok(action)) => action,
        Some(Err(_)) => return Err(vec![format!("unknown act {:?}", scenario.action)]),
        None => Action::RecordGive,
    };
    let mut question = Question::new(action, scenario.at, facts);
    question.mode.clone_from(&scenario.mode);
    question.step.clone_from(&scenario.step);
    question.procedure.clone_from(&scenario.procedure);
    question.duty.clone_from(&scenario.duty);
    question.record_kind.clone_from(&scenario.record);
    Ok(question)
}

fn ask(scenario: &Scenario, regulation: &Regulation, question: &Question<'_>) -> Outcome {
    let expect = &scenario.expect;
    if scenario.watch.as_deref() == Some("*") {
        let monitors = &regulation.body().monitors;
        let all: Vec<_> = monitors.iter().filter_map(|monitor| regulation.watch(&monitor.id, question)).collect();
        return Ok(expect::watches(expect, &all));
    }
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
            &regulation.body().header.id,
        ));
    }
    if let Some(event) = &scenario.event {
        return Ok(expect::openings(expect, &regulation.opens(&Event(event.clone()), question)));
    }
    if let Some(id) = &scenario.document {
        let state = regulation.document(id, question).ok_or_else(|| vec![format!("there is no document {id:?}")])?;
        let document = regulation.body().documents.iter().find(|document| document.id == *id);
        return Ok(expect::document(expect, &state, document, &regulation.body().header.id));
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
