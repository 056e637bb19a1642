//! Packs that come with the program, and packs from a folder.

use std::{borrow::Cow, collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result, bail};
use rust_embed::RustEmbed;
use tatefuda_regulation::PackSource;

#[derive(RustEmbed)]
#[folder = "../../packs"]
struct Packs;

#[derive(RustEmbed)]
#[folder = "../../examples"]
struct Examples;

/// A pack by the path of its folder, or by name among those that come with the program.
pub fn find(name: &str) -> Result<PackSource> {
    find_below(name, 0)
}

/// How deep packs may inherit from one another.
const GENERATIONS: usize = 4;

fn find_below(name: &str, generation: usize) -> Result<PackSource> {
    let path = Path::new(name);
    let source = if path.is_dir() {
        folder(path)?
    } else {
        let files = embedded(name);
        if files.is_empty() {
            bail!("there is no pack {name:?}: neither a folder nor one of {}", names().join(", "));
        }
        PackSource::new(files)
    };
    let Some(base) = source.base_id() else { return Ok(source) };
    if generation == GENERATIONS {
        bail!("{name} inherits from more than {GENERATIONS} packs one after the other");
    }
    // A base lies beside the pack that inherits from it, or comes with the program.
    let beside = path.parent().map(|parent| parent.join(&base)).filter(|beside| path.is_dir() && beside.is_dir());
    let base = match beside {
        Some(beside) => find_below(&beside.to_string_lossy(), generation + 1)?,
        None => find_below(&base, generation + 1)?,
    };
    Ok(source.with_base(&base))
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = Packs::iter()
        .chain(Examples::iter())
        .filter_map(|path| path.split_once('/').map(|(name, _)| name.to_owned()))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn embedded(name: &str) -> BTreeMap<String, String> {
    let prefix = format!("{name}/");
    let read = |path: Cow<'static, str>, data: Cow<'static, [u8]>| {
        let file = path.strip_prefix(&prefix)?.to_owned();
        Some((file, String::from_utf8_lossy(&data).into_owned()))
    };
    let packs = Packs::iter().filter_map(|path| Packs::get(&path).map(|file| (path, file.data)));
    let examples = Examples::iter().filter_map(|path| Examples::get(&path).map(|file| (path, file.data)));
    packs.chain(examples).filter_map(|(path, data)| read(path, data)).collect()
}

fn folder(root: &Path) -> Result<PackSource> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("{} cannot be read", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
                let name = path.strip_prefix(root)?.components().map(|part| part.as_os_str().to_string_lossy());
                files.insert(name.collect::<Vec<_>>().join("/"), text);
            }
        }
    }
    Ok(PackSource::new(files))
}
