//! What the columns of a table are taken for.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tatefuda_sheet::{Table, day, packed};

use super::{Field, ImportKind, fields};
use crate::account::LINES;

/// In how many rows from the top headings are looked for: titles and dates of printing stand above them.
pub const HEADING_ROWS: usize = 10;

/// What of a table is taken for what. Guessed by its headings, put right on screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The number of the row of headings, and with it of the last row that is no data; 0: there is none.
    pub heading: usize,
    /// For each column the field that it says; none: it is not brought in.
    pub columns: Vec<Option<&'static str>>,
    /// Columns in which an empty cell says what the cell above it says, as merged cells do once they were pasted.
    pub down: BTreeSet<usize>,
}

impl Mapping {
    /// What a table is likely to say: by what its headings were taken for the last time, else by the usual ones.
    pub fn guess(kind: ImportKind, table: &Table, remembered: &BTreeMap<String, String>) -> Self {
        let known = fields(kind);
        let mut best = Self { columns: vec![None; table.width()], ..Self::default() };
        for row in table.rows.iter().take(HEADING_ROWS) {
            let mut columns = vec![None; table.width()];
            for strict in [true, false] {
                for (at, cell) in row.cells.iter().enumerate() {
                    let found = named(known, cell, remembered, strict).map(|field| field.word);
                    if columns[at].is_none() && found.is_some() && !columns.contains(&found) {
                        columns[at] = found;
                    }
                }
            }
            let count = |columns: &[Option<_>]| columns.iter().flatten().count();
            if count(&columns) > count(&best.columns) {
                best = Self { heading: row.number, columns, down: BTreeSet::new() };
            }
        }
        best
    }

    /// The headings with what each is taken for, to be remembered.
    pub fn headings(&self, table: &Table) -> BTreeMap<String, String> {
        let row = table.rows.iter().find(|row| row.number == self.heading);
        let cells = row.into_iter().flat_map(|row| row.cells.iter().zip(&self.columns));
        let named = cells.filter_map(|(cell, field)| Some((key(cell), (*field)?.to_owned())));
        named.filter(|(cell, _)| !cell.is_empty()).collect()
    }

    /// The rows below the headings, as lines of a command; rows that say nothing in any column that is brought in are left
    /// out.
    pub fn lines<T: DeserializeOwned>(&self, kind: ImportKind, table: &Table) -> Vec<T> {
        let mut above: BTreeMap<usize, String> = BTreeMap::new();
        let mut lines = vec![];
        for row in table.rows.iter().filter(|row| row.number > self.heading) {
            let (mut line, mut further) = (Map::new(), Map::new());
            let mut says = false;
            for (at, field) in self.columns.iter().enumerate() {
                let Some(field) = field.and_then(|word| fields(kind).iter().find(|field| field.word == word)) else {
                    continue;
                };
                let cell = row.cells.get(at).map(String::as_str).unwrap_or_default();
                says |= !cell.is_empty();
                let down = self.down.contains(&at);
                let text =
                    if cell.is_empty() && down { above.get(&at).cloned().unwrap_or_default() } else { cell.to_owned() };
                if down {
                    above.insert(at, text.clone());
                }
                let of = if is_further(kind, field) { &mut further } else { &mut line };
                of.insert(field.word.to_owned(), Value::from(said(field, text, table)));
            }
            if !further.is_empty() {
                line.insert("lines".to_owned(), Value::Object(further));
            }
            line.insert("row".to_owned(), Value::from(row.number));
            // Each field is a text with a name that the line knows.
            lines.extend(says.then(|| serde_json::from_value(Value::Object(line)).ok()).flatten());
        }
        lines
    }
}

/// Whether the ledger keeps it as one of its further lines.
fn is_further(kind: ImportKind, field: &Field) -> bool {
    kind == ImportKind::Accounts && LINES.iter().any(|line| line.name == field.word)
}

/// A day that the table counts in its own way is written out; what is none stays, and is told by the act.
fn said(field: &Field, text: String, table: &Table) -> String {
    match day::parse(&text, table.epoch) {
        Ok(day) if field.day => day.to_string(),
        _ => text,
    }
}

/// A heading without blanks, notes in brackets and marks.
fn key(cell: &str) -> String {
    let text = packed(cell).to_lowercase();
    let text = text.split('(').next().unwrap_or_default();
    text.trim_matches(|c: char| "※*:：・●■〇○◎".contains(c)).to_owned()
}

fn named<'f>(known: &'f [Field], cell: &str, remembered: &BTreeMap<String, String>, strict: bool) -> Option<&'f Field> {
    let key = key(cell);
    if key.is_empty() || key.chars().count() > 30 {
        return None;
    }
    if !strict {
        // A heading that says more: 「公式アカウント名」.
        let within = |usual: &&&str| usual.chars().count() > 2 && key.contains(**usual);
        return known.iter().find(|field| field.usual.iter().any(|usual| within(&usual)));
    }
    let word = remembered.get(&key).map(String::as_str);
    let by_memory = known.iter().find(|field| Some(field.word) == word);
    by_memory.or_else(|| known.iter().find(|field| field.usual.contains(&key.as_str())))
}
