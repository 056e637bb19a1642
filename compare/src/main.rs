//! The screening engine on its corpus, and beside other filters on the same texts in the same run. Writes
//! `docs/screening.md`. `./run` calls it.

mod corpus;
mod own;
mod parts;
mod peers;
mod rate;

use std::{fmt::Write as _, fs, path::PathBuf};

use anyhow::{Context as _, Result};
use tatefuda_text::lexicon;

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
        own::report(&mut out, &name, &sentences, &data)?;
        println!("{out}");
        return Ok(());
    }
    let mut sentences = vec![];
    let mut data = vec![];
    let mut halves = vec![];
    for half in ["development", "second", "third", "fourth"] {
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
    for (half, sentences, data) in &halves {
        own::report(&mut out, half, sentences, data)?;
    }
    // Sealed parts are measured once; what they said stays as it was said.
    out.push_str(include_str!("../sealed.md"));
    parts::evasions(&mut out, &sentences)?;
    parts::ablation(&mut out, &sentences)?;
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
         built so: [0026](decisions/0026-screening.md).\n\nMeasured: lexicon {}@{} with {} entries and {} groups, detectors {}, on these parts of the \
         corpus:\n",
        base.id,
        base.version,
        base.entries.len(),
        base.groups.len(),
        tatefuda_text::DETECTORS
    )?;
    writeln!(out, "| part | sentences | texts about data | what it is |\n| --- | --- | --- | --- |")?;
    for (part, sentences, data) in parts {
        let what = match *part {
            "development" => {
                "the voices of the first writer; read while the lexicon was built, so its figures are no promise"
            }
            "second" => {
                "other voices, written before the entries were generalised; measured once unread (columns “before”), then read"
            }
            "third" => {
                "further voices, written before their entries; measured once unread (columns “before”), then read"
            }
            _ => "a family in danger, trolls, a counter; written before an entry of 1.2.0, measured once unread, then read",
        };
        writeln!(out, "| {part} | {sentences} | {data} | {what} |")?;
    }
    Ok(())
}
