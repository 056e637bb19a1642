//! Reads the development data, where it is, and says what is flagged: `cargo run --release -p tatefuda-text --example
//! evaluate -- FOLDER [CATEGORY|SET|all|-] [LEXICON FOLDER]`. The data is never part of the repository. With a folder of
//! lexicon files these are read in place of the built-in ones, and the lint says what is wrong with them.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path};

use tatefuda_domain::Lang;
use tatefuda_text::{
    lexicon,
    screen::{Category, Mode, Scratch, Screener, Tier},
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_default();
    let dump = arguments.next();
    let lexicon = arguments.next();
    let mut out = std::io::stdout().lock();
    let base = lexicon.map_or_else(lexicon::base, |folder| {
        lexicon::from_folder(Path::new(&folder)).unwrap_or_else(|problem| panic!("{problem}"))
    });
    for remark in lexicon::lint(std::slice::from_ref(&base), []) {
        let _ = writeln!(out, "! {}: {}", remark.entry, remark.en);
    }
    let screener = Screener::new([base]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    if folder == "stdin" {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            let _ = writeln!(out, "{line}");
            for finding in
                screener.screen(&line, if dump.as_deref() == Some("draft") { Mode::Draft } else { Mode::Comment })
            {
                let _ = writeln!(
                    out,
                    "    {} {} {} {}",
                    finding.category.id(),
                    finding.tier.id(),
                    finding.rule,
                    finding.explanation(Lang::Ja)
                );
            }
        }
        return;
    }
    for (name, texts) in sets(Path::new(&folder)) {
        let mut scratch = Scratch::default();
        let mut counts: BTreeMap<(Category, Tier), usize> = BTreeMap::new();
        let mut flagged = 0;
        for text in &texts {
            let findings = screener.screen_with(&mut scratch, text, Mode::Comment);
            flagged += usize::from(
                findings.iter().any(|finding| finding.tier <= Tier::Strong && finding.category < Category::Rumour),
            );
            for finding in &findings {
                *counts.entry((finding.category, finding.tier)).or_default() += 1;
                let wanted =
                    dump.as_deref().is_some_and(|dump| finding.category.id() == dump || dump == name || dump == "all");
                if wanted {
                    let _ = writeln!(
                        out,
                        "{name}\t{}\t{}\t{}\t{}\t{}",
                        finding.category.id(),
                        finding.tier.id(),
                        finding.rule,
                        finding.surface,
                        text.replace('\n', "⏎")
                    );
                }
            }
        }
        let _ = writeln!(
            out,
            "# {name}: {} texts, {flagged} flagged by words ({:.2} %)",
            texts.len(),
            100.0 * flagged as f64 / texts.len().max(1) as f64
        );
        for ((category, tier), count) in counts {
            let _ = writeln!(out, "#   {} {} {count}", category.id(), tier.id());
        }
    }
}

fn sets(folder: &Path) -> Vec<(&'static str, Vec<String>)> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let json = |line: &str| -> Option<String> {
        serde_json::from_str::<serde_json::Value>(line).ok()?.get("text")?.as_str().map(str::to_owned)
    };
    let wikipedia: serde_json::Value = serde_json::from_str(&read("ner_wikipedia_dev.json")).unwrap_or_default();
    let wikipedia =
        wikipedia.as_array().into_iter().flatten().filter_map(|row| row.get("text")?.as_str().map(str::to_owned));
    vec![
        ("wikipedia", wikipedia.collect()),
        (
            "jcm",
            read("jcm_train.csv")
                .lines()
                .skip(1)
                .filter_map(|line| line.split(',').nth(1).map(str::to_owned))
                .collect(),
        ),
        ("open2ch", read("open2ch_dev.jsonl").lines().filter_map(json).collect()),
    ]
}
