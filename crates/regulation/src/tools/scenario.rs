//! Scenarios: a pack's own tests, written beside it.
//!
//! A file `scenarios/*.toml` holds named facts (`[facts.<name>]`) and `[[scenario]]` entries. A
//! scenario asserts the decision, the whole set of needs with who can meet them, and the clauses of
//! every refusal.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::Action;
use toml::Spanned;

use super::text::{complete, settings_from_toml};
use crate::{
    answer::{Answer, Decision, Remedy},
    engine::Regulation,
    facts::{ActorFact, Fact, Facts, Question, RecordFact, StepFact},
    pack::{Pack, PackError, PackErrors, PackSource},
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
    action: String,
    at: Timestamp,
    mode: Option<String>,
    step: Option<String>,
    record: Option<String>,
    actor: Option<ActorFact>,
    authors: Option<Vec<String>>,
    digest: Option<String>,
    service: Option<String>,
    #[serde(default)]
    set: BTreeMap<String, Fact>,
    /// Paths that nobody can supply.
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    add_steps: Vec<StepFact>,
    #[serde(default)]
    add_records: Vec<RecordFact>,
    /// Ids of records left out.
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    decision: Decision,
    /// The whole set of groups; required unless permitted.
    #[serde(default)]
    needs: Vec<Need>,
    /// The clauses of all refusals.
    #[serde(default)]
    refused: BTreeSet<String>,
    /// Clauses that must be cited somewhere.
    #[serde(default)]
    cites: Vec<String>,
    /// Rules or silence entries that must be noted.
    #[serde(default)]
    notes: Vec<String>,
    /// Exceptions used.
    #[serde(default)]
    exceptions: BTreeSet<String>,
    /// Powers used.
    #[serde(default)]
    powers: BTreeSet<String>,
    /// Records used up.
    #[serde(default)]
    consumes: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Need {
    /// Id of the rule, or `<chain>/<step>`.
    rule: String,
    /// What would meet it, each in short form: `give-step check`, `give-record x`, `choose post.x` …
    ways: BTreeSet<String>,
    /// Persons who can meet it.
    #[serde(default)]
    who: BTreeSet<String>,
}

/// Runs the scenarios of a pack.
///
/// # Errors
/// The pack does not load, or a scenario file cannot be read; pointing at the line.
pub fn run_scenarios(source: &PackSource, house: &Arc<Pack>) -> Result<ScenarioReport, PackErrors> {
    let pack = Arc::new(Pack::load(source)?);
    let mut results = vec![];
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
                    return Err(PackErrors { errors: vec![PackError::new("scenario", path, text, (0, 0), message)] });
                }
            },
        };
        for scenario in &file.scenario {
            let span = scenario.name.span();
            let line = text[..span.start.min(text.len())].matches('\n').count() + 1;
            let failures = run(scenario, &file.facts, &settings, house, &pack);
            results.push(ScenarioResult {
                file: path.to_owned(),
                line,
                name: scenario.name.get_ref().clone(),
                failures,
            });
        }
    }
    Ok(ScenarioReport { results })
}

fn run(
    scenario: &Scenario,
    bases: &BTreeMap<String, Facts>,
    settings: &Settings,
    house: &Arc<Pack>,
    pack: &Arc<Pack>,
) -> Vec<String> {
    let Some(base) = bases.get(&scenario.facts) else {
        return vec![format!("there are no facts {:?}", scenario.facts)];
    };
    let action: Action = match scenario.action.parse() {
        Ok(action) => action,
        Err(_) => return vec![format!("unknown act {:?}", scenario.action)],
    };
    let mut settings = settings.clone();
    for (key, value) in &scenario.settings {
        settings.set(key, value);
    }
    let regulation = match Regulation::new(Arc::clone(house), Arc::clone(pack), settings) {
        Ok(regulation) => regulation,
        Err(errors) => return errors.errors.iter().map(ToString::to_string).collect(),
    };
    let facts = facts(scenario, base);
    let mut question = Question::new(action, scenario.at, &facts);
    question.mode.clone_from(&scenario.mode);
    question.step.clone_from(&scenario.step);
    question.record_kind.clone_from(&scenario.record);
    compare(&scenario.expect, &regulation.ask(&question))
}

