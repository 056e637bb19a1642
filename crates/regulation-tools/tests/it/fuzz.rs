//! Loading never panics, whatever the text.

use proptest::prelude::*;
use tatefuda_regulation::{Pack, PackSource, Settings};
use tatefuda_regulation_tools::{lint, run_scenarios, settings_from_toml};

use crate::support::{cases, house, source};

/// A file of a real pack with pieces removed, doubled, replaced.
fn mutated() -> impl Strategy<Value = (String, String)> {
    let files: Vec<(String, String)> = source("packs/ninohe").files.into_iter().collect();
    let piece = prop::sample::select(vec![
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\n",
        "[[rule]]",
        "[[exception]]\nid = \"x\"\nof = [\"x\"]\n",
        "id = \"\"",
        "house:",
        "reading:x",
        "あ",
        "\u{0}",
        "9e99",
        "1979-05-27",
        "kept = '((((((((((((((((((((((((((((((((('",
        "on = [\"*\"]",
    ]);
    (prop::sample::select(files), prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, piece), 1..4))
        .prop_map(|((path, text), edits)| {
            let mut chars: Vec<char> = text.chars().collect();
            for (at, length, piece) in edits {
                let at = at.index(chars.len().max(1)).min(chars.len());
                let end = (at + length).min(chars.len());
                chars.splice(at..end, piece.chars());
            }
            (path, chars.into_iter().collect())
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(40), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_packs_load_or_say_why((path, text) in mutated()) {
        let mut source = source("packs/ninohe");
        source.files.insert(path, text);
        match Pack::load(&source) {
            Ok(_) => {
                let house = house();
                let _ = lint(&source, Some(&house), &Settings::default(), true);
                let _ = run_scenarios(&source, &house);
            }
            Err(errors) => {
                prop_assert!(!errors.errors.is_empty());
                for error in &errors.errors {
                    prop_assert!(error.line >= 1 && error.column >= 1 && !error.message.en.is_empty());
                }
            }
        }
    }

    #[test]
    fn arbitrary_text_is_refused(text in any::<String>()) {
        prop_assert!(Pack::load(&PackSource::new([("pack.toml", text.clone())])).is_err());
        let _ = settings_from_toml("settings/x.toml", &text);
    }
}

#[test]
fn deep_and_large_texts_end_in_an_error() {
    let load = |text: String| Pack::load(&PackSource::new([("pack.toml", text)])).expect_err("an error");
    load(format!("x = {}1{}", "[".repeat(100_000), "]".repeat(100_000)));
    load(format!("{}x = 1", "a.".repeat(50_000)));
    load(format!("x = \"{}\"", "a".repeat(2_000_000)));
    load("[[clause]]\nid = \"a\"\nja = \"\"\nen = \"\"\n".repeat(21_000));
}
