//! A look at a table, as programs are told of it.

use serde::Serialize;
use tatefuda_app::{
    FieldError,
    import::{self, Mapping},
};
use utoipa::ToSchema;

/// A heading, and what its column is taken for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Taken {
    /// As it stands in the file.
    heading: String,
    /// The field; absent: the column is not brought in.
    field: Option<String>,
}

/// A look at a file: nothing came in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportLook)]
pub(crate) struct Looked {
    /// The number of the row of headings; 0: none was found.
    heading: usize,
    columns: Vec<Taken>,
    /// How many rows of data.
    rows: usize,
    /// Sections that would be added.
    sections: Vec<String>,
    /// How many positions would be.
    positions: usize,
    /// What is wrong; empty: it can come in.
    problems: Vec<FieldError>,
}

impl Looked {
    pub(crate) fn of(table: &tatefuda_sheet::Table, mapping: &Mapping, rows: usize, look: import::Look) -> Self {
        let row = table.rows.iter().find(|row| row.number == mapping.heading);
        let cell = |at: usize| row.and_then(|row| row.cells.get(at)).cloned().unwrap_or_default();
        let taken = |(at, field): (usize, &Option<&str>)| Taken { heading: cell(at), field: field.map(str::to_owned) };
        Self {
            heading: mapping.heading,
            columns: mapping.columns.iter().enumerate().map(taken).collect(),
            rows,
            sections: look.sections,
            positions: look.positions,
            problems: look.problems,
        }
    }
}
