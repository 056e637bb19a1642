//! What is wrong with the rows of a table.

use tatefuda_sheet::{UNREADABLE, day};

use crate::{Check, Failure, FieldError};

/// Most problems that are told at once: a column that was taken for another says the same thousands of times.
const PROBLEMS_MAX: usize = 200;

/// Gathers what is wrong, by row and field.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<FieldError>,
    /// How many more there are than are kept.
    more: usize,
}

impl Problems {
    /// Notes a problem of a row, which is told by its number in the table.
    pub(super) fn at(&mut self, (index, number): (usize, i64), error: FieldError) {
        if self.found.len() >= PROBLEMS_MAX {
            self.more += 1;
            return;
        }
        let field = format!("rows.{index}.{}", error.field);
        self.found.push(FieldError { field, ..error }.with("row", number));
    }

    /// As [`Self::at`], of everything that a check noted.
    pub(super) fn of(&mut self, at: (usize, i64), mut check: Check) {
        if let Err(Failure::Invalid(errors)) = check.done() {
            errors.into_iter().for_each(|error| self.at(at, error));
        }
    }

    /// Signs that were lost on the way, in any cell of a row.
    pub(super) fn signs(&mut self, at: (usize, i64), cells: &[(&str, &str)]) {
        for (field, text) in cells.iter().filter(|(_, text)| text.contains(UNREADABLE)) {
            let shown: String = text.chars().take(20).collect();
            self.at(at, FieldError::new(*field, "unreadable-sign").with("text", shown));
        }
    }

    /// Notes a problem of the table as a whole.
    pub(super) fn whole(&mut self, error: FieldError) {
        self.found.insert(0, error);
    }

    pub(super) fn found(mut self) -> Vec<FieldError> {
        if self.more > 0 {
            self.found.push(FieldError::new("rows", "import-more").with("n", self.more));
        }
        self.found
    }

    pub(super) fn done(self) -> Result<(), Failure> {
        let found = self.found();
        if found.is_empty() { Ok(()) } else { Err(Failure::Invalid(found)) }
    }
}

/// Where a problem lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The number of the row in the table.
    pub row: usize,
    /// As the line of the act names it.
    pub field: String,
}

/// Where a problem lies, if it is one of a row.
pub fn place(error: &FieldError) -> Option<Place> {
    let mut parts = error.field.splitn(3, '.');
    let (Some("rows"), Some(_), Some(field)) = (parts.next(), parts.next(), parts.next()) else { return None };
    Some(Place { row: error.args.get("row")?.parse().ok()?, field: field.to_owned() })
}

/// The number of a line: its own, else its place.
pub(super) fn number(index: usize, row: i64) -> i64 {
    if row > 0 { row } else { i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1) }
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A day as it is kept; what is none is told.
pub(super) fn day_of(field: &str, text: &str, check: &mut Check) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    match day::parse(text, day::Epoch::Y1900) {
        Ok(day) => day.to_string(),
        Err(_) => {
            check.push(FieldError::new(field, "import-day").with("text", short(text)));
            String::new()
        }
    }
}

/// Old encodings write a question mark for a sign that they lack: 「?野家」.
pub(super) fn lost(field: &str, text: &str, check: &mut Check) {
    if text.contains('?') {
        check.push(FieldError::new(field, "import-lost").with("text", short(text)));
    }
}
