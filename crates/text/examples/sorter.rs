//! Makes the weights of the sorter from the open parts of the corpus, and says how new voices are read:
//!
//! - `cargo run --release -p tatefuda-text --example sorter -- train` writes `sorter/weights.tsv`, the same bytes each time;
//! - `… -- check` says whether the committed file is what the committed corpus gives;
//! - `… -- voices` reads every voice by weights that were learnt without it;
//! - `… -- show WORD…` says what groups of one to three letters weigh.

use std::{fs, io::Write as _, path::Path, process::ExitCode, sync::Arc};

use tatefuda_text::{
    lexicon,
    screen::{Category, Mode, Screener, Tier},
    sorter::{self, Head, train},
};

fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("sorter/weights.tsv");
    let mut arguments = std::env::args().skip(1);
    let step = arguments.next().unwrap_or_default();
    let samples = train::corpus(&root.join("corpus")).expect("the corpus");
    match step.as_str() {
        "train" => fs::write(file, train::made(&samples).to_text()).expect("the weights"),
        "check" => {
            let same = fs::read_to_string(file).is_ok_and(|text| text == train::made(&samples).to_text());
            let _ = writeln!(out, "{}", if same { "the weights follow from the corpus" } else { "they do not follow" });
            return if same { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        "voices" => voices(&samples, &mut out),
        _ => {
            let sorter = sorter::standard();
            for group in arguments {
                let weights: Vec<String> = Head::ALL
                    .into_iter()
                    .filter_map(|head| Some(format!("{} {}", head.id(), sorter.weight(&group, head)?)))
                    .collect();
                let _ = writeln!(out, "{group}: {}", weights.join(", "));
            }
        }
    }
    ExitCode::SUCCESS
}

/// Shares of the whole engine and of the lexicon alone, each voice read by weights learnt without it.
fn voices(samples: &[train::Sample], out: &mut impl std::io::Write) {
    let way = train::Way::default();
    let texts = train::Texts::new(samples);
    let limits = sorter::standard();
    let mut read = vec![];
    for (inside, outside) in train::folds(samples) {
        let weights = train::weights(samples, &texts, &inside, way).with_limits_of(&limits);
        let engine = Screener::new([lexicon::base()]).expect("the lexicon").with_sorter(Some(Arc::new(weights)));
        let alone = Screener::new([lexicon::base()]).expect("the lexicon").with_sorter(None);
        for at in outside {
            let serious = |screener: &Screener| -> Vec<Category> {
                let found = screener.screen(&samples[at].text, Mode::Comment);
                found.into_iter().filter(|one| one.tier <= Tier::Strong).map(|one| one.category).collect()
            };
            read.push((at, serious(&alone), serious(&engine)));
        }
    }
    for part in train::PARTS.iter().chain(&[""]) {
        let own = |voice: &str| part.is_empty() || voice.split('/').next() == Some(*part);
        let of: Vec<_> = read.iter().filter(|(at, ..)| own(&samples[*at].voice)).collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}", if part.is_empty() { "all" } else { part });
        let is = |found: &[Category], head: Head| match head {
            Head::Harm => Head::HARM.iter().filter_map(|head| head.category()).any(|one| found.contains(&one)),
            head => head.category().is_some_and(|one| found.contains(&one)),
        };
        for head in Head::ALL {
            let share = |wanted: &dyn Fn(&train::Sample) -> bool| {
                let all: Vec<_> = of.iter().filter(|(at, ..)| wanted(&samples[*at])).collect();
                let count = |engine: bool| {
                    all.iter().filter(|(_, alone, whole)| is(if engine { whole } else { alone }, head)).count()
                };
                (count(false), count(true), all.len())
            };
            let right = share(&|one| one.is(head));
            let wrong = share(&|one| !one.is(head));
            let rate = |hit: usize, of: usize| hit as f64 / of.max(1) as f64;
            let innocent = share(&train::Sample::is_innocent);
            let criticism = share(&|one| one.is_only("criticism"));
            let news = share(&|one| one.is_only("news"));
            let _ = writeln!(
                out,
                "  {:14} found {:.3} -> {:.3} of {}; precision {:.3} -> {:.3}; innocents {:.4} -> {:.4} of {}; criticism {} -> {} of {}; news {:.3} -> {:.3} of {}",
                head.id(),
                rate(right.0, right.2),
                rate(right.1, right.2),
                right.2,
                rate(right.0, right.0 + wrong.0),
                rate(right.1, right.1 + wrong.1),
                rate(innocent.0, innocent.2),
                rate(innocent.1, innocent.2),
                innocent.2,
                criticism.0,
                criticism.1,
                criticism.2,
                rate(news.0, news.2),
                rate(news.1, news.2),
                news.2,
            );
        }
    }
}
