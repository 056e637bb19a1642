//! Runs the scenarios against every mutant.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;
use toml::Spanned;

use super::{Mutant, mutants};
use crate::scenario::Scenarios;
use tatefuda_regulation::{
    pack::{Pack, PackError, PackErrors, PackSource},
    say::{self, say},
};

/// Of a hundred mutants so many may survive.
const TOLERATED_PERCENT: usize = 2;

/// The file beside a pack that gives reasons.
const REASONS: &str = "survivors.toml";

/// What a run over all mutants found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MutationReport {
    /// How many mutants there are.
    pub mutants: usize,
    /// Those that no scenario notices.
    pub survivors: Vec<Survivor>,
    /// Entries of `survivors.toml` that name none of them.
    pub stale: Vec<String>,
}

impl MutationReport {
    /// Whether few enough survive, and each of them for a reason.
    pub fn passes(&self) -> bool {
        self.survivors.len() * 100 <= self.mutants * TOLERATED_PERCENT
            && self.survivors.iter().all(|survivor| survivor.reason.is_some())
    }
}

/// A change that no scenario notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Survivor {
    /// The id of the mutant.
    pub mutant: String,
    /// Why that is right, from `survivors.toml`.
    pub reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    survivor: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    mutant: Spanned<String>,
    reason: String,
}

/// Changes one thing of a pack at a time and runs its scenarios.
///
/// # Errors
/// The pack does not load, a scenario fails without any change, or `survivors.toml` cannot be read; pointing at the
/// line.
pub fn mutate(source: &PackSource, house: &Arc<Pack>) -> Result<MutationReport, PackErrors> {
    let pack = Arc::new(Pack::load(source)?);
    let reasons = reasons(source)?;
    let scenarios = Scenarios::read(source, house)?;
    sound(source, &scenarios, house, &pack)?;
    let mutants = mutants(&pack, &scenarios.settings());
    let survived = survivors(&scenarios, house, &pack, &mutants);
    let survivors: Vec<Survivor> =
        survived.iter().map(|id| Survivor { mutant: id.clone(), reason: reasons.get(id).cloned() }).collect();
    let stale = reasons.keys().filter(|id| !survived.contains(id)).cloned().collect();
    Ok(MutationReport { mutants: mutants.len(), survivors, stale })
}

/// Ids of the mutants that no scenario notices, in their order.
fn survivors(scenarios: &Scenarios, house: &Arc<Pack>, pack: &Arc<Pack>, mutants: &[Mutant]) -> Vec<String> {
    let items = scenarios.items(house, pack);
    let next = AtomicUsize::new(0);
    let survived: Mutex<BTreeSet<usize>> = Mutex::new(BTreeSet::new());
    // The scenario that noticed the last change of the same item probably notices the next one.
    let noticed: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(at) else { break };
            let mut changed = Pack::clone(pack);
            (mutant.change)(&mut changed);
            let item = mutant.item();
            let before = noticed.lock().ok().and_then(|noticed| noticed.get(item).copied());
            let speaks = |place: &usize| items[*place].contains(item);
            let (first, rest): (Vec<usize>, Vec<usize>) = (0..scenarios.len()).partition(speaks);
            let order = before.into_iter().chain(first).chain(rest);
            match scenarios.first_failing(house, &Arc::new(changed), order) {
                Some(place) => {
                    if let Ok(mut noticed) = noticed.lock() {
                        noticed.insert(item.to_owned(), place);
                    }
                }
                None => {
                    if let Ok(mut survived) = survived.lock() {
                        survived.insert(at);
                    }
                }
            }
        }
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let survived = survived.into_inner().unwrap_or_default();
    survived.into_iter().map(|at| mutants[at].id.clone()).collect()
}

/// Scenarios that fail anyway say nothing about mutants.
fn sound(source: &PackSource, scenarios: &Scenarios, house: &Arc<Pack>, pack: &Arc<Pack>) -> Result<(), PackErrors> {
    let report = scenarios.run(house, pack);
    let error = |(result, failure): (&crate::ScenarioResult, &String)| {
        let text = source.files.get(&result.file).map_or("", String::as_str);
        let at = text.lines().take(result.line.saturating_sub(1)).map(|line| line.len() + 1).sum::<usize>();
        let message = say!(
            "何も変えなくてもこの場面は通りません：{}：{failure}",
            "the scenario fails without any change: {}: {failure}",
            result.name
        );
        PackError::new("scenario-fails", &result.file, text, (at, at), message)
            .help(say!("先に regulation test が通るようにしてください", "let `regulation test` pass first"))
    };
    let failed = report.results.iter().filter_map(|result| Some((result, result.failures.first()?)));
    let errors: Vec<PackError> = failed.map(error).collect();
    if errors.is_empty() { Ok(()) } else { Err(PackErrors { errors }) }
}

/// Reasons by mutant.
fn reasons(source: &PackSource) -> Result<BTreeMap<String, String>, PackErrors> {
    let Some(text) = source.files.get(REASONS) else { return Ok(BTreeMap::new()) };
    let error = |span: (usize, usize), message: Localized| PackErrors {
        errors: vec![PackError::new("survivors", REASONS, text, span, message)],
    };
    let file: File = toml::from_str(text).map_err(|wrong| {
        error(wrong.span().map_or((0, 0), |span| (span.start, span.end)), say::toml(wrong.message()))
    })?;
    let mut reasons = BTreeMap::new();
    for entry in file.survivor {
        let span = (entry.mutant.span().start, entry.mutant.span().end);
        let mutant = entry.mutant.into_inner();
        if entry.reason.trim().is_empty() {
            return Err(error(
                span,
                say!("{mutant} が見過ごされてよい理由がありません", "there is no reason why {mutant} may survive"),
            ));
        }
        if reasons.insert(mutant.clone(), entry.reason).is_some() {
            return Err(error(span, say!("{mutant} が二度書かれています", "{mutant} is named twice")));
        }
    }
    Ok(reasons)
}
