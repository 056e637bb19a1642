//! What was learnt: it follows from the corpus, holds for voices it was not learnt from, spares criticism, says what it
//! goes by and can be switched off.

use std::{fs, path::Path, sync::Arc};

use proptest::prelude::*;
use tatefuda_domain::Lang;
use tatefuda_text::{
    lexicon::{self, Lexicon},
    screen::{Category, Finding, Mode, Note, Screener, Tier},
    sorter::{self, Head, train},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus() -> Vec<train::Sample> {
    train::corpus(&root().join("corpus")).expect("the corpus")
}

fn learnt(finding: &Finding) -> bool {
    finding.rule.starts_with("learnt.")
}

fn comment(text: &str) -> Vec<Finding> {
    Screener::standard().screen(text, Mode::Comment)
}

/// Who changes a sentence, a label or the way of learning makes the weights anew: `--example sorter -- train`.
#[test]
fn the_weights_follow_from_the_corpus() {
    let committed = fs::read_to_string(root().join("sorter/weights.tsv")).expect("the weights");
    let made = train::made(&corpus()).to_text();
    let differs = committed.lines().zip(made.lines()).position(|(a, b)| a != b);
    assert!(committed == made, "line {differs:?} differs: run the example `sorter` with `train`");
    assert!(committed.len() <= 1_400_000, "{} bytes are no modest size", committed.len());
}

/// The parts that were sealed while the lexicon was written, each voice read by weights learnt without it: what may
/// be hoped for in a voice that nobody has read. The lexicon alone finds 0.65 of harm and 0.74 of calls there.
#[test]
fn voices_that_it_was_not_learnt_from_are_read_as_well() {
    let samples = corpus();
    let way = train::Way::default();
    let texts = train::Texts::new(&samples);
    let limits = sorter::standard();
    let share = |part: &[bool]| part.iter().filter(|hit| **hit).count() as f64 / part.len() as f64;
    let (mut harm, mut rescue, mut innocent, mut news, mut criticism) = (vec![], vec![], vec![], vec![], 0);
    for (inside, outside) in train::folds(&samples) {
        let weights = train::weights(&samples, &texts, &inside, way).with_limits_of(&limits);
        let screener = Screener::new([lexicon::base()]).expect("the lexicon").with_sorter(Some(Arc::new(weights)));
        for one in outside.into_iter().map(|at| &samples[at]).filter(|one| one.voice.contains("-sealed/")) {
            let found = screener.screen(&one.text, one.mode);
            let sure = |head: Head| {
                found.iter().any(|finding| finding.tier <= Tier::Strong && Some(finding.category) == head.category())
            };
            let harmed = Head::HARM.into_iter().any(sure);
            if one.is(Head::Harm) {
                harm.push(harmed);
            }
            if one.is(Head::Rescue) {
                rescue.push(sure(Head::Rescue));
            }
            if one.is_innocent() {
                innocent.push(harmed);
            }
            if one.is_only("news") {
                news.push(sure(Head::Rescue));
            }
            criticism += usize::from(one.is_only("criticism") && harmed);
        }
    }
    assert!(harm.len() > 400 && share(&harm) >= 0.74, "{:.3} of harm is found", share(&harm));
    assert!(rescue.len() > 180 && share(&rescue) >= 0.85, "{:.3} of calls are found", share(&rescue));
    assert!(innocent.len() > 1_500 && share(&innocent) <= 0.01, "{:.4} of innocents are flagged", share(&innocent));
    assert!(news.len() > 250 && share(&news) <= 0.05, "{:.3} of news are taken for a call", share(&news));
    assert!(criticism <= 3, "{criticism} times criticism is taken for harm");
}

/// The whole corpus, with the weights that are used.
#[test]
fn criticism_is_never_harm_by_what_was_learnt() {
    let samples = corpus();
    let criticism: Vec<_> = samples.iter().filter(|one| one.is_only("criticism")).collect();
    assert!(criticism.len() > 600, "{}", criticism.len());
    for one in criticism {
        let found = comment(&one.text);
        assert!(
            !found.iter().any(|finding| learnt(finding) && finding.tier <= Tier::Strong),
            "{}: {found:?}",
            one.text
        );
    }
}

#[test]
fn it_says_what_it_goes_by_in_both_languages() {
    let text = "もう屋根の上まで上がって皆で固まってます、動けない";
    let found = comment(text);
    let call = found.iter().find(|finding| finding.category == Category::Rescue).expect("a call");
    assert!(call.tier == Tier::Strong, "{call:?}");
    let alone = Screener::new([]).expect("no lexicon").screen(text, Mode::Comment);
    let call = alone.iter().find(|finding| finding.category == Category::Rescue).expect("a call without any lexicon");
    assert_eq!((&*call.rule, &*call.version), ("learnt.rescue", sorter::VERSION));
    assert_eq!(&text[call.start..call.end], call.surface);
    let Some(Note::Learnt(words)) = call.notes.first() else { panic!("{call:?}") };
    assert!((1..=3).contains(&words.len()) && words.iter().all(|word| call.surface.contains(word)), "{words:?}");
    assert!(words.iter().any(|word| word.contains("屋根") || word.contains("動け")), "{words:?}");
    let (ja, en) = (call.explanation(Lang::Ja), call.explanation(Lang::En));
    for word in words {
        assert!(ja.contains(&format!("「{word}」")) && en.contains(&format!("“{word}”")), "{ja} {en}");
    }
}

#[test]
fn it_is_never_certain_and_reads_comments_alone() {
    for one in corpus().iter().filter(|one| !one.is_innocent()) {
        assert!(!comment(&one.text).iter().any(|finding| learnt(finding) && finding.tier == Tier::Certain));
        assert!(!Screener::standard().screen(&one.text, Mode::Draft).iter().any(learnt), "{}", one.text);
    }
}

/// An entry that tells a drill too literally is doubted where the whole text reads like news.
#[test]
fn what_an_entry_takes_too_literally_becomes_possible() {
    let samples = corpus();
    let alone = Screener::new([lexicon::base()]).expect("the lexicon").with_sorter(None);
    let sure = |found: Vec<Finding>| {
        found.into_iter().any(|finding| finding.category == Category::Rescue && finding.tier <= Tier::Strong)
    };
    let news: Vec<_> = samples.iter().filter(|one| one.is_only("news")).collect();
    let count = |screener: &Screener| news.iter().filter(|one| sure(screener.screen(&one.text, Mode::Comment))).count();
    let (before, after) = (count(&alone), count(Screener::standard()));
    assert!(before >= 20 && after * 2 <= before, "{before} news are calls by entries, {after} with what was learnt");
}

/// A body that does not want it takes it out in its own layer, one kind or all, and says why.
#[test]
fn a_layer_switches_off_what_was_learnt() {
    let text = "もう屋根の上まで上がって皆で固まってます、動けない";
    let layer = |ids: &[&str]| {
        let entry = |id: &&str| {
            format!(
                "[[entry]]\nid = \"{id}\"\ncategory = \"rescue\"\ntier = \"strong\"\nreason = \"審査会の決定\"\nforms = []\ndrop = true\n"
            )
        };
        let entries: String = ids.iter().map(entry).collect();
        Lexicon::from_toml(&format!("id = \"town\"\nversion = \"1\"\n{entries}")).expect("a layer")
    };
    let learnt_by = |ids: &[&str]| {
        let screener = Screener::new([layer(ids)]).expect("a screener");
        let found = screener.screen(text, Mode::Comment);
        found.iter().filter(|finding| *finding.rule == *Head::Rescue.rule()).count()
    };
    assert_eq!((learnt_by(&[]), learnt_by(&["learnt.rescue"]), learnt_by(&["learnt.threat"])), (1, 0, 1));
    let every: Vec<&str> = Head::ALL.into_iter().map(Head::rule).collect();
    assert_eq!(learnt_by(&every), 0);
    let kept = Screener::new([layer(&[])]).expect("a screener").with_sorter(None);
    assert!(!kept.screen(text, Mode::Comment).iter().any(learnt));
    // Its ids are no names for entries of a body.
    let other = Lexicon::from_toml(
        "id = \"town\"\nversion = \"1\"\n[[entry]]\nid = \"learnt.rescue\"\ncategory = \"rescue\"\ntier = \"strong\"\nreason = \"x\"\nforms = [\"たすけ\"]\n",
    )
    .expect("a layer");
    assert!(Screener::new([other]).is_err_and(|problems| problems[0].id == "learnt.rescue"));
}

/// One line of abuse among many of thanks weighs what it weighs.
#[test]
fn a_long_text_is_weighed_sentence_by_sentence() {
    let thanks = "いつも町の情報をありがとうございます。とても助かっています。".repeat(20);
    let call = "もう屋根の上まで上がって皆で固まってます、動けない。";
    let text = format!("{thanks}{call}{thanks}");
    let alone = Screener::new([]).expect("no lexicon");
    let call_of = |finding: &Finding| finding.category == Category::Rescue;
    let found: Vec<Finding> = alone.screen(&text, Mode::Comment).into_iter().filter(call_of).collect();
    let place = thanks.len()..thanks.len() + call.len();
    // A group of letters may reach into the next sentence.
    let reach = place.end + "いつも".len();
    assert!(found.len() == 1 && place.contains(&found[0].start) && found[0].end <= reach, "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, .. ProptestConfig::default() })]

    /// Whatever stands in a text: places are of the original, and the same text is read the same way again.
    #[test]
    fn places_are_of_the_original(
        parts in prop::collection::vec(prop::sample::select(vec![
            "たすけて", "屋根の上", "ﾀｽｹﾃ", "動けない", "お ま え", "消えろ", "ー", "\u{200b}", "。", "役場", "水が", "1", "A", "𠮟",
        ]), 0..60)
    ) {
        let text = parts.concat();
        let found = comment(&text);
        for finding in &found {
            prop_assert_eq!(&text[finding.start..finding.end], &finding.surface);
        }
        prop_assert_eq!(found, comment(&text));
    }
}
