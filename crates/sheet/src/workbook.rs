//! Workbooks (.xlsx), as Excel, LibreOffice and others write them.

use std::{
    io::{Cursor, Read as _},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx, XlsxError};

use crate::{
    day::{self, Epoch},
    table::{COLUMNS_MAX, Error, PARTS_MAX, ROWS_MAX, Row, Rows, SHEETS_MAX, Sheet, Table, UNPACKED_MAX, UNREADABLE},
};

/// The first sheet that is shown and holds anything.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, Error> {
    unpacks(bytes)?;
    // What strangers wrote is read by code of strangers: a fault there is a damaged file here, and no more.
    catch_unwind(AssertUnwindSafe(|| open(bytes))).unwrap_or(Err(Error::Damaged))
}

/// Whether it can be unpacked within bounds. What a packed file says of its own size is not believed: it is unpacked, counted
/// and dropped.
pub(crate) fn unpacks(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    if archive.len() > PARTS_MAX {
        return Err(Error::TooLarge);
    }
    let mut left = UNPACKED_MAX;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Error::Damaged)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| Error::Damaged)?;
        left = left.checked_sub(read).ok_or(Error::TooLarge)?;
    }
    Ok(())
}

fn open(bytes: &[u8]) -> Result<Table, Error> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    let epoch = if book.has_1904_epoch() { Epoch::Y1904 } else { Epoch::Y1900 };
    let shown = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.take(SHEETS_MAX).map(|sheet| sheet.name.clone()).collect();
    let mut first: Option<(String, Vec<Row>)> = None;
    let mut others = vec![];
    for name in names {
        if first.is_some() {
            if holds_anything(&mut book, &name) {
                others.push(name);
            }
            continue;
        }
        match sheet(&mut book, &name, epoch) {
            Ok(rows) => first = Some((name, rows)),
            Err(Error::Empty) => {}
            Err(error) => return Err(error),
        }
    }
    let (name, rows) = first.ok_or(Error::Empty)?;
    Ok(Table { rows, epoch, sheet: Some(Sheet { name, others }) })
}

fn damaged(_: XlsxError) -> Error {
    Error::Damaged
}

fn holds_anything(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> bool {
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return false };
    while let Ok(Some(cell)) = cells.next_cell() {
        if *cell.get_value() != DataRef::Empty {
            return true;
        }
    }
    false
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, epoch: Epoch) -> Result<Vec<Row>, Error> {
    let mut rows = Rows::new();
    // Cell by cell: a sheet may claim to be a million columns wide.
    let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value(), epoch);
        if !text.is_empty() {
            rows.put(place(row)?, place(column)?, &text)?;
        }
    }
    drop(cells);
    // A sheet without merged cells, or whose list of them is damaged, is read as it stands.
    let mut left = ROWS_MAX * COLUMNS_MAX;
    for merged in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
        let (column, top, bottom) = (place(merged.start.1)?, place(merged.start.0)?, place(merged.end.0)?);
        let repeated = repeat(&mut rows, column, top, bottom)?;
        // One more than there are cells: they lie over each other.
        left = left.checked_sub(repeated + 1).ok_or(Error::Damaged)?;
    }
    rows.done()
}

/// What is merged over several rows is said of each of them. Over several columns it is said of the first alone: nobody
/// merges a name and a number.
fn repeat(rows: &mut Rows, column: usize, top: usize, bottom: usize) -> Result<usize, Error> {
    let Some(text) = rows.get(top, column).filter(|text| !text.is_empty()).map(ToOwned::to_owned) else {
        return Ok(0);
    };
    // Only rows that say anything of their own: what is merged down to the end of a sheet makes no rows.
    let below = rows.between(top, bottom);
    for row in &below {
        rows.put(*row, column, &text)?;
    }
    Ok(below.len())
}

fn place(index: u32) -> Result<usize, Error> {
    usize::try_from(index).map(|index| index.saturating_add(1)).map_err(|_| Error::Damaged)
}

/// A cell as text: dates as 2024-04-01, numbers as they are written, an error of a formula marked.
fn text(cell: &DataRef<'_>, epoch: Epoch) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) if at.is_datetime() => {
            day::of_serial(at.as_f64(), epoch).map_or_else(|| at.as_f64().to_string(), |day| day.to_string())
        }
        DataRef::DateTime(at) => at.as_f64().to_string(),
        DataRef::DateTimeIso(text) => text.split(['T', ' ']).next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => UNREADABLE.to_string(),
    }
}
