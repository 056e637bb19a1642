//! The screening engine on its corpus, and beside other filters on the same texts in the same run. Writes
//! `docs/screening.md`. `./run` calls it.

mod corpus;
mod own;
mod peers;
mod rate;

use std::{fmt::Write as _, fs, path::PathBuf};

use anyhow::{Context as _, Result};

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let step = args.next().context("texts FILE | report FOLDER")?;
    let place = PathBuf::from(args.next().context("a file or folder")?);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sentences = vec![];
    let mut data = vec![];
    let mut halves = vec![];
    for half in ["development", "second", "held-back"] {
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
    let mut out = String::from(
        "# What was measured of the screening\n\nMade by `compare/run`; not edited by hand. Intervals are Wilson's at 95 %. \
         Why it is built so: [0026](decisions/0026-screening.md). Half of the corpus is still sealed, for one last look.\n",
    );
    for (half, sentences, data) in &halves {
        own::report(&mut out, half, sentences, data)?;
    }
    peers::report(&mut out, &root, &place, &sentences, &data)?;
    fs::write(root.join("docs/screening.md"), &out)?;
    println!("{out}");
    Ok(())
}
