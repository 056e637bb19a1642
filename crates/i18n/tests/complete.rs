//! Both languages have the same files, keys and variables.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Messages = BTreeMap<String, BTreeSet<String>>;

/// Keys with the variables that their text names.
fn messages(text: &str) -> Messages {
    let mut out = Messages::new();
    let mut current = String::new();
    for line in text.lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with([' ', '}', '\t']) {
            let (key, _) = line.split_once(" =").unwrap_or_else(|| panic!("not a message: {line}"));
            current = key.to_owned();
            assert!(out.insert(current.clone(), BTreeSet::new()).is_none(), "{key} twice");
        }
        let variables = out.get_mut(&current).expect("a message is open");
        for (at, _) in line.match_indices('$') {
            let name = line[at + 1..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).next();
            variables.insert(name.unwrap_or_default().to_owned());
        }
    }
    out
}

fn language(code: &str) -> BTreeMap<String, Messages> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(code);
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().expect("a plain name");
        (name, messages(&fs::read_to_string(entry.path()).expect("UTF-8")))
    };
    fs::read_dir(dir).expect("the locales").map(|e| read(e.expect("an entry"))).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (ja, en) = (language("ja"), language("en"));
    assert!(ja.values().map(BTreeMap::len).sum::<usize>() > 300);
    assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (file, messages) in &ja {
        let other = &en[file];
        for (key, variables) in messages {
            assert_eq!(Some(variables), other.get(key), "{file}: {key}");
        }
        for key in other.keys() {
            assert!(messages.contains_key(key), "{file}: {key} is missing in Japanese");
        }
    }
}

#[test]
fn english_texts_hold_no_japanese() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    for entry in fs::read_dir(dir).expect("the locales") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("UTF-8");
        let found = text.chars().find(|c| matches!(u32::from(*c), 0x3000..=0x30FF | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF));
        assert_eq!(found, None, "{}", path.display());
    }
}

#[test]
fn every_file_is_embedded() {
    let i18n = tatefuda_i18n::I18n::new();
    for (file, messages) in language("ja") {
        for key in messages.keys() {
            assert!(i18n.has(key), "{file}: {key} is not embedded");
        }
    }
}
