//! The screening engine on its corpus, and beside other filters on the same texts in the same run. Writes
//! `docs/screening.md`. `./run` calls it.

mod corpus;
mod own;
mod parts;
mod peers;
mod rate;

use std::{fmt::Write as _, fs, path::PathBuf};

use anyhow::{Context as _, Result};
use tatefuda_text::{
    lexicon,
    sorter::{self, train},
};

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let step = args.next().context("texts FILE | report FOLDER | sealed FOLDER")?;
    let place = PathBuf::from(args.next().context("a file or folder")?);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    // A sealed part, unpacked beside the others: its figures and none of its texts.
    if step == "sealed" {
        let name = place.file_name().context("a name")?.to_string_lossy().into_owned();
        let (sentences, data) = corpus::half(&root, &name)?;
        let mut out = String::new();
        let engines = own::Engines::new(&own::Learnt::default(), &lexicon::base())?;
        own::report(&mut out, &engines, &name, &sentences, &data)?;
        println!("{out}");
        return Ok(());
    }
    let mut sentences = vec![];
    let mut data = vec![];
    let mut halves = vec![];
    for half in train::PARTS {
        let Ok((some, about)) = corpus::half(&root, half) else { continue };
        halves.push((half, some.clone(), about.clone()));
        sentences.extend(some);
        data.extend(about);
    }
    if step == "texts" {
        let mut lines = String::new();
        for one in sentences.iter().chain(&data) {
            writeln!(lines, "{}", serde_json::json!({ "id": one.id, "text": one.text }))?;
        }
        fs::write(&place, lines)?;
        return Ok(());
    }
    let mut out = String::new();
    head(
        &mut out,
        &halves.iter().map(|(half, sentences, data)| (*half, sentences.len(), data.len())).collect::<Vec<_>>(),
    )?;
    let learnt = own::Learnt::new(&root)?;
    let engines = own::Engines::new(&learnt, &lexicon::base())?;
    for (half, sentences, data) in &halves {
        own::report(&mut out, &engines, half, sentences, data)?;
    }
    // Sealed parts are measured once; what they said stays as it was said.
    out.push_str(include_str!("../sealed.md"));
    parts::evasions(&mut out, &sentences)?;
    parts::ablation(&mut out, &learnt, &sentences)?;
    parts::strangers(&mut out, &root)?;
    peers::report(&mut out, &root, &place, &sentences, &data)?;
    fs::write(root.join("docs/screening.md"), &out)?;
    println!("{out}");
    Ok(())
}

/// What the page measures and of which state, said by whoever measures.
fn head(out: &mut String, parts: &[(&str, usize, usize)]) -> Result<()> {
    let base = lexicon::base();
    writeln!(
        out,
        "# What was measured of the screening\n\nMade by `compare/run`; not edited by hand. Intervals are Wilson's at 95 %. Why it is \
         built so: [0026](decisions/0026-screening.md).\n\nMeasured: lexicon {}@{} with {} entries and {} groups, {} with {} groups of letters, \
         detectors {}, on these parts of the corpus. In the tables of parts every voice is read by weights that were learnt without its writer; what entries find \
         without what was learnt stands beside it.\n",
        base.id,
        base.version,
        base.entries.len(),
        base.groups.len(),
        sorter::VERSION,
        sorter::standard().groups(),
        tatefuda_text::DETECTORS
    )?;
    writeln!(out, "| part | sentences | texts about data | what it is |\n| --- | --- | --- | --- |")?;
    for (part, sentences, data) in parts {
        let what = match *part {
            "development" => {
                "the voices of the first writer; read while the lexicon was built, so its figures are no promise"
            }
            "second" => "other voices, written before the entries were generalised; then read",
            "third" => "further voices, written before their entries; then read",
            "fourth" => "a family in danger, trolls, a counter; written before an entry of 1.2.0, then read",
            "first-sealed" => "voices of a second writer; sealed until 1.3.0, no entry was written for them",
            "second-sealed" => "evacuees and a brawler; sealed until 1.3.0, no entry was written for them",
            "third-sealed" => "five voices of an independent writer; sealed until 1.3.0, no entry was written for them",
            "fifth" => {
                "42 voices written to learn from, most without a word that a list would hold; no entry was written for them"
            }
            "fourth-sealed" => "six voices of an independent writer; sealed until 1.4.0, no entry was written for them",
            "fifth-sealed" => "twenty voices (and data) of two independent writers; sealed until 1.5.0",
            "eighth" => "59 voices of five further writers, one of them for hearsay and quotations; no entry of harm was written for them",
            "seventh" => {
                "54 voices of five writers (and data), written to learn from; measured before anything was learnt from them"
            }
            _ => "innocents alone, that entries or the first weights took for harm or a call",
        };
        writeln!(out, "| {part} | {sentences} | {data} | {what} |")?;
    }
    Ok(())
}
