//! Lists as tables for other programs, in the encoding that Excel takes for what it is.

use axum::http::{HeaderName, header};

/// A table as it grows.
pub(crate) struct Table(String);

impl Table {
    /// A table with its heads.
    pub(crate) fn new(heads: impl Iterator<Item = String>) -> Self {
        let mut table = Self(String::from('\u{feff}'));
        table.line(heads);
        table
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, cells: impl Iterator<Item = String>) {
        let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }

    /// As it is sent, under the name of a file.
    pub(crate) fn answer(self, file: &str) -> ([(HeaderName, String); 3], String) {
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        (headers, self.0)
    }
}

/// One cell. What a spreadsheet would take for a formula is kept a text.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
    }
}
