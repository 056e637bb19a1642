//! A clause that is struck, and what rests on it.

use std::collections::BTreeSet;

use tatefuda_domain::Localized;
use toml_edit::{Array, ArrayOfTables, Item, Table, TableLike, Value};

use super::{
    Ended, Problem,
    files::{Files, named},
};
use crate::say::say;

/// What others of the pack use by name stays, without a clause to rest on; what acts by itself ends with its clause.
const USED: &[&str] = &[
    "account_class",
    "actor_kind",
    "board",
    "calendar",
    "category",
    "classification",
    "document",
    "external_norm",
    "former",
    "ground",
    "mode",
    "parameter",
    "record",
    "role",
    "term",
];
/// Items that are about other items: they end with the last of these.
const ABOUT: &[&str] = &["exception", "transition", "read_as"];

pub(super) fn strike(files: &mut Files, clause: &str) -> Result<Vec<Ended>, Problem> {
    let pack = files.pack();
    if pack.and_then(|pack| pack.get("scope_clause")?.as_str()).is_some_and(|scope| scope == clause) {
        return Err(Problem::new(
            "scope-clause",
            say!(
                "「{clause}」は規程が及ぶ範囲を定める条で、削ることができません",
                "{clause:?} says what the text covers; it cannot be struck"
            ),
            say!("要旨を改めてください", "change what it says instead"),
        ));
    }
    if !files.take("clause", clause) {
        return Err(super::clause::missing(clause));
    }
    let mut ended = vec![];
    for doc in files.docs() {
        let sections: Vec<String> = doc.iter().map(|(key, _)| key.to_owned()).collect();
        for section in sections {
            match doc.get_mut(&section) {
                Some(Item::ArrayOfTables(tables)) => {
                    items(tables, &section, clause, &mut ended);
                    if tables.is_empty() {
                        doc.remove(&section);
                    }
                }
                Some(Item::Table(table)) => drop(unbind(table, clause)),
                _ => {}
            }
        }
    }
    forget(files, clause, &mut ended);
    Ok(ended)
}

/// Takes the clause out of the items of a section, and out of the section what rested on it alone.
fn items(tables: &mut ArrayOfTables, section: &str, clause: &str, ended: &mut Vec<Ended>) {
    let stays = USED.contains(&section);
    let mut at = 0;
    while let Some(table) = tables.get_mut(at) {
        let alone = unbind(table, clause);
        if alone {
            ended.push(end(table, section, clause, stays));
        }
        if alone && !stays {
            tables.remove(at);
        } else {
            at += 1;
        }
    }
}

fn end(table: &Table, section: &str, clause: &str, stays: bool) -> Ended {
    let text = |key: &str| {
        let item = table.get(key)?;
        if let Some(text) = item.as_str() {
            return Some(Localized::new(text, text));
        }
        let both = item.as_table_like()?;
        let of = |lang: &str| both.get(lang).and_then(Item::as_str).unwrap_or_default();
        Some(Localized::new(of("ja"), of("en")))
    };
    let id = named(table).unwrap_or_default().to_owned();
    let label = ["label", "title", "message", "name", "written"].into_iter().find_map(text);
    Ended {
        clause: clause.to_owned(),
        section: section.to_owned(),
        label: label.unwrap_or_else(|| Localized::new(id.as_str(), id.as_str())),
        id,
        stays,
    }
}

/// Takes a clause out of what something rests on; whether it rested on that alone.
fn unbind(table: &mut dyn TableLike, clause: &str) -> bool {
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let mut alone = false;
    for key in keys {
        let Some(item) = table.get_mut(&key) else { continue };
        if matches!(key.as_str(), "clause" | "clauses") {
            alone |= match item {
                Item::Value(Value::Array(array)) => without(array, clause) && array.is_empty(),
                Item::Value(Value::String(text)) => text.value() == clause,
                _ => false,
            };
            continue;
        }
        match item {
            Item::ArrayOfTables(tables) => {
                let mut at = 0;
                while let Some(inner) = tables.get_mut(at) {
                    if is_line(inner, clause) {
                        tables.remove(at);
                    } else {
                        unbind(inner, clause);
                        at += 1;
                    }
                }
            }
            Item::Value(Value::Array(array)) => {
                array.retain(|one| one.as_inline_table().is_none_or(|inner| !is_line(inner, clause)));
                for inner in array.iter_mut().filter_map(Value::as_inline_table_mut) {
                    unbind(inner, clause);
                }
            }
            Item::Table(inner) => drop(unbind(inner, clause)),
            Item::Value(Value::InlineTable(inner)) => drop(unbind(inner, clause)),
            _ => {}
        }
    }
    alone
}

/// A line of a declaration rests on one clause, and goes with it.
fn is_line(inner: &dyn TableLike, clause: &str) -> bool {
    inner.get("clause").and_then(Item::as_str) == Some(clause)
}

fn without(array: &mut Array, text: &str) -> bool {
    let before = array.len();
    array.retain(|one| one.as_str() != Some(text));
    array.len() < before
}

/// Takes what is gone out of what is about it, and that out as well where it was about nothing else.
fn forget(files: &mut Files, clause: &str, ended: &mut Vec<Ended>) {
    let mut gone: BTreeSet<String> = ended.iter().filter(|one| !one.stays).map(|one| one.id.clone()).collect();
    while !gone.is_empty() {
        let mut next = BTreeSet::new();
        for doc in files.docs() {
            if let Some(chains) = doc.get_mut("chain").and_then(Item::as_array_of_tables_mut) {
                for chain in chains.iter_mut() {
                    names(chain, "replaces", &gone);
                }
            }
            for section in ABOUT {
                let Some(tables) = doc.get_mut(section).and_then(Item::as_array_of_tables_mut) else { continue };
                let mut at = 0;
                while let Some(table) = tables.get_mut(at) {
                    if names(table, "of", &gone) {
                        ended.push(end(table, section, clause, false));
                        next.extend(named(table).map(str::to_owned));
                        tables.remove(at);
                    } else {
                        at += 1;
                    }
                }
                if tables.is_empty() {
                    doc.remove(section);
                }
            }
        }
        gone = next;
    }
}

/// Takes names out of a list; whether none is left of it.
fn names(table: &mut Table, key: &str, gone: &BTreeSet<String>) -> bool {
    let Some(array) = table.get_mut(key).and_then(Item::as_array_mut) else { return false };
    let before = array.len();
    array.retain(|one| one.as_str().is_none_or(|name| !gone.contains(name)));
    array.len() < before && array.is_empty()
}
