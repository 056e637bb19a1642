//! The words of a document that people bring: text, a Word document (.docx), a workbook (.xlsx). Words alone: how they look,
//! notes, comments, what was struck out in tracked changes and what stands in headers is left out.

use std::{
    io::{Cursor, Read as _},
    panic::{AssertUnwindSafe, catch_unwind},
};

use quick_xml::{Reader, events::Event};

use crate::{
    decode::decode,
    table::{Error, FILE_MAX, Table, UNREADABLE},
    workbook,
};

/// Most characters of the words of one document.
pub const WORDS_MAX: usize = 20_000;

/// Why there are no words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoWords {
    /// Nothing stands in it.
    #[error("nothing stands in it")]
    Empty,
    /// It has more bytes than are taken, packed or unpacked.
    #[error("more than {FILE_MAX} bytes, or too much once unpacked")]
    TooLarge,
    #[error("more than {WORDS_MAX} characters")]
    TooLong,
    /// The old formats of Word and Excel, or a file with a password.
    #[error("an old document, or one with a password")]
    Old,
    /// A file of another kind: PDF, picture, presentation.
    #[error("neither text nor .docx nor .xlsx")]
    Other,
    /// It cannot be read.
    #[error("a damaged document")]
    Damaged,
}

impl From<Error> for NoWords {
    fn from(error: Error) -> Self {
        match error {
            Error::Empty => Self::Empty,
            Error::TooLarge => Self::TooLarge,
            Error::OldWorkbook => Self::Old,
            Error::TooManyRows | Error::TooManyColumns { .. } | Error::CellTooLong { .. } => Self::TooLong,
            Error::OpenQuote { .. } | Error::Damaged => Self::Damaged,
        }
    }
}

/// The words of a file, whatever its bytes are: what it is, they tell, not its name. Paragraphs and rows are lines; cells of a
/// row are separated by tabs. What cannot be read is [`UNREADABLE`].
///
/// # Errors
/// [`NoWords`].
pub fn words(bytes: &[u8]) -> Result<String, NoWords> {
    if bytes.len() > FILE_MAX {
        return Err(NoWords::TooLarge);
    }
    let found = match bytes {
        [b'P', b'K', 3, 4, ..] => packed(bytes)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(NoWords::Old),
        _ if bytes.starts_with(b"%PDF") || is_picture(bytes) => return Err(NoWords::Other),
        _ => decode(bytes),
    };
    let text = sound(&found);
    match text.chars().count() {
        0 => Err(NoWords::Empty),
        count if count > WORDS_MAX => Err(NoWords::TooLong),
        _ => Ok(text),
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    starts(&[0xff, 0xd8, 0xff])
        || starts(&[0x89, b'P', b'N', b'G'])
        || starts(b"GIF8")
        || bytes.get(4..8) == Some(b"ftyp")
}

/// Lines without blanks at their ends and around the whole, control characters marked.
fn sound(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let text = lines.join("\n");
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { UNREADABLE } else { c }).collect()
}

fn packed(bytes: &[u8]) -> Result<String, NoWords> {
    workbook::unpacks(bytes)?;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| NoWords::Damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        return Ok(lines(&workbook::read(bytes)?));
    }
    if !has("word/document.xml") {
        return Err(NoWords::Other);
    }
    let mut xml = Vec::new();
    let mut part = archive.by_name("word/document.xml").map_err(|_| NoWords::Damaged)?;
    part.read_to_end(&mut xml).map_err(|_| NoWords::Damaged)?;
    // What strangers wrote is read by code of strangers: a fault there is a damaged file here, and no more.
    catch_unwind(AssertUnwindSafe(|| document(&xml))).unwrap_or(Err(NoWords::Damaged))
}

fn lines(table: &Table) -> String {
    let rows = table.rows.iter().map(|row| {
        let end = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        row.cells[..end].join("\t").trim_start_matches('\t').to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// The paragraphs of a Word document. What was deleted in tracked changes (`w:del`) is not said any more, and the reading of a
/// word (`w:rt`) stands beside it on paper alone.
fn document(xml: &[u8]) -> Result<String, NoWords> {
    let mut reader = Reader::from_reader(xml);
    let (mut text, mut inside, mut skipped) = (String::new(), false, 0_usize);
    loop {
        match reader.read_event().map_err(|_| NoWords::Damaged)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                name if is_skipped(name) => skipped += 1,
                "t" => inside = true,
                _ => {}
            },
            Event::Empty(tag) if skipped == 0 => match tag.local_name().as_ref() {
                "tab" => text.push('\t'),
                "br" | "cr" | "p" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                name if is_skipped(name) => skipped = skipped.saturating_sub(1),
                "t" => inside = false,
                // A cell of a table ends with a paragraph of its own.
                "p" if skipped == 0 => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if inside && skipped == 0 => {
                text.push_str(&part);
            }
            Event::GeneralRef(name) if inside && skipped == 0 => text.push(sign(&name)),
            Event::Eof => return Ok(text),
            _ => {}
        }
        if text.len() > WORDS_MAX * 8 {
            return Err(NoWords::TooLong);
        }
    }
}

fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "rt" | "instrText" | "tabs" | "Fallback")
}

/// A character that is written by its name or number.
fn sign(name: &quick_xml::events::BytesRef<'_>) -> char {
    if let Ok(Some(sign)) = name.resolve_char_ref() {
        return sign;
    }
    match name.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => UNREADABLE,
    }
}
