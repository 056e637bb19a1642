//! The engine alone: the dearest publish question of the repository's largest pack, and in the same run its matching
//! conditions alone as the baseline. Digesting the facts is proof, not judgement: a question takes their digest once,
//! however many acts are asked about, and it stands on a line of its own. Loading of all packs. The last lines say the
//! medians and how they stand to the targets: `cargo bench -p tatefuda-regulation-tools`.

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
use tatefuda_domain::Action;
use tatefuda_regulation::{Pack, PackSource, Regulation, bench::conditions};
use tatefuda_regulation_tools::{Asked, asked};

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

/// The largest pack by its text, and of all questions about publishing that its scenarios ask the dearest, under the
/// settings of its scenario: the one whose answer says most, whatever else the machine does. Last the median and the
/// highest cost of all of them.
fn dearest() -> (String, Regulation, Asked, [Duration; 2]) {
    let all = packs();
    let house = all.iter().find(|(name, _)| name == "house").expect("the house");
    let house = Arc::new(Pack::load(&house.1).expect("the house loads"));
    let size = |source: &PackSource| source.regulation_files().map(|(_, text)| text.len()).sum::<usize>();
    let largest = all.iter().filter(|(name, _)| name != "house").max_by_key(|(_, source)| size(source));
    let (name, source) = largest.expect("a pack");
    let body = Arc::new(Pack::load(source).expect("it loads"));
    let join = |asked: &Asked| Regulation::new(house.clone(), body.clone(), asked.settings.clone()).expect("joins");
    let scenarios = asked(source, &house).expect("scenarios").into_iter();
    let publish = scenarios.filter(|asked| asked.action() == Action::PostPublish);
    let mut costs = vec![];
    let mut most: Option<(usize, Asked)> = None;
    for asked in publish {
        let (regulation, question) = (join(&asked), asked.question());
        let said = serde_json::to_string(&regulation.ask(&question)).expect("an answer").len();
        costs.push(median(50, || drop(black_box(regulation.ask(black_box(&question))))));
        if most.as_ref().is_none_or(|(length, _)| *length < said) {
            most = Some((said, asked));
        }
    }
    costs.sort_unstable();
    let (_, asked) = most.expect("a question about publishing");
    (name.clone(), join(&asked), asked, [costs[costs.len() / 2], costs[costs.len() - 1]])
}

fn ask(c: &mut Criterion) {
    let (name, regulation, asked, [middle, highest]) = dearest();
    let (question, facts) = (asked.question(), &asked.facts);
    c.bench_function("ask/publish", |b| b.iter(|| regulation.ask(black_box(&question))));
    c.bench_function("ask/facts digest", |b| b.iter(|| black_box(facts).digest()));
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
        black_box(black_box(facts).digest());
    });
    let ratio = engine.as_secs_f64() / alone.as_secs_f64();
    say(&format!("dearest publish question of {name}: {:?}", asked.name()));
    say(&format!(
        "engine {engine:?} at the median, with the digest of the facts ({digest:?}) {:?} (target {ENGINE:?}: {}); all questions of the kind: {middle:?} at the median, {highest:?} at most",
        engine + digest,
        met(engine + digest <= ENGINE)
    ));
    let met_times = met(ratio <= TIMES_CONDITIONS);
    say(&format!(
        "matching conditions alone {alone:?}, engine {ratio:.2} times as much (target {TIMES_CONDITIONS}: {met_times})"
    ));
}

fn load(c: &mut Criterion) {
    let sources: Vec<PackSource> = packs().into_iter().map(|(_, source)| source).collect();
    let all = || sources.iter().map(|source| Pack::load(black_box(source)).expect("loads").rules.len()).sum::<usize>();
    c.bench_function("load/all packs", |b| b.iter(all));
    let took = median(21, || {
        black_box(all());
    });
    say(&format!(
        "loading {} packs {took:?} at the median (target {LOADING:?}: {})",
        sources.len(),
        met(took <= LOADING)
    ));
}

fn met(met: bool) -> &'static str {
    if met { "met" } else { "not met" }
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
