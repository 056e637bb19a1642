//! The texts: our own corpus, and others' collections where they lie beside the checkout.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use tatefuda_text::screen::Mode;

/// A text with what a good reader would say of it.
#[derive(Debug, Clone)]
pub struct Text {
    /// Unique.
    pub id: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// The datum, in texts about one; empty: a look-alike.
    pub surface: Option<String>,
    /// Whether staff or citizens wrote it.
    pub mode: Mode,
    /// The text.
    pub text: String,
}

/// Labels of texts in which nothing may be found.
pub const INNOCENT: [&str; 6] = ["criticism", "title", "news", "warning", "name", "plain"];

impl Text {
    /// Whether it carries a label.
    pub fn has(&self, label: &str) -> bool {
        self.labels.iter().any(|one| one == label)
    }

    /// Whether nothing may be found in it.
    pub fn is_innocent(&self) -> bool {
        self.labels.iter().all(|label| INNOCENT.contains(&label.as_str()))
    }
}

/// Every text of one half of the corpus: sentences, and texts about data.
pub fn half(root: &Path, half: &str) -> Result<(Vec<Text>, Vec<Text>)> {
    let folder = root.join("crates/text/corpus").join(half);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .with_context(|| format!("{} is not there", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    let (mut sentences, mut data) = (vec![], vec![]);
    for file in files {
        let name = file.file_stem().context("a name")?.to_string_lossy().into_owned();
        for (at, line) in fs::read_to_string(&file)?.lines().enumerate() {
            let fields: Vec<&str> = line.split('\t').collect();
            let (labels, mode, surface, text) = match fields.as_slice() {
                [labels, mode, text] => (*labels, *mode, None, *text),
                [labels, mode, surface, text] => (*labels, *mode, Some((*surface).to_owned()), *text),
                _ => anyhow::bail!("{}:{}: not three or four fields", file.display(), at + 1),
            };
            let one = Text {
                id: format!("{half}/{name}/{at}"),
                labels: labels.split('+').map(str::to_owned).collect(),
                mode: if mode == "draft" { Mode::Draft } else { Mode::Comment },
                text: text.to_owned(),
                surface,
            };
            if one.surface.is_some() { data.push(one) } else { sentences.push(one) }
        }
    }
    Ok((sentences, data))
}
