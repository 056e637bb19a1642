//! Reads the parts of the corpus that are open and says of every text what is found: `cargo run --release -p
//! tatefuda-text --example corpus -- [LEXICON FOLDER]`. One line a text: part and voice, labels, mode, findings as
//! `category:tier:rule:surface`, the datum where there is one, the text. With a folder of lexicon files these are read
//! in place of the built-in ones, so that an author of entries sees what changes without compiling.

use std::{fs, io::Write as _, path::Path};

use tatefuda_text::{
    lexicon,
    screen::{Mode, Screener},
};

fn main() {
    let mut out = std::io::stdout().lock();
    let base = std::env::args().nth(1).map_or_else(lexicon::base, |folder| {
        lexicon::from_folder(Path::new(&folder)).unwrap_or_else(|problem| panic!("{problem}"))
    });
    for remark in lexicon::lint(std::slice::from_ref(&base), []) {
        eprintln!("! {}: {}", remark.entry, remark.en);
    }
    let screener = Screener::new([base]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for part in ["development", "second", "third", "fourth"] {
        let mut files: Vec<_> =
            fs::read_dir(root.join(part)).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let voice = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            for line in fs::read_to_string(&file).unwrap_or_default().lines() {
                let fields: Vec<&str> = line.split('\t').collect();
                let (Some(labels), Some(mode), Some(text)) = (fields.first(), fields.get(1), fields.last()) else {
                    continue;
                };
                let surface = if fields.len() > 3 { fields[2] } else { "" };
                let mode = if *mode == "draft" { Mode::Draft } else { Mode::Comment };
                let found: Vec<String> = screener
                    .screen(text, mode)
                    .iter()
                    .map(|one| format!("{}:{}:{}:{}", one.category.id(), one.tier.id(), one.rule, one.surface))
                    .collect();
                let _ = writeln!(
                    out,
                    "{part}/{voice}\t{labels}\t{mode:?}\t{}\t{surface}\t{text}",
                    found.join(" | ").replace(['\n', '\t'], " ")
                );
            }
        }
    }
}
