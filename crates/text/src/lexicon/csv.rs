//! A layer as a table.

use super::{Lexicon, raw::RawEntry};
use crate::screen::{Category, Tier};

const COLUMNS: [&str; 7] = ["id", "category", "tier", "forms", "reason", "hit", "miss"];

pub(super) fn read(id: &str, version: &str, text: &str) -> Result<Lexicon, (usize, String)> {
    let mut entries = vec![];
    for (line, row) in rows(text) {
        if line == 1 && row.first().is_some_and(|cell| cell == COLUMNS[0]) {
            continue;
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        entries.push(entry(&row).map_err(|problem| (line, problem))?);
    }
    Ok(Lexicon { id: id.to_owned(), version: version.to_owned(), groups: vec![], defaults: vec![], entries })
}

fn entry(row: &[String]) -> Result<RawEntry, String> {
    let cell = |name: &str| {
        let at = COLUMNS.iter().position(|known| *known == name).unwrap_or_default();
        row.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).ok_or_else(|| format!("{name} is empty"))
    };
    let list = |name: &str| -> Vec<String> {
        let parts = cell(name).map(|cell| cell.split('|')).into_iter().flatten();
        parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let category = cell("category")?;
    let tier = match cell("tier")? {
        "certain" => Tier::Certain,
        "strong" => Tier::Strong,
        "possible" => Tier::Possible,
        "cue" => Tier::Cue,
        other => return Err(format!("{other:?} is no tier")),
    };
    let text = format!(
        "id = {:?}\ncategory = {:?}\ntier = {:?}\nreason = {:?}\nforms = []",
        cell("id")?,
        Category::from_id(category).ok_or_else(|| format!("{category:?} is no category"))?.id(),
        tier.id(),
        cell("reason")?
    );
    let mut entry: RawEntry = toml::from_str(&text).map_err(|error| error.message().to_owned())?;
    entry.forms = list("forms");
    (entry.hit, entry.miss) = (list("hit"), list("miss"));
    if entry.forms.is_empty() {
        return Err("forms is empty".to_owned());
    }
    Ok(entry)
}

/// Rows with the number of their first line; cells in quotation marks may hold commas, line ends and doubled marks.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut rows = vec![];
    let (mut row, mut cell, mut quoted) = (vec![], String::new(), false);
    let (mut line, mut first) = (1, 1);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                line += 1;
                row.push(std::mem::take(&mut cell));
                rows.push((first, std::mem::take(&mut row)));
                first = line;
            }
            _ => {
                line += usize::from(c == '\n');
                cell.push(c);
            }
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push((first, row));
    }
    rows
}
