//! Other filters on the same texts. Those in other languages were run before by `./run` and left their answers as files.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, time::Instant};

use anyhow::{Context as _, Result};
use rustrict::CensorStr as _;
use serde_json::Value;
use tatefuda_text::screen::{Scratch, Screener};

use crate::{
    corpus::Text,
    own::{HARM, is_serious},
    rate::Rate,
};

/// What a filter said, and how fast.
struct Said {
    name: &'static str,
    flags: Vec<bool>,
    seconds: f64,
}

/// Runs of each filter.
const RUNS: usize = 5;

fn said(name: &'static str, texts: &[Text], mut flag: impl FnMut(&Text) -> bool) -> Said {
    texts.iter().take(200).for_each(|one| _ = flag(one));
    // The best of some runs: other work on the machine interrupts a single one.
    let (mut flags, mut seconds) = (vec![], f64::MAX);
    for _ in 0..RUNS {
        let begun = Instant::now();
        flags = texts.iter().map(&mut flag).collect();
        seconds = seconds.min(begun.elapsed().as_secs_f64());
    }
    Said { name, flags, seconds }
}

/// A word character as the rule of whole words counts them: letters, digits, marks, connectors of all scripts.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn whole_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// The forms of our lexicon for harm: what somebody would type into a list of words.
fn words(root: &Path) -> Result<Vec<String>> {
    let mut words = vec![];
    for entry in fs::read_dir(root.join("crates/text/lexicon"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let value: toml::Table = fs::read_to_string(&path)?.parse()?;
            gather(&toml::Value::Table(value), None, &mut words);
        }
    }
    words.retain(|word| !word.is_empty());
    words.sort();
    words.dedup();
    Ok(words)
}

fn gather(value: &toml::Value, above: Option<&str>, words: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            let own = table.get("category").and_then(toml::Value::as_str).or(above);
            // Parts that are put together are no words by themselves.
            let parts = table.contains_key("heads") || table.contains_key("tails");
            if !parts
                && let Some(forms) = table.get("forms").and_then(toml::Value::as_array)
                && own.is_some_and(|category| HARM.contains(&category))
            {
                words.extend(forms.iter().filter_map(|form| form.as_str().map(str::to_owned)));
            }
            table.values().for_each(|inner| gather(inner, own, words));
        }
        toml::Value::Array(list) => list.iter().for_each(|inner| gather(inner, above, words)),
        _ => {}
    }
}

pub fn report(out: &mut String, root: &Path, folder: &Path, sentences: &[Text], data: &[Text]) -> Result<()> {
    let words = words(root)?;
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut scratch = Scratch::default();
    let screener = Screener::standard();
    let mut all = vec![
        said("this engine (weights learnt from these sentences too)", sentences, |one| {
            let found = screener.screen_with(&mut scratch, &one.text, one.mode);
            found.iter().any(|finding| is_serious(finding) && HARM.contains(&finding.category.id()))
        }),
        said("plain substring, lower case, our words", sentences, |one| {
            let text = one.text.to_lowercase();
            lower.iter().any(|word| text.contains(word))
        }),
        said("the rule of Discourse (whole words), our words", sentences, |one| {
            let text = one.text.to_lowercase();
            lower.iter().any(|word| whole_word(&text, word))
        }),
        said("the rule of Misskey (substring as written), our words", sentences, |one| {
            words.iter().any(|word| one.text.contains(word))
        }),
        said("rustrict", sentences, |one| one.text.is_inappropriate()),
    ];
    for (name, file) in
        [("obscenity (npm)", "obscenity.jsonl"), ("glin-profanity (npm), Japanese and English", "glin-profanity.jsonl")]
    {
        all.extend(read(name, &folder.join(file), sentences));
    }
    writeln!(out, "\n## Beside other filters\n")?;
    writeln!(
        out,
        "All {} sentences that are open, {} words (those that are not put together from parts) for the rules that only know words. Found: abuse, threat, discrimination or \
         obscenity; seconds are of one core of the same machine in the same run. Other work on the machine slows all of them: \
         speeds tell how the filters stand to each other.\n",
        sentences.len(),
        words.len()
    )?;
    writeln!(
        out,
        "| filter | found | innocents flagged | criticism flagged | precision | texts per second |\n| --- | --- | --- | --- | --- | --- |"
    )?;
    for one in &all {
        let (mut found, mut innocents, mut criticism, mut precision) = <(Rate, Rate, Rate, Rate)>::default();
        for (text, flag) in sentences.iter().zip(&one.flags) {
            let guilty = HARM.iter().any(|category| text.has(category));
            if guilty {
                found.add(*flag);
            } else if text.is_innocent() {
                innocents.add(*flag);
            }
            if text.labels == ["criticism"] {
                criticism.add(*flag);
            }
            if *flag {
                precision.add(guilty);
            }
        }
        let speed = one.flags.len() as f64 / one.seconds;
        writeln!(out, "| {} | {found} | {innocents} | {criticism} | {precision} | {speed:.0} |", one.name)?;
    }
    presidio(out, &folder.join("presidio.jsonl"), data)
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn read(name: &'static str, path: &Path, texts: &[Text]) -> Option<Said> {
    let lines = lines(path).ok()?;
    // The time is for all texts of the file, those about data too.
    let share = texts.len() as f64 / lines.len().saturating_sub(1) as f64;
    let seconds = lines.last()?.get("seconds")?.as_f64()? * share;
    let flags: BTreeMap<&str, bool> =
        lines.iter().filter_map(|line| Some((line["id"].as_str()?, line["flag"].as_bool()?))).collect();
    Some(Said { name, seconds, flags: texts.iter().map(|one| flags.get(one.id.as_str()) == Some(&true)).collect() })
}

/// Data beside presidio-analyzer, where Python was there to run it.
fn presidio(out: &mut String, path: &Path, data: &[Text]) -> Result<()> {
    const KINDS: [(&str, &str); 4] =
        [("phone", "PHONE_NUMBER"), ("email", "EMAIL_ADDRESS"), ("credit_card", "CREDIT_CARD"), ("url", "URL")];
    let Ok(lines) = lines(path) else {
        writeln!(out, "\npresidio-analyzer was not run: Python is missing.")?;
        return Ok(());
    };
    let found: BTreeMap<&str, &Vec<Value>> =
        lines.iter().filter_map(|line| Some((line["id"].as_str()?, line["entities"].as_array()?))).collect();
    let seconds = lines.last().and_then(|line| line["seconds"].as_f64()).unwrap_or(f64::NAN);
    writeln!(
        out,
        "\nData, beside presidio-analyzer ({:.0} texts per second; it knows no other of ours):\n",
        (lines.len() - 1) as f64 / seconds
    )?;
    writeln!(
        out,
        "| datum | this engine | presidio-analyzer | look-alikes: this engine | look-alikes: presidio-analyzer |\n| --- | --- | --- | --- | --- |"
    )?;
    for (category, kind) in KINDS {
        let mut rates = [Rate::default(); 4];
        for one in data {
            let here = Screener::standard()
                .screen(&one.text, one.mode)
                .iter()
                .any(|finding| finding.category.id() == category);
            let there = found.get(one.id.as_str()).is_some_and(|list| list.iter().any(|entity| entity["kind"] == kind));
            if one.has(category) {
                rates[0].add(here);
                rates[1].add(there);
            } else if one.has(&format!("not_{category}")) {
                rates[2].add(here);
                rates[3].add(there);
            }
        }
        let [a, b, c, d] = rates;
        writeln!(out, "| {category} | {a} | {b} | {c} | {d} |")?;
    }
    Ok(())
}
