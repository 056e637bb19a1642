//! The manual for those who write packs: its examples load, hold and answer as it says, and both languages show the
//! same ones.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, sync::Arc};

use tatefuda_regulation::{Pack, PackSource, Regulation, Settings, Strength, pack::SECTIONS};
use tatefuda_regulation_tools::{Level, facts_from_text, lint, mutate, run_scenarios, settings_from_toml};

use crate::support::{house, is_said_in_both, source};

/// Pages with examples. The reference is generated and held by `xtask generate --check`.
const PAGES: [&str; 7] =
    ["README.md", "tutorial.md", "wording.md", "examples.md", "patterns.md", "scenarios.md", "mistakes.md"];

/// A fenced block: the words after its fence, and its text.
type Block = (String, String);

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/packs").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = vec![];
    let mut inside: Option<Block> = None;
    for line in text.lines() {
        match (&mut inside, line.strip_prefix("```")) {
            (None, Some(words)) => inside = Some((words.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(inside.take()),
            (Some((_, text)), None) => writeln!(text, "{line}").unwrap(),
            (None, None) => {}
        }
    }
    assert!(inside.is_none(), "a block is never closed");
    found
}

fn headings(text: &str) -> Vec<usize> {
    let mut fenced = false;
    let mut found = vec![];
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && line.starts_with('#') {
            found.push(line.chars().take_while(|c| *c == '#').count());
        }
    }
    found
}

/// The packs of a page: files by pack. `pack=x` and `scenario=x` add to the base of the manual, `settings=x` to its
/// settings; `file=x/path` stands alone. A block `wrong=x` must be refused with the error x.
fn packs(text: &str) -> (BTreeMap<String, BTreeMap<String, String>>, Vec<Block>) {
    let base = source("docs/packs/base").files;
    let mut packs: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut wrong = vec![];
    for (words, text) in blocks(text) {
        let Some(tag) = words.strip_prefix("toml") else { continue };
        let Some((kind, name)) = tag.trim().split_once('=') else { panic!("a block of toml without use: {text}") };
        let mut add = |pack: &str, file: &str, own: bool| {
            let files =
                packs.entry(pack.to_owned()).or_insert_with(|| if own { BTreeMap::new() } else { base.clone() });
            let known = files.entry(file.to_owned()).or_default();
            known.push('\n');
            known.push_str(&text);
        };
        match kind {
            "pack" => add(name, "example.toml", false),
            "scenario" => add(name, "scenarios/base.toml", false),
            "settings" => add(name, "settings/practice.toml", false),
            "file" => {
                let (pack, file) = name.split_once('/').unwrap();
                add(pack, file, true);
            }
            "wrong" => wrong.push((name.to_owned(), text)),
            // Held by a test of its own.
            "section" => {}
            "facts" => {
                facts_from_text(name, &text).unwrap_or_else(|errors| panic!("{errors}"));
            }
            _ => panic!("unknown use of a block: {words}"),
        }
    }
    (packs, wrong)
}

fn with_base(mut files: BTreeMap<String, String>, all: &BTreeMap<String, BTreeMap<String, String>>) -> PackSource {
    let source = PackSource { files: files.clone() };
    if let Some(base) = source.base_id() {
        let base = all.get(&base).unwrap_or_else(|| panic!("no example is called {base}"));
        files = source.with_base(&PackSource { files: base.clone() }).files;
    }
    PackSource { files }
}

#[test]
fn every_example_loads_and_holds() {
    let house = house();
    for name in PAGES {
        let (packs, _) = packs(&page(name));
        for (pack, files) in &packs {
            let source = with_base(files.clone(), &packs);
            let settings = source.settings_file("practice").map_or_else(Settings::default, |(path, text)| {
                settings_from_toml(&path, text).unwrap_or_else(|errors| panic!("{name} {pack}: {errors}"))
            });
            let report = lint(&source, Some(&house), &settings, false);
            let worse: Vec<_> = report.findings.iter().filter(|finding| finding.level != Level::Open).collect();
            assert!(worse.is_empty(), "{name} {pack}: {}", report.errors());
            let report = run_scenarios(&source, &house).unwrap_or_else(|errors| panic!("{name} {pack}: {errors}"));
            let failed: Vec<String> = report
                .results
                .iter()
                .filter(|result| !result.failures.is_empty())
                .map(|result| format!("{}\n    {}", result.name, result.failures.join("\n    ")))
                .collect();
            assert!(failed.is_empty(), "{name} {pack}:\n{}", failed.join("\n"));
            assert!(!report.results.is_empty(), "{name} {pack} asks nothing");
        }
    }
}

#[test]
fn rules_of_sections_join_the_document_that_admits_them() {
    let text = page("patterns.md");
    let (packs, _) = packs(&text);
    let sections: Vec<Block> =
        blocks(&text).into_iter().filter(|(words, _)| words.starts_with("toml section=")).collect();
    assert!(!sections.is_empty());
    for (words, text) in sections {
        let body = &packs[words.strip_prefix("toml section=").unwrap()];
        let load = |files| Arc::new(Pack::load(&PackSource { files }).unwrap_or_else(|errors| panic!("{errors}")));
        let section = load([("pack.toml".to_owned(), text)].into());
        let joined = Regulation::layered(house(), load(body.clone()), vec![section], Settings::default());
        assert!(joined.is_ok(), "{}", joined.unwrap_err());
    }
}

