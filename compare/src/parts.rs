//! Whether each part of the engine earns its place: the same texts in disguise, the same texts without a part, and texts
//! of others.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::Result;
use tatefuda_text::{
    lexicon::{self, Boundary, Lexicon},
    screen::{Finding, Mode, Scratch, Screener},
};

use crate::{
    corpus::Text,
    own::{Engines, HARM, Learnt, is_serious},
    rate::Rate,
};

fn harmful(finding: &Finding) -> bool {
    is_serious(finding) && HARM.contains(&finding.category.id())
}

/// A way of writing what is found so that machines do not see it.
type Disguise = (&'static str, fn(&str) -> Option<String>);

const DISGUISES: [Disguise; 8] = [
    ("the other kana", |word| changed(word, |c| Some(other_kana(c)))),
    ("half-width カタカナ", |word| changed(word, |c| Some(half_width(c)))),
    ("full-width", |word| {
        changed(word, |c| {
            Some(
                char::from_u32(c as u32 + 0xfee0)
                    .filter(|_| c.is_ascii_graphic())
                    .map_or_else(|| c.into(), String::from),
            )
        })
    }),
    ("zero-width spaces between", |word| between(word, "\u{200b}")),
    ("spaces between", |word| between(word, " ")),
    ("dots between", |word| between(word, "・")),
    ("drawn out", |word| word.chars().next_back().filter(|c| ('ぁ'..='ヺ').contains(c)).map(|_| format!("{word}ーー"))),
    ("one letter masked", |word| {
        let letters: Vec<char> = word.chars().collect();
        (3..=8)
            .contains(&letters.len())
            .then(|| letters.iter().enumerate().map(|(at, c)| if at == 1 { '○' } else { *c }).collect())
    }),
];

fn changed(word: &str, each: impl Fn(char) -> Option<String>) -> Option<String> {
    let read: String = word.chars().map(|c| each(c).unwrap_or_else(|| c.into())).collect();
    (read != word).then_some(read)
}

fn between(word: &str, sign: &str) -> Option<String> {
    let letters: Vec<String> = word.chars().map(String::from).collect();
    (letters.len() >= 2 && word.chars().all(char::is_alphabetic)).then(|| letters.join(sign))
}

fn other_kana(c: char) -> String {
    let moved = match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60),
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60),
        c => Some(c),
    };
    moved.map_or_else(String::new, String::from)
}

fn half_width(c: char) -> String {
    const FULL: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    const VOICED: &str = "ガカギキグクゲケゴコザサジシズスゼセゾソダタヂチヅツデテドトバハビヒブフベヘボホヴウ";
    const HALF_VOICED: &str = "パハピヒプフペヘポホ";
    let katakana = match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        c => c,
    };
    let plain = |c: char| FULL.chars().position(|known| known == c).and_then(|at| char::from_u32(0xff61 + at as u32));
    let pair = |list: &str| {
        let chars: Vec<char> = list.chars().collect();
        chars.chunks(2).find(|pair| pair[0] == katakana).and_then(|pair| plain(pair[1]))
    };
    match (plain(katakana), pair(VOICED), pair(HALF_VOICED)) {
        (Some(half), ..) => half.into(),
        (_, Some(half), _) => format!("{half}ﾞ"),
        (_, _, Some(half)) => format!("{half}ﾟ"),
        _ => c.into(),
    }
}

/// What is still found of what was found, in disguise.
pub fn evasions(out: &mut String, sentences: &[Text]) -> Result<()> {
    writeln!(
        out,
        "\n## In disguise\n\nWords that were found for harm in the open parts, written so that machines do not see them; the share that is found as surely. The weights were learnt from the plain sentences.\n"
    )?;
    writeln!(out, "| disguise | still found |\n| --- | --- |")?;
    let screener = Screener::standard();
    for (name, disguise) in DISGUISES {
        let mut rate = Rate::default();
        for one in sentences.iter().filter(|one| HARM.iter().any(|category| one.has(category))) {
            let Some(finding) = screener.screen(&one.text, one.mode).into_iter().find(harmful) else { continue };
            let Some(hidden) = disguise(&finding.surface) else { continue };
            let text = format!("{}{hidden}{}", &one.text[..finding.start], &one.text[finding.end..]);
            rate.add(screener.screen(&text, one.mode).iter().any(harmful));
        }
        writeln!(out, "| {name} | {rate} |")?;
    }
    Ok(())
}

