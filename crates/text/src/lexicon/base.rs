//! The lexicon that comes with the program.

use std::{fs, path::Path};

use super::Lexicon;

/// Its files. They are one layer and share the version of the first.
const FILES: &[(&str, &str)] = &[
    ("groups", include_str!("../../lexicon/groups.toml")),
    ("abuse", include_str!("../../lexicon/abuse.toml")),
    ("discrimination", include_str!("../../lexicon/discrimination.toml")),
    ("threat", include_str!("../../lexicon/threat.toml")),
    ("obscenity", include_str!("../../lexicon/obscenity.toml")),
    ("incitement", include_str!("../../lexicon/incitement.toml")),
    ("rescue", include_str!("../../lexicon/rescue.toml")),
    ("rumour", include_str!("../../lexicon/rumour.toml")),
    ("draft", include_str!("../../lexicon/draft.toml")),
    ("activity", include_str!("../../lexicon/activity.toml")),
    ("frames", include_str!("../../lexicon/frames.toml")),
    ("registers", include_str!("../../lexicon/registers.toml")),
    ("veiled", include_str!("../../lexicon/veiled.toml")),
    ("scorn", include_str!("../../lexicon/scorn.toml")),
    ("distress", include_str!("../../lexicon/distress.toml")),
];

/// The base layer.
///
/// # Panics
///
/// Never with the files of this repository: a test reads them.
pub fn base() -> Lexicon {
    let parts = FILES
        .iter()
        .map(|(name, text)| Lexicon::from_toml(text).unwrap_or_else(|error| panic!("lexicon/{name}.toml: {error}")));
    joined(parts)
}

/// A layer whose files lie in a folder, as those of the base do: for authors of entries.
///
/// # Errors
///
/// What cannot be read, with the file and line.
pub fn from_folder(folder: &Path) -> Result<Lexicon, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut parts = vec![];
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        parts.push(Lexicon::from_toml(&text).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    Ok(joined(parts))
}

fn joined(parts: impl IntoIterator<Item = Lexicon>) -> Lexicon {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_else(|| Lexicon {
        id: "base".to_owned(),
        version: String::new(),
        groups: vec![],
        defaults: vec![],
        entries: vec![],
    });
    for part in parts {
        whole.groups.extend(part.groups);
        whole.defaults.extend(part.defaults);
        whole.entries.extend(part.entries);
    }
    whole
}
