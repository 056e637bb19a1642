//! The engine against a naive matcher, and on texts made to hurt it.

use proptest::prelude::*;
use tatefuda_text::{
    lexicon::{Lexicon, base},
    screen::{Category, Mode, Offsets, Scratch, Screener, Tier},
    view::View,
};

/// Words without bounds of their own or context, so that the naive matcher needs to know little but the view.
const PLAIN: &str = r#"
id = "plain"
version = "1"
[[entry]]
id = "a"
category = "abuse"
tier = "strong"
reason = "test"
forms = ["ばかもの", "もののけ", "かもの", "ものもの", "abc"]
[[entry]]
id = "b"
category = "threat"
tier = "strong"
reason = "test"
forms = ["けもの", "のけも", "暴力団", "カタカナ"]
except = ["もけもの"]
"#;

const WORDS: [(&str, Category); 8] = [
    ("ばかもの", Category::Abuse),
    ("もののけ", Category::Abuse),
    ("かもの", Category::Abuse),
    ("ものもの", Category::Abuse),
    ("abc", Category::Abuse),
    ("けもの", Category::Threat),
    ("のけも", Category::Threat),
    ("暴力団", Category::Threat),
];

/// Every place where a word stands in the squeezed view with nothing between its letters, as bytes of the original; one
/// for each stretch of overlapping places of a category, its first and the longest there.
fn naive(text: &str) -> Vec<(Category, usize, usize)> {
    let view = View::squeezed(text);
    let innocent: Vec<(usize, usize)> = places(view.text(), View::squeezed("もけもの").text());
    let mut found: Vec<(Category, usize, usize)> = vec![];
    for (word, category) in WORDS.into_iter().chain([("カタカナ", Category::Threat)]) {
        for (start, end) in places(view.text(), View::squeezed(word).text()) {
            if category == Category::Threat && innocent.iter().any(|(from, until)| *from <= start && end <= *until) {
                continue;
            }
            let (from, until) = view.original(start, end);
            // A Latin word stands by itself: within other letters it is another word.
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let (before, after) = (view.text()[..start].chars().next_back(), view.text()[end..].chars().next());
            if word.is_ascii() && (letter(before) || letter(after)) {
                continue;
            }
            if View::light(&text[from..until]).text().chars().count() == word.chars().count() {
                found.push((category, from, until));
            }
        }
    }
    found.sort_by_key(|one| (one.0, one.1, std::cmp::Reverse(one.2)));
    let mut kept: Vec<(Category, usize, usize)> = vec![];
    for (category, from, until) in found {
        if !kept.last().is_some_and(|last| last.0 == category && from < last.2) {
            kept.push((category, from, until));
        }
    }
    kept
}

fn places(text: &str, word: &str) -> Vec<(usize, usize)> {
    text.char_indices().filter(|(at, _)| text[*at..].starts_with(word)).map(|(at, _)| (at, at + word.len())).collect()
}

fn plain() -> Screener {
    Screener::new([Lexicon::from_toml(PLAIN).expect("a lexicon")]).expect("a screener").with_sorter(None)
}

fn letters() -> impl Strategy<Value = String> {
    let sign = prop::sample::select("ばかものけモノ暴力団カタナabcＡ\u{200b}、\u{fe0f}".chars().collect::<Vec<_>>());
    prop::collection::vec(sign, 0..40).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the automaton finds is what a naive search finds.
    #[test]
    fn the_engine_agrees_with_a_naive_matcher(text in letters()) {
        thread_local!(static SCREENER: Screener = plain());
        // A comma between letters is a gap, which the naive matcher does not judge: only texts without it are compared.
        let text = text.replace('、', "");
        // Nor does it collapse what is said three times, whatever nobody sees between.
        let letters: Vec<char> = View::squeezed(&text).text().chars().collect();
        prop_assume!(!letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]));
        let mut found: Vec<_> = SCREENER.with(|screener| screener.screen(&text, Mode::Comment))
            .into_iter()
            .filter(|finding| matches!(finding.category, Category::Abuse | Category::Threat))
            .map(|finding| (finding.category, finding.start, finding.end))
            .collect();
        found.sort_unstable();
        let mut expected = naive(&text);
        expected.sort_unstable();
        prop_assert_eq!(found, expected, "{:?}", text);
    }

    /// Whatever is written: offsets are those of the surface, on characters' bounds, in order, and nothing panics.
    #[test]
    fn findings_lie_in_the_text(text in prop::collection::vec(prop_oneof![
        3 => prop::sample::select("死ねばかお前市長殺す090-1234助けて水が「」らしい○・ー".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ], 0..80).prop_map(|chars| chars.into_iter().collect::<String>())) {
        for mode in [Mode::Draft, Mode::Comment] {
            let offsets = Offsets::new(&text);
            for finding in Screener::standard().screen(&text, mode) {
                prop_assert_eq!(&text[finding.start..finding.end], &finding.surface);
                let points: String = text.chars().skip(offsets.code_points(&text, finding.start))
                    .take(finding.surface.chars().count()).collect();
                prop_assert_eq!(&points, &finding.surface);
                prop_assert!(!finding.explanation(tatefuda_domain::Lang::Ja).is_empty());
                prop_assert!(!finding.explanation(tatefuda_domain::Lang::En).is_empty());
            }
        }
    }
}

