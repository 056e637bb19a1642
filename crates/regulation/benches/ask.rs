//! The engine alone: the dearest publish question of the repository's largest pack, and in the same run its matching
//! conditions alone as the baseline. Loading of all packs. The last lines say the medians and how they stand to the
//! targets: `cargo bench -p tatefuda-regulation`.

#![expect(clippy::disallowed_methods, reason = "measuring real time is the purpose")]

use std::{
    collections::BTreeMap,
    fs,
    hint::black_box,
    io::Write as _,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use tatefuda_domain::Action;
use tatefuda_regulation::{
    Facts, Pack, PackSource, Question, Regulation, Settings,
    bench::conditions,
    tools::{complete, settings_from_toml},
};

/// Targets of the project.
const ENGINE: Duration = Duration::from_micros(100);
const TIMES_CONDITIONS: f64 = 2.0;
const LOADING: Duration = Duration::from_millis(100);

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn source(folder: &Path) -> PackSource {
    let mut files = BTreeMap::new();
    for sub in ["", "scenarios", "settings"] {
        let Ok(entries) = fs::read_dir(folder.join(sub)) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if let Ok(text) = fs::read_to_string(&path) {
                files.insert(if sub.is_empty() { name } else { format!("{sub}/{name}") }, text);
            }
        }
    }
    PackSource { files }
}

/// Every pack of the repository, by name.
fn packs() -> Vec<(String, PackSource)> {
    let mut found = vec![];
    for folder in ["packs", "examples"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder").flatten() {
            let source = source(&entry.path());
            if source.files.contains_key("pack.toml") {
                found.push((entry.file_name().to_string_lossy().into_owned(), source));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Facts that the scenarios of a pack start from; also with nothing given yet.
fn facts(source: &PackSource) -> Vec<Facts> {
    #[derive(serde::Deserialize)]
    struct File {
        #[serde(default)]
        facts: BTreeMap<String, Facts>,
    }
    let files = source.scenario_files().filter_map(|(_, text)| toml::from_str::<File>(text).ok());
    let mut found: Vec<Facts> = files.flat_map(|file| file.facts.into_values()).collect();
    found.iter_mut().for_each(complete);
    let bare = found.iter().cloned().map(|mut facts| {
        facts.steps.clear();
        facts.records.clear();
        facts
    });
    let bare: Vec<Facts> = bare.collect();
    found.extend(bare);
    found
}

fn at() -> Timestamp {
    "2026-11-21T10:00:00+09:00".parse().expect("a time")
}

fn median(times: usize, mut run: impl FnMut()) -> Duration {
    let mut all: Vec<Duration> = (0..times)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    all.sort_unstable();
    all[all.len() / 2]
}

/// The largest pack by its text, with the settings of its practice place, and its dearest publish question.
fn dearest() -> (String, Regulation, Facts) {
    let all = packs();
    let house = all.iter().find(|(name, _)| name == "house").expect("the house");
    let house = Arc::new(Pack::load(&house.1).expect("the house loads"));
    let size = |source: &PackSource| source.regulation_files().map(|(_, text)| text.len()).sum::<usize>();
    let largest = all.iter().filter(|(name, _)| name != "house").max_by_key(|(_, source)| size(source));
    let (name, source) = largest.expect("a pack");
    let settings = source
        .settings_file("practice")
        .map_or_else(Settings::default, |(path, text)| settings_from_toml(&path, text).expect("settings"));
    let body = Arc::new(Pack::load(source).expect("it loads"));
    let regulation = Regulation::new(house, body, settings).expect("joins");
    let cost = |facts: &Facts| {
        let question = Question::new(Action::PostPublish, at(), facts);
        median(30, || drop(black_box(regulation.ask(black_box(&question)))))
    };
    let facts = facts(source).into_iter().max_by_key(|facts| cost(facts)).expect("scenarios");
    (name.clone(), regulation, facts)
}

fn ask(c: &mut Criterion) {
    let (name, regulation, facts) = dearest();
    let question = Question::new(Action::PostPublish, at(), &facts);
    c.bench_function("ask/publish", |b| b.iter(|| regulation.ask(black_box(&question))));
    c.bench_function("ask/facts digest", |b| b.iter(|| black_box(&facts).digest()));
    c.bench_function("ask/conditions alone", |b| b.iter(|| conditions(&regulation, black_box(&question))));
    // Taken in turns, so that both see the same machine.
    let (mut engine, mut alone) = (vec![], vec![]);
    for _ in 0..20 {
        engine.push(median(100, || drop(black_box(regulation.ask(black_box(&question))))));
        alone.push(median(100, || {
            black_box(conditions(&regulation, black_box(&question)));
        }));
    }
    engine.sort_unstable();
    alone.sort_unstable();
    let (engine, alone) = (engine[10], alone[10]);
    let digest = median(1_000, || {
        black_box(black_box(&facts).digest());
    });
    let ratio = engine.as_secs_f64() / alone.as_secs_f64();
    say(&format!("{name}: publish {engine:?} at the median (target {ENGINE:?}), facts digest {digest:?}"));
    say(&format!("{name}: matching conditions alone {alone:?}, ratio {ratio:.2} (target {TIMES_CONDITIONS})"));
}

fn load(c: &mut Criterion) {
    let sources: Vec<PackSource> = packs().into_iter().map(|(_, source)| source).collect();
    let all =
        || sources.iter().map(|source| Pack::load(black_box(source)).expect("loads").rules.len()).sum::<usize>();
    c.bench_function("load/all packs", |b| b.iter(all));
    let took = median(21, || {
        black_box(all());
    });
    say(&format!("loading {} packs {took:?} at the median (target {LOADING:?})", sources.len()));
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(50);
    targets = ask, load
}
criterion_main!(benches);
