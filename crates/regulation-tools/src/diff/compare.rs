//! Compares items key by key.

use tatefuda_domain::Localized;
use toml::{Table, Value};

use super::{
    Change, ItemDiff, Row,
    items::{Item, texts},
    words::Words,
};
use tatefuda_regulation::pack::SECTIONS;

/// Words of the older and of the newer pack.
type Both<'w> = [Words<'w>; 2];

/// Items that differ, in the order of the language: clauses first.
pub fn items(words: &Both<'_>, old: &[Item], new: &[Item]) -> Vec<ItemDiff> {
    let mut sections: Vec<&str> = vec!["clause"];
    sections.extend(SECTIONS.iter().map(|(name, _)| *name).filter(|name| *name != "clause"));
    let mut found = vec![];
    for section in sections {
        let of =
            |items: &'_ [Item]| -> Vec<Item> { items.iter().filter(|item| item.section == section).cloned().collect() };
        let (before, after) = (of(old), of(new));
        for item in &after {
            let known = before.iter().find(|known| known.id == item.id);
            found.extend(compare(words, known, Some(item)));
        }
        let gone = before.iter().filter(|item| !after.iter().any(|known| known.id == item.id));
        found.extend(gone.filter_map(|item| compare(words, Some(item), None)));
    }
    found
}

fn compare(words: &Both<'_>, old: Option<&Item>, new: Option<&Item>) -> Option<ItemDiff> {
    let (item, speaker) = new.map(|item| (item, &words[1])).or(old.map(|item| (item, &words[0])))?;
    let change = match (old, new) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        (Some(old), Some(new)) if old.table == new.table => return None,
        _ => Change::Changed,
    };
    let mut rows = vec![];
    tables(words, &item.section, old.map(|item| &item.table), new.map(|item| &item.table), None, &mut rows);
    let mut clauses: Vec<String> = vec![];
    for side in new.into_iter().chain(old) {
        let own = if side.section == "clause" { vec![side.id.clone()] } else { texts(&side.table, "clause") };
        clauses.extend(own.into_iter().filter(|clause| !clauses.contains(clause)).collect::<Vec<_>>());
    }
    let id = if item.id.is_empty() { item.section.clone() } else { format!("{}:{}", item.section, item.id) };
    let noun = speaker.noun(&item.section);
    Some(ItemDiff { id, noun, label: speaker.label(item), clauses, change, rows })
}

/// Rows of the keys that differ.
fn tables(
    words: &Both<'_>,
    section: &str,
    old: Option<&Table>,
    new: Option<&Table>,
    inside: Option<&Localized>,
    rows: &mut Vec<Row>,
) {
    let declared = SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, keys)| *keys).unwrap_or_default();
    let mut keys: Vec<&str> = declared.iter().map(tatefuda_regulation::pack::Key::name).collect();
    let further = [new, old].into_iter().flatten().flat_map(Table::keys).map(String::as_str);
    keys.extend(further.filter(|key| !declared.iter().any(|known| known.name() == *key)).collect::<Vec<_>>());
    keys.dedup();
    for key in keys.into_iter().filter(|key| *key != "id") {
        let (before, after) = (old.and_then(|table| table.get(key)), new.and_then(|table| table.get(key)));
        if before == after {
            continue;
        }
        let what = within(inside, &words[1].key(section, key));
        let inner = words[1].inner(section, key);
        match (inner, before, after) {
            // Steps, fields, lines, parts: each by itself.
            (Some(inner), before, after) if named(before) && named(after) => {
                entries(words, inner, list(before), list(after), &what, rows);
            }
            // A table inside the item.
            (Some(inner), Some(Value::Table(before)), Some(Value::Table(after))) => {
                tables(words, inner, Some(before), Some(after), Some(&what), rows);
            }
            _ => rows.push(Row {
                what,
                old: before.map(|value| words[0].value(section, key, value)),
                new: after.map(|value| words[1].value(section, key, value)),
            }),
        }
    }
}

/// Rows of entries that are told apart by ids: which are new, gone or changed, and whether their order changed.
fn entries(words: &Both<'_>, section: &str, old: Vec<&Table>, new: Vec<&Table>, what: &Localized, rows: &mut Vec<Row>) {
    let order = |tables: &[&Table]| -> Vec<String> { tables.iter().map(|table| name(table)).collect() };
    let (before, after) = (order(&old), order(&new));
    let kept = |order: &[String], other: &[String]| -> Vec<String> {
        order.iter().filter(|id| other.contains(id)).cloned().collect()
    };
    if kept(&before, &after) != kept(&after, &before) {
        let told = |words: &Words<'_>, tables: &[&Table]| {
            let labels: Vec<Localized> = tables.iter().map(|table| words.entry(table)).collect();
            words.join(&labels)
        };
        let what = within(Some(what), &Localized::new("順序", "order"));
        rows.push(Row { what, old: Some(told(&words[0], &old)), new: Some(told(&words[1], &new)) });
    }
    for table in &new {
        let known = old.iter().find(|known| name(known) == name(table)).copied();
        if known != Some(*table) {
            let inside = within(Some(what), &words[1].entry(table));
            tables(words, section, known, Some(table), Some(&inside), rows);
        }
    }
    for table in old.iter().filter(|table| !after.contains(&name(table))) {
        let inside = within(Some(what), &words[0].entry(table));
        tables(words, section, Some(table), None, Some(&inside), rows);
    }
}

/// What tells an entry from its neighbours.
fn name(table: &Table) -> String {
    ["id", "clause"].iter().find_map(|key| table.get(*key)).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Whether a value is a list of tables with names, or nothing.
fn named(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Array(list)) => {
            list.iter().all(|entry| entry.as_table().is_some_and(|table| !name(table).is_empty()))
        }
        Some(_) => false,
    }
}

fn list(value: Option<&Value>) -> Vec<&Table> {
    value.and_then(Value::as_array).map(|list| list.iter().filter_map(Value::as_table).collect()).unwrap_or_default()
}

fn within(outer: Option<&Localized>, inner: &Localized) -> Localized {
    outer.map_or_else(
        || inner.clone(),
        |outer| Localized::new(format!("{} › {}", outer.ja, inner.ja), format!("{} › {}", outer.en, inner.en)),
    )
}