/// The larger example is of a body that has what none of the packs with the program has, so that it shows what a new
/// text needs: a pack, and no release.
#[test]
fn the_larger_example_holds_and_goes_beyond_the_other_packs() {
    let folder = "examples/minekaze";
    let source = source(folder);
    let report = run_scenarios(&source, &house()).unwrap_or_else(|errors| panic!("{errors}"));
    let failed: Vec<_> = report.results.iter().filter(|result| !result.failures.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let mutants = mutate(&source, &house()).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(mutants.passes(), "{:?}", mutants.survivors);
    let pack = Pack::load(&source).unwrap();
    let silent: Vec<&str> = pack
        .clauses
        .iter()
        .filter(|clause| clause.strength != Strength::Information)
        .filter(|clause| !report.results.iter().any(|result| result.acted.contains(clause.id.as_str())))
        .map(|clause| clause.id.as_str())
        .collect();
    assert!(silent.is_empty(), "no scenario in which these act: {silent:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut others = vec![];
    for entry in fs::read_dir(root).unwrap() {
        let entry = entry.unwrap();
        if !entry.path().is_dir() {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        others.push(Pack::load(&crate::support::source(&format!("packs/{name}"))).unwrap());
    }
    let kinds = |id: &str| others.iter().any(|other| other.record_kinds.iter().any(|known| known.id == id));
    let actors = |id: &str| others.iter().any(|other| other.actor_kinds.iter().any(|known| known.id == id));
    assert!(pack.actor_kinds.iter().any(|kind| !actors(&kind.id)), "a kind of actor that no other pack has");
    assert!(pack.record_kinds.iter().any(|kind| !kinds(&kind.id)), "a record kind that no other pack has");
    assert!(pack.procedures.iter().any(|procedure| {
        let owners: std::collections::BTreeSet<_> = procedure.steps.iter().flat_map(|step| &step.owner).collect();
        procedure.steps.len() == 5 && procedure.steps.iter().any(|step| step.decision_of.is_some()) && owners.len() >= 2
    }));
}

/// The anchor of a heading as it is linked.
fn anchor(title: &str) -> String {
    let kept = title.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn links_lead_somewhere() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/packs");
    for name in PAGES.iter().chain(&["reference.md"]).flat_map(|name| [(*name).to_owned(), format!("ja/{name}")]) {
        let text = page(&name);
        let prose = blocks(&text).into_iter().fold(text.clone(), |text, (_, block)| text.replace(&block, ""));
        for link in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("http") {
                continue;
            }
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            let path = docs.join(&name);
            let target = if file.is_empty() { path } else { path.parent().unwrap().join(file) };
            assert!(target.exists(), "{name}: {link}");
            if !part.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let titles = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#'));
                assert!(titles.map(anchor).any(|title| title == part), "{name}: {link}");
            }
        }
    }
}

#[test]
fn every_mistake_is_found_as_the_manual_says() {
    let base = source("docs/packs/base").files;
    let (_, wrong) = packs(&page("mistakes.md"));
    assert!(wrong.len() >= 10);
    for (code, text) in wrong {
        let mut files = base.clone();
        files.insert("example.toml".to_owned(), text.clone());
        let report = lint(&PackSource { files }, Some(&house()), &Settings::default(), false);
        let found: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert!(found.contains(&code.as_str()), "{code} is not among {found:?} of\n{text}");
        report.findings.iter().for_each(|finding| is_said_in_both(&finding.message, &finding.help));
    }
}

#[test]
fn both_languages_show_the_same() {
    for name in PAGES {
        let (english, japanese) = (page(name), page(&format!("ja/{name}")));
        let shown =
            |text: &str| blocks(text).into_iter().filter(|(words, _)| !words.starts_with("text")).collect::<Vec<_>>();
        assert_eq!(shown(&english), shown(&japanese), "{name}: blocks");
        assert_eq!(headings(&english), headings(&japanese), "{name}: headings");
        let lines = |text: &str| text.lines().filter(|line| line.starts_with("| ") || line.starts_with("- ")).count();
        assert_eq!(lines(&english), lines(&japanese), "{name}: rows and items");
    }
    assert_eq!(headings(&page("reference.md")), headings(&page("ja/reference.md")));
}

#[test]
fn every_part_of_the_language_has_an_example() {
    let mut all = String::new();
    let mut strengths = vec![];
    for name in PAGES {
        let (packs, _) = packs(&page(name));
        for files in packs.values() {
            let loaded = Pack::load(&with_base(files.clone(), &packs)).unwrap();
            strengths.extend(loaded.rules.iter().map(|rule| rule.strength));
            strengths.extend(loaded.powers.iter().map(|_| Strength::Power));
            files.values().for_each(|text| all.push_str(text));
        }
    }
    let missing: Vec<&str> = SECTIONS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !name.contains('.') && !["pack", "where"].contains(name))
        .filter(|name| !all.contains(&format!("[[{name}]]")))
        .collect();
    assert!(missing.is_empty(), "sections without example: {missing:?}");
    for strength in [
        Strength::Absolute,
        Strength::Duty,
        Strength::Principle,
        Strength::AsNeeded,
        Strength::Effort,
        Strength::Power,
        Strength::Information,
    ] {
        assert!(strengths.contains(&strength), "no example of {strength:?}");
    }
    let reference = page("reference.md");
    let functions = reference.split("### Functions").nth(1).unwrap().split("\n## ").next().unwrap();
    let names = functions.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('(').map(|(name, _)| name));
    let missing: Vec<&str> = names.filter(|name| !all.contains(&format!("{name}("))).collect();
    assert!(missing.is_empty(), "functions without example: {missing:?}");
    for bound in ["staff", "author", "actor:", "table:", "position", "record:"] {
        assert!(all.contains(&format!("bound = \"{bound}")), "no example of a role bound by {bound}");
    }
    for remedy in
        ["choose", "record", "parameter", "appoint", "change_time", "procedure", "step", "replace_medium", "ask"]
    {
        assert!(all.contains(&format!("{{ {remedy} = ")), "no example of the remedy {remedy}");
    }
}
