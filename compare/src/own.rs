//! The engine alone: recall and precision of each category, what innocents are flagged.

use std::{collections::BTreeSet, fmt::Write as _};

use anyhow::Result;
use tatefuda_text::screen::{Category, Finding, Screener, Tier};

use crate::{
    corpus::{INNOCENT, Text},
    rate::Rate,
};

/// Categories that are cues or prompts by their nature: any tier counts as found.
const PROMPTS: [&str; 9] = [
    "rumour",
    "quotation",
    "undecided",
    "political",
    "religious",
    "commercial",
    "impersonation",
    "copyright",
    "disrespect",
];
/// What may be taken for harm.
pub const HARM: [&str; 4] = ["abuse", "threat", "discrimination", "obscenity"];
const SENTENCE: [&str; 17] = [
    "abuse",
    "threat",
    "discrimination",
    "obscenity",
    "incitement",
    "self_harm",
    "rescue",
    "rumour",
    "quotation",
    "undecided",
    "political",
    "religious",
    "commercial",
    "impersonation",
    "confidential",
    "disrespect",
    "copyright",
];

/// Whether a finding is meant seriously: certain or strong.
pub fn is_serious(finding: &Finding) -> bool {
    matches!(finding.tier, Tier::Certain | Tier::Strong)
}

fn found(text: &Text, prompts: bool) -> BTreeSet<&'static str> {
    Screener::standard()
        .screen(&text.text, text.mode)
        .iter()
        .filter(|finding| is_serious(finding) || (prompts && PROMPTS.contains(&finding.category.id())))
        .map(|finding| finding.category.id())
        .collect()
}

/// What was measured when the second part of the corpus was written, by part and category or row.
fn before(half: &str, name: &str) -> (&'static str, &'static str) {
    const BEFORE: &str = include_str!("../before.tsv");
    BEFORE
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .find(|row| row.first() == Some(&half) && row.get(1) == Some(&name))
        .map_or(("–", "–"), |row| (row[2], row[3]))
}

pub fn report(out: &mut String, half: &str, sentences: &[Text], data: &[Text]) -> Result<()> {
    writeln!(out, "\n## The engine on the {half} part\n")?;
    writeln!(
        out,
        "{} sentences. Tier certain or strong; for cues and prompts (marked *) any tier.\n",
        sentences.len()
    )?;
    writeln!(
        out,
        "| category | recall | before | precision | before | innocents flagged |\n| --- | --- | --- | --- | --- | --- |"
    )?;
    for category in SENTENCE {
        let (mut recall, mut precision, mut innocents) = (Rate::default(), Rate::default(), Rate::default());
        for one in sentences {
            let hit = found(one, true).contains(category);
            if one.has(category) {
                recall.add(hit);
            }
            if hit {
                precision.add(one.has(category));
            }
            if one.is_innocent() {
                innocents.add(hit);
            }
        }
        let mark = if PROMPTS.contains(&category) { " *" } else { "" };
        let (recall_before, precision_before) = before(half, category);
        writeln!(
            out,
            "| {category}{mark} | {recall} | {recall_before} | {precision} | {precision_before} | {innocents} |"
        )?;
    }
    harm(out, half, sentences)?;
    about(out, data)
}

/// Harm as one: what matters to whoever looks at a comment.
fn harm(out: &mut String, half: &str, sentences: &[Text]) -> Result<()> {
    let mut rows: Vec<(String, Rate)> =
        vec![("abuse, threat, discrimination or obscenity found".into(), Rate::default())];
    rows.extend(INNOCENT.map(|label| (format!("{label}: flagged as one of them"), Rate::default())));
    rows.push(("all innocents: flagged as one of them".into(), Rate::default()));
    let mut precision = Rate::default();
    let mut silent = Rate::default();
    let mut news = Rate::default();
    for one in sentences {
        let seen = found(one, false);
        let hit = HARM.iter().any(|category| seen.contains(category));
        let guilty = HARM.iter().any(|category| one.has(category));
        if guilty {
            rows[0].1.add(hit);
        }
        if hit {
            precision.add(guilty);
        }
        if one.is_innocent() {
            for (at, label) in INNOCENT.iter().enumerate() {
                if one.has(label) {
                    rows[at + 1].1.add(hit);
                }
            }
            rows[INNOCENT.len() + 1].1.add(hit);
        }
        if one.labels == ["criticism"] {
            silent.add(seen.iter().all(|category| *category == "url"));
        }
        if one.labels == ["news"] {
            news.add(seen.contains("rescue"));
        }
    }
    rows.push(("precision over the corpus".into(), precision));
    rows.push(("criticism without any finding (certain or strong)".into(), silent));
    rows.push(("news taken for a call for rescue".into(), news));
    writeln!(out, "\n| harm | share | before |\n| --- | --- | --- |")?;
    for (name, rate) in &rows {
        writeln!(out, "| {name} | {rate} | {} |", before(half, name).0)?;
    }
    Ok(())
}

/// Telephone numbers and the like.
fn about(out: &mut String, data: &[Text]) -> Result<()> {
    writeln!(out, "\n| datum | found | the exact words | look-alikes flagged |\n| --- | --- | --- | --- |")?;
    for category in Category::all().map(Category::id).filter(|id| !SENTENCE.contains(id)) {
        let (mut recall, mut exact, mut flagged) = (Rate::default(), Rate::default(), Rate::default());
        for one in data {
            let findings = Screener::standard().screen(&one.text, one.mode);
            let mut of = findings.iter().filter(|finding| finding.category.id() == category);
            if one.has(category) {
                let surface = one.surface.as_deref().unwrap_or_default();
                let place = one.text.find(surface).map(|start| (start, start + surface.len()));
                recall.add(of.clone().any(|finding| place.is_some_and(|(s, e)| finding.start < e && s < finding.end)));
                exact.add(of.any(|finding| place == Some((finding.start, finding.end))));
            } else if one.has(&format!("not_{category}")) {
                flagged.add(of.any(|finding| category == "url" || category == "person_name" || is_serious(finding)));
            }
        }
        writeln!(out, "| {category} | {recall} | {exact} | {flagged} |")?;
    }
    Ok(())
}
