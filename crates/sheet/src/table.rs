//! A table as it was read, and within which bounds.

use crate::day::Epoch;

/// Largest file, in bytes.
pub const FILE_MAX: usize = 10 * 1024 * 1024;
/// Most bytes of a workbook once it is unpacked.
pub(crate) const UNPACKED_MAX: u64 = 50 * 1024 * 1024;
/// Most parts of a workbook.
pub(crate) const PARTS_MAX: usize = 2_000;
/// Most sheets of a workbook that are looked at.
pub(crate) const SHEETS_MAX: usize = 20;
/// Most rows, those above the headings among them.
pub const ROWS_MAX: usize = 5_000;
/// Most columns.
pub const COLUMNS_MAX: usize = 100;
/// Longest cell, in characters.
pub const CELL_MAX: usize = 5_000;
/// Stands in a cell for what could not be read: a broken byte, a control character, an error of a formula.
pub const UNREADABLE: char = '\u{fffd}';

/// A table of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows that hold anything.
    pub rows: Vec<Row>,
    /// From when its bare numbers count days.
    pub epoch: Epoch,
    /// Of a workbook: which of its sheets this is.
    pub sheet: Option<Sheet>,
}

/// A row with its number in the file, counted from 1 as spreadsheets show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    pub number: usize,
    pub cells: Vec<String>,
}

/// The sheet that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// Other sheets of the workbook that hold anything; nothing of them was read.
    pub others: Vec<String>,
}

/// Why there is no table. Rows and columns are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing stands in it.
    #[error("nothing stands in it")]
    Empty,
    /// It has more bytes than are taken, packed or unpacked.
    #[error("more than {FILE_MAX} bytes, or too much once unpacked")]
    TooLarge,
    #[error("more than {ROWS_MAX} rows")]
    TooManyRows,
    #[error("more than {COLUMNS_MAX} columns in row {row}")]
    TooManyColumns { row: usize },
    #[error("a cell of more than {CELL_MAX} characters in row {row}, column {column}")]
    CellTooLong { row: usize, column: usize },
    /// A quotation mark opens a cell that nothing closes.
    #[error("a quotation mark that is never closed in row {row}")]
    OpenQuote { row: usize },
    /// The old format of Excel (.xls), or a workbook with a password.
    #[error("an old workbook, or one with a password")]
    OldWorkbook,
    /// A workbook that cannot be read.
    #[error("a damaged workbook")]
    Damaged,
}

impl Table {
    /// How many columns its longest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default()
    }

    /// As text in which cells are separated by tabs; [`crate::paste`] reads it back with the same rows. Rows that hold
    /// nothing are kept as empty lines, so that numbers stay.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut line = 1;
        for row in &self.rows {
            while line < row.number {
                text.push('\n');
                line += 1;
            }
            for (at, cell) in row.cells.iter().enumerate() {
                if at > 0 {
                    text.push('\t');
                }
                push(&mut text, cell);
            }
            text.push('\n');
            line += 1;
        }
        text
    }
}

/// Quotes what would not come back as it is.
fn push(text: &mut String, cell: &str) {
    if cell.contains(['\t', '\n', '\r', '"', ',', ';']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// Gathers rows within the bounds.
pub(crate) struct Rows {
    rows: Vec<Row>,
}

impl Rows {
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// Takes a cell: rows come in their order. Empty cells need not come.
    pub(crate) fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), Error> {
        let text = sound(text);
        if text.is_empty() {
            return Ok(());
        }
        if column > COLUMNS_MAX {
            return Err(Error::TooManyColumns { row });
        }
        if tatefuda_domain::bound::is_longer(&text, CELL_MAX) {
            return Err(Error::CellTooLong { row, column });
        }
        let at = match self.rows.last() {
            Some(last) if last.number == row => self.rows.len() - 1,
            // Out of order: a workbook may say its rows in any order.
            Some(last) if last.number > row => match self.rows.binary_search_by_key(&row, |row| row.number) {
                Ok(at) => at,
                Err(at) => self.make(at, row)?,
            },
            _ => self.make(self.rows.len(), row)?,
        };
        let cells = &mut self.rows[at].cells;
        if cells.len() < column {
            cells.resize(column, String::new());
        }
        cells[column - 1] = text;
        Ok(())
    }

    fn make(&mut self, at: usize, row: usize) -> Result<usize, Error> {
        if self.rows.len() >= ROWS_MAX {
            return Err(Error::TooManyRows);
        }
        self.rows.insert(at, Row { number: row, cells: Vec::new() });
        Ok(at)
    }

    /// What stands in a cell that was taken.
    pub(crate) fn get(&self, row: usize, column: usize) -> Option<&str> {
        let at = self.rows.binary_search_by_key(&row, |row| row.number).ok()?;
        self.rows[at].cells.get(column - 1).map(String::as_str)
    }

    /// The numbers of the rows after `first`, up to `last`, that hold anything.
    pub(crate) fn between(&self, first: usize, last: usize) -> Vec<usize> {
        let from = self.rows.partition_point(|row| row.number <= first);
        let rows = self.rows[from..].iter().map(|row| row.number);
        rows.take_while(|number| *number <= last).collect()
    }

    pub(crate) fn done(self) -> Result<Vec<Row>, Error> {
        if self.rows.is_empty() { Err(Error::Empty) } else { Ok(self.rows) }
    }
}

/// A cell without blanks around it. Control characters are marked, so that whoever looks sees where.
fn sound(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{85}', '\u{2028}'], "\n");
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { UNREADABLE } else { c }).collect()
}