fn facts(scenario: &Scenario, base: &Facts) -> Facts {
    let mut facts = base.clone();
    if let Some(actor) = &scenario.actor {
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
    }
    facts.fields.extend(scenario.set.iter().map(|(path, fact)| (path.clone(), fact.clone())));
    complete(&mut facts);
    for path in &scenario.absent {
        facts.absent(path, "not supplied in this scenario");
    }
    facts.steps.extend(scenario.add_steps.iter().cloned());
    facts.records.extend(scenario.add_records.iter().cloned());
    facts.records.retain(|record| !scenario.without.contains(&record.id));
    facts.org.retain(|one| !scenario.vacant.contains(&one.capacity));
    facts
}

fn compare(expect: &Expect, answer: &Answer) -> Vec<String> {
    let mut failures = vec![];
    let mut differ = |what: &str, expected: String, found: String| {
        if expected != found {
            failures.push(format!("{what}: expected {expected}, answered {found}"));
        }
    };
    differ("decision", expect.decision.as_str().to_owned(), answer.decision.as_str().to_owned());
    let wanted: BTreeSet<String> = expect.needs.iter().map(|need| shown(&need.rule, &need.ways, &need.who)).collect();
    let found: BTreeSet<String> = answer
        .groups
        .iter()
        .map(|group| {
            let rule = group.id.split_once('/').map_or(group.id.as_str(), |(_, rest)| rest);
            let ways = group.alternatives.iter().map(way).collect();
            let who = group.alternatives.iter().flat_map(people).collect();
            shown(rule, &ways, &who)
        })
        .collect();
    differ("needs", format!("{wanted:?}"), format!("{found:?}"));
    let refused: BTreeSet<String> =
        answer.refusals.iter().flat_map(|line| &line.clauses).map(|clause| clause.id.clone()).collect();
    differ("refused", format!("{:?}", expect.refused), format!("{refused:?}"));
    let exceptions: BTreeSet<String> = answer.exceptions_used.iter().map(|used| used.id.clone()).collect();
    differ("exceptions", format!("{:?}", expect.exceptions), format!("{exceptions:?}"));
    let powers: BTreeSet<String> = answer.powers_used.iter().map(|used| used.id.clone()).collect();
    differ("powers", format!("{:?}", expect.powers), format!("{powers:?}"));
    let consumes: BTreeSet<String> = answer.consumes.iter().cloned().collect();
    differ("consumes", format!("{:?}", expect.consumes), format!("{consumes:?}"));
    for clause in &expect.cites {
        if !answer.citations.iter().any(|cited| cited.id == *clause) {
            failures.push(format!("{clause} is not cited"));
        }
    }
    for rule in &expect.notes {
        if !answer.notes.iter().any(|line| line.rule == *rule) {
            failures.push(format!("{rule} is not noted"));
        }
    }
    failures
}

fn shown(rule: &str, ways: &BTreeSet<String>, who: &BTreeSet<String>) -> String {
    let join = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" or ");
    format!("{rule}: {} by [{}]", join(ways), join(who))
}

/// A remedy in short form.
fn way(remedy: &Remedy) -> String {
    match remedy {
        Remedy::GiveStep { step, .. } => format!("give-step {step}"),
        Remedy::GiveRecord { kind, .. } => format!("give-record {kind}"),
        Remedy::ChooseField { field, .. } => format!("choose {field}"),
        Remedy::ChangeTime { .. } => "change-time".to_owned(),
        Remedy::WaitUntil { at } => format!("wait-until {at}"),
        Remedy::SetParameter { param, .. } => format!("set {param}"),
        Remedy::Appoint { role, .. } => format!("appoint {role}"),
        Remedy::ReplaceMedium { .. } => "replace-medium".to_owned(),
        Remedy::OpenProcedure { procedure, .. } => format!("open {procedure}"),
        Remedy::AskHuman { .. } => "ask".to_owned(),
        Remedy::All { of } => of.iter().map(way).collect::<Vec<_>>().join(" and "),
    }
}

/// Persons who can do it.
fn people(remedy: &Remedy) -> Vec<String> {
    let holders = |who: &[crate::answer::Who]| {
        who.iter().flat_map(|who| &who.holders).map(|holder| holder.person.clone()).collect()
    };
    match remedy {
        Remedy::GiveStep { who, .. } => holders(std::slice::from_ref(who)),
        Remedy::GiveRecord { who, .. } | Remedy::SetParameter { who, .. } | Remedy::AskHuman { who, .. } => {
            holders(who)
        }
        Remedy::All { of } => of.iter().flat_map(people).collect(),
        _ => vec![],
    }
}
