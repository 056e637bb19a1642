//! The engine alone: the dearest publish question of the repository's largest pack, and in the same
//! run its matching conditions alone as the baseline. Loading of all packs.

use std::{collections::BTreeMap, fs, hint::black_box, path::Path, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use tatefuda_domain::Action;
use tatefuda_regulation::{
    Facts, Pack, PackSource, Question, Regulation,
    bench::conditions,
    tools::{complete, settings_from_toml},
};

fn source(folder: &str) -> PackSource {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut files = BTreeMap::new();
    for sub in ["", "scenarios", "settings"] {
        let Ok(entries) = fs::read_dir(root.join(sub)) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if let Ok(text) = fs::read_to_string(&path) {
                files.insert(if sub.is_empty() { name } else { format!("{sub}/{name}") }, text);
            }
        }
    }
    PackSource { files }
}

/// The facts `ready` of the pack's scenarios.
fn facts(source: &PackSource) -> Facts {
    #[derive(serde::Deserialize)]
    struct File {
        facts: BTreeMap<String, Facts>,
    }
    let mut file: File = toml::from_str(&source.files["scenarios/publish.toml"]).expect("scenarios");
    let mut facts = file.facts.remove("ready").expect("facts");
    complete(&mut facts);
    // Dearest: nothing is given yet, and the text holds links.
    facts.steps.clear();
    facts.records.truncate(1);
    facts
}

fn ask(c: &mut Criterion) {
    let house = Arc::new(Pack::load(&source("packs/house")).expect("house"));
    let ninohe = source("packs/ninohe");
    let (path, text) = ninohe.settings_file("practice").expect("settings");
    let settings = settings_from_toml(&path, text).expect("settings");
    let body = Arc::new(Pack::load(&ninohe).expect("pack"));
    let regulation = Regulation::new(house, body, settings).expect("joins");
    let facts = facts(&ninohe);
    let at: Timestamp = "2026-11-21T10:00:00+09:00".parse().expect("a time");
    let question = Question::new(Action::PostPublish, at, &facts);
    c.bench_function("ask/publish", |b| b.iter(|| regulation.ask(black_box(&question))));
    c.bench_function("ask/facts digest", |b| b.iter(|| black_box(&facts).digest()));
    c.bench_function("ask/conditions alone", |b| b.iter(|| conditions(&regulation, black_box(&question))));
    let permitted = Question::new(Action::PostTakeBack, at, &facts);
    c.bench_function("ask/take back", |b| b.iter(|| regulation.ask(black_box(&permitted))));
}

fn load(c: &mut Criterion) {
    let sources: Vec<PackSource> = ["packs/house", "packs/ninohe", "examples/hinoki"].map(source).into();
    c.bench_function("load/all packs", |b| {
        b.iter(|| {
            sources.iter().map(|source| Pack::load(black_box(source)).expect("loads").rules.len()).sum::<usize>()
        });
    });
}

criterion_group!(benches, ask, load);
criterion_main!(benches);