/// Long texts made of what costs most. Quadratic work on one of them would be a hundred thousand million steps and never
/// end here; the benchmark reads a megabyte and says how long each takes.
#[test]
fn hostile_texts_are_read_to_their_end() {
    for unit in HOSTILE {
        let text = unit.repeat(256 * 1024 / unit.len());
        for mode in [Mode::Draft, Mode::Comment] {
            let found = Screener::standard().screen(&text, mode);
            assert!(found.len() <= text.len(), "{unit}");
        }
    }
}

/// The same counted in steps, so that a slow machine says nothing and four times the text is four times the work.
#[test]
fn judging_takes_steps_in_proportion_to_the_text() {
    let steps = |text: &str| {
        let mut scratch = Scratch::default();
        Screener::standard().screen_with(&mut scratch, text, Mode::Comment);
        scratch.steps()
    };
    for unit in HOSTILE.into_iter().chain(["お前死ね、", "市長お前殺すぞ今夜", "助けて水が二階お願い", "ばか死ねかす"])
    {
        let of = |kilobytes: usize| steps(&unit.repeat(kilobytes * 1024 / unit.len()));
        let (small, large) = (of(16), of(64));
        assert!(large <= small * 5 + 1_000, "{unit}: {small} steps become {large}");
    }
}

const HOSTILE: [&str; 20] = [
    "あ",
    "死ね",
    "ば か ",
    "○",
    "「",
    "ー",
    "お前",
    "市長死ね",
    "0",
    "1-",
    "0.",
    "a.",
    "@",
    "助けて水が",
    "らしい",
    "ｶﾞ",
    "殺",
    "し\u{200b}",
    "a@",
    "さん",
];

#[test]
fn the_base_lexicon_is_sound() {
    let remarks = tatefuda_text::lexicon::lint(&[base()], []);
    let remarks: Vec<String> = remarks.into_iter().map(|remark| format!("{}: {}", remark.entry, remark.en)).collect();
    assert!(remarks.is_empty(), "{remarks:#?}");
}

#[test]
fn a_bodys_layer_adds_replaces_and_takes_out() {
    let layer = |text: &str| Lexicon::from_toml(text).expect("a layer");
    let town = layer(
        "id = \"town\"\nversion = \"3\"\n[[entry]]\nid = \"town.nickname\"\ncategory = \"abuse\"\ntier = \"strong\"\nreason = \"町内で使われる蔑称\"\nforms = [\"どんぐり頭\"]\nhit = [\"どんぐり頭め\"]\nmiss = [\"どんぐりを拾う\"]\n[[entry]]\nid = \"abuse.die\"\ncategory = \"abuse\"\ntier = \"strong\"\nreason = \"使わない\"\nforms = [\"-\"]\ndrop = true\n",
    );
    let screener = Screener::new([base(), town]).expect("a screener");
    let found = screener.screen("このどんぐり頭", Mode::Comment);
    assert!(
        found.iter().any(|finding| &*finding.version == "town@3" && &*finding.rule == "town.nickname"),
        "{found:?}"
    );
    assert!(!screener.screen("さっさと死ね", Mode::Comment).iter().any(|finding| &*finding.rule == "abuse.die"));
    let table = "id,category,tier,forms,reason,hit,miss\ntown.x,abuse,strong,\"どんぐり頭|松ぼっくり頭\",蔑称,松ぼっくり頭だ,松ぼっくり\n";
    let table = Lexicon::from_csv("town", "1", table).expect("a table");
    let screener = Screener::new([base(), table]).expect("a screener");
    assert_eq!(screener.screen("松ぼっくり頭", Mode::Comment)[0].tier, Tier::Strong);
    assert_eq!(Lexicon::from_csv("town", "1", "a,b,strong,x,y,z,w\n").expect_err("no category").0, 1);
}

#[test]
fn entries_hold_between_their_days() {
    let text = "id = \"town\"\nversion = \"1\"\n[[entry]]\nid = \"x\"\ncategory = \"political\"\ntier = \"strong\"\nreason = \"選挙期間\"\nforms = [\"どんぐり党\"]\nfrom = \"2026-11-01\"\nuntil = \"2026-11-29\"\n";
    let layer = || [Lexicon::from_toml(text).expect("a layer")];
    let found = |day: &str| {
        Screener::on(day.parse().expect("a day"), layer())
            .expect("a screener")
            .screen("どんぐり党", Mode::Comment)
            .len()
    };
    assert_eq!((found("2026-10-31"), found("2026-11-01"), found("2026-11-29"), found("2026-11-30")), (0, 1, 1, 0));
}

#[test]
fn findings_explain_how_they_were_read() {
    let found = Screener::standard().screen("ｷﾁ・ｶﾞ・ｲ", Mode::Comment);
    let explanation = found[0].explanation(tatefuda_domain::Lang::Ja);
    assert!(explanation.contains("「ｷﾁ・ｶﾞ・ｲ」を「きちがい」と読みました（半角→全角、記号除去）"), "{explanation}");
    assert!(found[0].explanation(tatefuda_domain::Lang::En).contains("is read as"), "{found:?}");
}
