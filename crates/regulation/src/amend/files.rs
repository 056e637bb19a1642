//! The files of a pack, to be changed in place.

use std::collections::BTreeMap;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::{Head, Problem};
use crate::{
    pack::{PackSource, generation},
    say::say,
};

/// The pack's own files of the regulation; what it inherits stays with whom it inherits it from.
pub(super) struct Files {
    docs: BTreeMap<String, DocumentMut>,
    rest: BTreeMap<String, String>,
}

/// Files that belong to a folder of a pack but speak of the text as it was.
fn of_the_former(path: &str) -> bool {
    path.starts_with("scenarios/") || path == "survivors.toml"
}

impl Files {
    pub(super) fn read(source: &PackSource) -> Result<Self, Problem> {
        let own: Vec<&str> =
            source.regulation_files().map(|(path, _)| path).filter(|path| generation(path) == 0).collect();
        let mut docs = BTreeMap::new();
        let mut rest = BTreeMap::new();
        for (path, text) in &source.files {
            if own.contains(&path.as_str()) {
                let doc = text.parse::<DocumentMut>().map_err(|_| unreadable(path))?;
                docs.insert(path.clone(), doc);
            } else if !of_the_former(path) {
                rest.insert(path.clone(), text.clone());
            }
        }
        Ok(Self { docs, rest })
    }

    pub(super) fn source(&self) -> PackSource {
        let docs = self.docs.iter().map(|(path, doc)| (path.clone(), doc.to_string()));
        PackSource { files: self.rest.clone().into_iter().chain(docs).collect() }
    }

    pub(super) fn docs(&mut self) -> impl Iterator<Item = &mut DocumentMut> {
        self.docs.values_mut()
    }

    pub(super) fn item(&mut self, section: &str, id: &str) -> Option<&mut Table> {
        let tables = self.docs.values_mut().filter_map(|doc| doc.get_mut(section)?.as_array_of_tables_mut());
        tables.flat_map(ArrayOfTables::iter_mut).find(|table| named(table) == Some(id))
    }

    /// Takes an item out.
    pub(super) fn take(&mut self, section: &str, id: &str) -> bool {
        for doc in self.docs.values_mut() {
            let Some(tables) = doc.get_mut(section).and_then(Item::as_array_of_tables_mut) else { continue };
            let found = tables.iter().position(|table| named(table) == Some(id));
            if let Some(at) = found {
                tables.remove(at);
                if tables.is_empty() {
                    doc.remove(section);
                }
                return true;
            }
        }
        false
    }

    /// Adds an item after another one, else behind the last of its section, else beside the head.
    pub(super) fn add(&mut self, section: &str, after: &str, table: Table) {
        for doc in self.docs.values_mut() {
            let Some(tables) = doc.get_mut(section).and_then(Item::as_array_of_tables_mut) else { continue };
            let found = tables.iter().position(|one| named(one) == Some(after));
            if let Some(at) = found {
                tables.insert(at + 1, table);
                return;
            }
        }
        let has = |doc: &DocumentMut| doc.get(section).is_some_and(Item::is_array_of_tables);
        let last = self.docs.iter().rev().find(|(_, doc)| has(doc)).map(|(path, _)| path.clone());
        let path = last.or_else(|| self.docs.iter().find(|(_, doc)| doc.contains_key("pack")).map(|(p, _)| p.clone()));
        let Some(doc) = path.and_then(|path| self.docs.get_mut(&path)) else { return };
        let entry = doc.entry(section).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        if let Some(tables) = entry.as_array_of_tables_mut() {
            tables.push(table);
        }
    }

    /// The head.
    pub(super) fn pack(&mut self) -> Option<&mut Table> {
        self.docs.values_mut().find_map(|doc| doc.get_mut("pack")?.as_table_mut())
    }

    pub(super) fn head(&mut self, head: &Head) {
        let day = head.from.to_string();
        let Some(pack) = self.pack() else { return };
        set(pack, "version", day.as_str());
        set(pack, "from", day.as_str());
        let remark: String = head.remark.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if let (false, Some(mut key)) = (remark.trim().is_empty(), pack.key_mut("version")) {
            let before = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
            key.leaf_decor_mut().set_prefix(format!("{before}# {day}: {}\n", remark.trim()));
        }
    }
}

/// The id of an item.
pub(super) fn named(table: &Table) -> Option<&str> {
    table.get("id")?.as_str()
}

/// Sets a text; where it stood before, what stands around it stays.
pub(super) fn set(table: &mut Table, key: &str, text: &str) {
    put(table, key, Value::from(text));
}

/// As [`set`] of any value.
pub(super) fn put(table: &mut Table, key: &str, new: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = new;
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(key, value(new))),
    }
}

/// `{ ja = "…", en = "…" }`.
pub(super) fn localized(ja: &str, en: &str) -> Value {
    let mut both = InlineTable::new();
    both.insert("ja", ja.into());
    both.insert("en", en.into());
    Value::InlineTable(both)
}

/// `["…", "…"]`.
pub(super) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> Value {
    Value::Array(texts.into_iter().collect::<Array>())
}

fn unreadable(path: &str) -> Problem {
    Problem::new(
        "unreadable",
        say!("規程のファイル「{path}」が読めません", "the file {path:?} of the text cannot be read"),
        say!("規程のパックを読み込み直してください", "load the pack of the text again"),
    )
}