/// A part of the lexicon that is taken away.
type Part = (&'static str, fn(&mut Lexicon));

const PARTS: [Part; 8] = [
    ("nothing", |_| {}),
    ("exceptions", |lexicon| lexicon.entries.iter_mut().for_each(|entry| entry.except.clear())),
    ("bounds of words", |lexicon| {
        for entry in &mut lexicon.entries {
            (entry.boundary, entry.reading_boundary) = (Boundary::None, Boundary::None);
        }
    }),
    ("inflection", |lexicon| lexicon.entries.iter_mut().for_each(|entry| entry.inflect = None)),
    ("parts of words put together", |lexicon| {
        for entry in &mut lexicon.entries {
            entry.heads.truncate(1);
            entry.tails.truncate(1);
        }
    }),
    ("letters left out", |lexicon| lexicon.entries.iter_mut().for_each(|entry| entry.masks = false)),
    ("context that is needed", |lexicon| {
        for entry in &mut lexicon.entries {
            entry.need.clear();
            entry.also.clear();
        }
    }),
    ("context that cancels", |lexicon| {
        lexicon.defaults.clear();
        lexicon.entries.iter_mut().for_each(|entry| entry.forbid.clear());
    }),
];

/// The same texts without one part: what it finds and what it spares.
pub fn ablation(out: &mut String, weights: &Learnt, sentences: &[Text]) -> Result<()> {
    writeln!(
        out,
        "\n## Without a part\n\nThe open parts, each time without one part of the engine; what was learnt is asked \
         about voices that it was not learnt from. Found: abuse, threat, discrimination or obscenity.\n"
    )?;
    writeln!(
        out,
        "| without | found | innocents flagged | criticism flagged | calls for rescue found | news taken for one |\n| --- | --- | --- | --- | --- | --- |"
    )?;
    let learnt = ("what was learnt", (|_| {}) as fn(&mut Lexicon));
    for (name, take) in PARTS.into_iter().chain([learnt]) {
        let mut base = lexicon::base();
        take(&mut base);
        let engines = Engines::new(weights, &base)?;
        let (mut found, mut innocents, mut criticism, mut rescue, mut news) =
            <(Rate, Rate, Rate, Rate, Rate)>::default();
        for one in sentences {
            let findings = engines.screen(one, name != learnt.0);
            let hit = findings.iter().any(harmful);
            let called = findings.iter().any(|finding| is_serious(finding) && finding.category.id() == "rescue");
            if HARM.iter().any(|category| one.has(category)) {
                found.add(hit);
            } else if one.is_innocent() {
                innocents.add(hit);
            }
            if one.labels == ["criticism"] {
                criticism.add(hit);
            }
            if one.has("rescue") {
                rescue.add(called);
            }
            if one.labels == ["news"] {
                news.add(called);
            }
        }
        writeln!(out, "| {name} | {found} | {innocents} | {criticism} | {rescue} | {news} |")?;
    }
    Ok(())
}

/// Texts of others, where they lie beside the checkout: encyclopaedia sentences, and sentences about right and wrong acts,
/// in which nothing is said to anybody.
pub fn strangers(out: &mut String, root: &Path) -> Result<()> {
    let folder = root.join("../shared/data/screening-dev");
    let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let wikipedia: Option<Vec<String>> = read("ner_wikipedia_dev.json").map(|text| {
        let rows: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        rows.as_array().into_iter().flatten().filter_map(|row| row["text"].as_str().map(str::to_owned)).collect()
    });
    let acts: Option<Vec<String>> = read("jcm_train.csv")
        .map(|text| text.lines().skip(1).filter_map(|line| line.split(',').nth(1).map(str::to_owned)).collect());
    let sets =
        [("encyclopaedia (ner-wikipedia-dataset)", wikipedia), ("right and wrong acts (commonsense-moral-ja)", acts)];
    if sets.iter().all(|(_, set)| set.is_none()) {
        return Ok(());
    }
    writeln!(
        out,
        "\n## Texts of others\n\nNever part of this repository; tier certain or strong.\n\n| texts | flagged for harm | taken for a call for rescue |\n| --- | --- | --- |"
    )?;
    let screener = Screener::standard();
    let mut scratch = Scratch::default();
    for (name, set) in sets {
        let Some(set) = set else { continue };
        let (mut harm, mut rescue) = (Rate::default(), Rate::default());
        for text in &set {
            let found = screener.screen_with(&mut scratch, text, Mode::Comment);
            harm.add(found.iter().any(harmful));
            rescue.add(found.iter().any(|finding| is_serious(finding) && finding.category.id() == "rescue"));
        }
        writeln!(
            out,
            "| {name} | {:.4} ({} of {}) | {:.4} |",
            harm.hit as f64 / harm.of.max(1) as f64,
            harm.hit,
            harm.of,
            rescue.hit as f64 / rescue.of.max(1) as f64
        )?;
    }
    Ok(())
}
