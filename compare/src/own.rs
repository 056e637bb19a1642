//! The engine alone: recall and precision of each category, what innocents are flagged.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
    sync::Arc,
};

use anyhow::Result;
use tatefuda_text::{
    lexicon::Lexicon,
    screen::{Category, Finding, Screener, Tier},
    sorter::{self, Sorter, train},
};

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

/// The engine as it reads a voice that it does not know: by weights learnt without that voice, so that no figure praises
/// what was learnt by heart. What stands in no open part is read by the weights that are used.
pub struct Engines {
    /// By fold of voices.
    folds: Vec<Screener>,
    of: BTreeMap<String, usize>,
    /// Without what was learnt.
    alone: Screener,
}

/// Weights that were learnt without some voices, once for all reports; by default those that are used.
#[derive(Default)]
pub struct Learnt {
    folds: Vec<Arc<Sorter>>,
    of: BTreeMap<String, usize>,
}

impl Learnt {
    /// From the open parts of the corpus.
    pub fn new(root: &Path) -> Result<Self> {
        let samples = train::corpus(&root.join("crates/text/corpus"))?;
        let (way, texts, limits) = (train::Way::default(), train::Texts::new(&samples), sorter::standard());
        let mut learnt = Self { folds: vec![], of: BTreeMap::new() };
        for (number, (inside, outside)) in train::folds(&samples).into_iter().enumerate() {
            let weights = train::weights(&samples, &texts, &inside, way).with_limits_of(&limits);
            learnt.folds.push(Arc::new(weights));
            learnt.of.extend(outside.into_iter().map(|at| (samples[at].voice.clone(), number)));
        }
        Ok(learnt)
    }
}

impl Engines {
    /// One for each fold, with a lexicon.
    pub fn new(learnt: &Learnt, base: &Lexicon) -> Result<Self> {
        let engine = |sorter| -> Result<Screener> {
            let screener = Screener::new([base.clone()]).map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
            Ok(screener.with_sorter(sorter))
        };
        let folds = learnt.folds.iter().map(|sorter| engine(Some(sorter.clone()))).collect::<Result<_>>()?;
        Ok(Self { folds, of: learnt.of.clone(), alone: engine(None)? })
    }

    /// What is found in a text, with what was learnt or by what is written by hand alone.
    pub fn screen(&self, text: &Text, whole: bool) -> Vec<Finding> {
        let voice = text.id.rsplit_once('/').map_or("", |(voice, _)| voice);
        let screener = match self.of.get(voice) {
            _ if !whole => &self.alone,
            Some(fold) => &self.folds[*fold],
            None => Screener::standard(),
        };
        screener.screen(&text.text, text.mode)
    }
}

fn found(engines: &Engines, text: &Text, prompts: bool, whole: bool) -> BTreeSet<&'static str> {
    engines
        .screen(text, whole)
        .iter()
        .filter(|finding| is_serious(finding) || (prompts && PROMPTS.contains(&finding.category.id())))
        .map(|finding| finding.category.id())
        .collect()
}

pub fn report(out: &mut String, engines: &Engines, half: &str, sentences: &[Text], data: &[Text]) -> Result<()> {
    writeln!(out, "\n## The engine on the {half} part\n")?;
    writeln!(
        out,
        "{} sentences. Tier certain or strong; for cues and prompts (marked *) any tier.\n",
        sentences.len()
    )?;
    writeln!(
        out,
        "| category | recall | entries alone | precision | entries alone | innocents flagged |\n| --- | --- | --- | --- | --- | --- |"
    )?;
    let read = |whole| sentences.iter().map(|one| found(engines, one, true, whole)).collect::<Vec<_>>();
    let (whole, alone) = (read(true), read(false));
    for category in SENTENCE {
        let rates = |read: &[BTreeSet<&'static str>]| {
            let (mut recall, mut precision, mut innocents) = (Rate::default(), Rate::default(), Rate::default());
            for (one, seen) in sentences.iter().zip(read) {
                let hit = seen.contains(category);
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
            (recall, precision, innocents)
        };
        let mark = if PROMPTS.contains(&category) { " *" } else { "" };
        let ((recall, precision, innocents), (before, precise, _)) = (rates(&whole), rates(&alone));
        writeln!(
            out,
            "| {category}{mark} | {recall} | {} | {precision} | {} | {innocents} |",
            before.share(),
            precise.share()
        )?;
    }
    let (whole, alone) = (harm(engines, sentences, true), harm(engines, sentences, false));
    writeln!(out, "\n| harm | share | entries alone |\n| --- | --- | --- |")?;
    for ((name, rate), (_, before)) in whole.iter().zip(&alone) {
        writeln!(out, "| {name} | {rate} | {} |", before.share())?;
    }
    about(out, data)
}

/// Harm as one: what matters to whoever looks at a comment.
fn harm(engines: &Engines, sentences: &[Text], whole: bool) -> Vec<(String, Rate)> {
    let mut rows: Vec<(String, Rate)> =
        vec![("abuse, threat, discrimination or obscenity found".into(), Rate::default())];
    rows.extend(INNOCENT.map(|label| (format!("{label}: flagged as one of them"), Rate::default())));
    rows.push(("all innocents: flagged as one of them".into(), Rate::default()));
    let mut precision = Rate::default();
    let mut silent = Rate::default();
    let mut news = Rate::default();
    for one in sentences {
        let seen = found(engines, one, false, whole);
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
    rows
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
