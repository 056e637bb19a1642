//! Scenarios: a pack's own tests, written beside it.
//!
//! A file `scenarios/*.toml` holds named facts (`[facts.<name>]`) and `[[scenario]]` entries. A scenario asks about
//! one act, monitor, duty, event or document and asserts the whole of what matters: of an act the decision, the whole
//! set of needs with who can meet them, and the clauses of every refusal.

mod accept;
mod asked;
mod file;
mod named;
mod run;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use accept::accepted;
pub use asked::{Asked, asked};
use file::{File, Scenario, Shared};
pub use named::{Name, named};
use run::{Worlds, facts, question};
use serde::Serialize;

use super::{
    expect::{self, Compared},
    reference::words,
    text::settings_from_toml,
};
use tatefuda_regulation::{
    facts::Facts,
    hosts,
    pack::{Pack, PackError, PackErrors, PackSource},
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
    /// Reads the scenario files of a pack. The house says what is known of hosts.
    ///
    /// # Errors
    /// Pointing at the line.
    pub fn read(source: &PackSource, house: &Pack) -> Result<Self, PackErrors> {
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
                let hosts = hosts(house, &settings);
                let facts = match file.facts.get(&scenario.facts) {
                    None => Err(vec![format!("there are no facts {:?}", scenario.facts)]),
                    Some(base) if scenario.actors.is_empty() => {
                        facts(&scenario, base, scenario.actor.as_ref(), &hosts).map(|facts| vec![facts])
                    }
                    Some(base) => {
                        scenario.actors.iter().map(|actor| facts(&scenario, base, Some(actor), &hosts)).collect()
                    }
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

/// Runs the scenarios of a pack.
///
/// # Errors
/// The pack does not load, or a scenario file cannot be read; pointing at the line.
pub fn run_scenarios(source: &PackSource, house: &Arc<Pack>) -> Result<ScenarioReport, PackErrors> {
    let pack = Arc::new(Pack::load(source)?);
    Ok(Scenarios::read(source, house)?.run(house, &pack))
}
