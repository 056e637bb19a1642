//! The items of a pack as they are written, with those that it inherits.

use toml::{Table, Value};

use tatefuda_regulation::pack::{PackSource, generation};

/// One item as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its section: `rule`.
    pub section: String,
    /// What tells it from others of the section.
    pub id: String,
    /// Its keys.
    pub table: Table,
}

/// Every item. The pack has loaded before: what cannot be read here was an error there.
pub fn items(source: &PackSource) -> Vec<Item> {
    let mut found: Vec<(usize, Item)> = vec![];
    for (path, text) in source.regulation_files() {
        let Ok(table) = text.parse::<Table>() else { continue };
        for (section, value) in table {
            let tables = match value {
                Value::Array(entries) => entries.into_iter().filter_map(into_table).collect(),
                Value::Table(table) => vec![table],
                _ => vec![],
            };
            let of = |table: Table| Item { id: id(&section, &table), section: section.clone(), table };
            found.extend(tables.into_iter().map(|table| (generation(path), of(table))));
        }
    }
    // From the eldest to the pack's own: each leaves out and replaces what came before it.
    let eldest = found.iter().map(|(generation, _)| *generation).max().unwrap_or(0);
    let mut whole: Vec<Item> = vec![];
    for generation in (0..=eldest).rev() {
        let own: Vec<Item> = found.iter().filter(|(of, _)| *of == generation).map(|(_, item)| item.clone()).collect();
        let head = own.iter().find(|item| item.section == "pack");
        let without: Vec<String> = head.map(|head| texts(&head.table, "without")).unwrap_or_default();
        whole.retain(|item| {
            !without.contains(&item.id) && !own.iter().any(|own| own.section == item.section && own.id == item.id)
        });
        whole.extend(own);
    }
    whole
}

fn into_table(value: Value) -> Option<Table> {
    match value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// The texts of a list, or the one text.
pub fn texts(table: &Table, key: &str) -> Vec<String> {
    match table.get(key) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => vec![],
    }
}

/// What tells an item from others of its section.
fn id(section: &str, table: &Table) -> String {
    let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
    match section {
        "pack" => Some(String::new()),
        "term" => text("word"),
        "lift" => text("rule"),
        _ => text("id"),
    }
    // A standing without id is known by its acts.
    .unwrap_or_else(|| texts(table, "on").join(" "))
}
