//! Tables that people bring: pasted from a spreadsheet, a file of separated values, a workbook (.xlsx); and the words of a
//! document ([`words`]).
//!
//! Whatever the bytes are, reading ends within bounds and without a panic: with a [`Table`] of texts, or with an [`Error`]
//! that says what to do. What a column means is not known here.

pub mod day;
mod decode;
mod delimited;
mod narrow;
mod table;
mod words;
mod workbook;

pub use day::Epoch;
pub use narrow::{narrow, packed};
pub use table::{CELL_MAX, COLUMNS_MAX, Error, FILE_MAX, ROWS_MAX, Row, Sheet, Table, UNREADABLE};
pub use words::{NoWords, WORDS_MAX, words};

/// Reads a file: a workbook, or separated values in UTF-8, UTF-16 or as Windows writes Japanese (CP932).
///
/// # Errors
/// It is none of these, damaged, empty, or larger than is taken.
pub fn read(bytes: &[u8]) -> Result<Table, Error> {
    if bytes.len() > FILE_MAX {
        return Err(Error::TooLarge);
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::read(bytes),
        // The old format of Excel, and what a password has encrypted.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Error::OldWorkbook),
        _ => delimited::read(&decode::decode(bytes)),
    }
}

/// Reads what was pasted. Spreadsheets separate cells with tabs.
///
/// # Errors
/// Nothing is there, or more than is taken.
pub fn paste(text: &str) -> Result<Table, Error> {
    if text.len() > FILE_MAX {
        return Err(Error::TooLarge);
    }
    delimited::read(text)
}
