//! The export: JSON Lines, one header, then entries with their details, then checkpoints.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{BufRead, Write},
};

use serde::{Deserialize, Serialize};
use tatefuda_domain::TenantId;

use crate::{
    checkpoint::Checkpoint,
    detail::Detail,
    entry::{Entry, Unreadable},
};

/// Version of the export.
pub const EXPORT_FORMAT: u32 = 1;

/// The first line of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportHeader {
    /// Version of the export, [`EXPORT_FORMAT`].
    pub format: u32,
    /// The body.
    pub tenant: TenantId,
    /// Public keys by key id, for convenience. A verifier that fears whoever made the export takes its keys from
    /// elsewhere.
    pub keys: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "one at a time, never kept")]
enum Line<'a> {
    Header(Cow<'a, ExportHeader>),
    Entry(Cow<'a, Entry>),
    Detail(Cow<'a, Detail>),
    Checkpoint(Cow<'a, Checkpoint>),
}

/// Why an export cannot be written or read at all.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file system.
    #[error("the export cannot be read or written")]
    Io(#[from] std::io::Error),
    /// A value cannot be written as JSON.
    #[error("the export cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    /// There is no header, so nothing says whose chain this is.
    #[error("the first line is not the header of an audit export")]
    NoHeader,
    /// Another version of the export.
    #[error("export format {0} is not known to this version")]
    Format(u32),
}

/// Writes an export line by line.
pub struct ExportWriter<W> {
    out: W,
}

impl<W: Write> ExportWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// The writer fails.
    pub fn new(out: W, header: &ExportHeader) -> Result<Self, ExportError> {
        let mut writer = Self { out };
        writer.line(&Line::Header(Cow::Borrowed(header)))?;
        Ok(writer)
    }

    /// Writes an entry; its details come next.
    ///
    /// # Errors
    /// The writer fails.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), ExportError> {
        self.line(&Line::Entry(Cow::Borrowed(entry)))
    }

    /// Writes a detail.
    ///
    /// # Errors
    /// The writer fails.
    pub fn detail(&mut self, detail: &Detail) -> Result<(), ExportError> {
        self.line(&Line::Detail(Cow::Borrowed(detail)))
    }

    /// Writes a checkpoint.
    ///
    /// # Errors
    /// The writer fails.
    pub fn checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), ExportError> {
        self.line(&Line::Checkpoint(Cow::Borrowed(checkpoint)))
    }

    /// Flushes and gives the writer back.
    ///
    /// # Errors
    /// The writer fails.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn line(&mut self, line: &Line<'_>) -> Result<(), ExportError> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }
}

/// An export as read. A line that is none becomes an unreadable entry, which the verifier reports.
#[derive(Debug)]
pub struct Export {
    pub header: ExportHeader,
    /// Entries in the order of the file.
    pub entries: Vec<Result<Entry, Unreadable>>,
    /// Details in the order of the file.
    pub details: Vec<Detail>,
    /// Checkpoints in the order of the file.
    pub checkpoints: Vec<Checkpoint>,
}

/// Reads an export.
///
/// # Errors
/// The file cannot be read, has no header, or is of another version.
pub fn read_export(mut input: impl BufRead) -> Result<Export, ExportError> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line)?;
    let Ok(Line::Header(header)) = serde_json::from_slice(&line) else { return Err(ExportError::NoHeader) };
    if header.format != EXPORT_FORMAT {
        return Err(ExportError::Format(header.format));
    }
    let mut export =
        Export { header: header.into_owned(), entries: Vec::new(), details: Vec::new(), checkpoints: Vec::new() };
    let mut number = 1;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(export);
        }
        number += 1;
        match serde_json::from_slice(&line) {
            Ok(Line::Entry(entry)) => export.entries.push(Ok(entry.into_owned())),
            Ok(Line::Detail(detail)) => export.details.push(detail.into_owned()),
            Ok(Line::Checkpoint(checkpoint)) => export.checkpoints.push(checkpoint.into_owned()),
            Ok(Line::Header(_)) => {
                export.entries.push(Err(Unreadable { seq: None, why: format!("line {number}: a second header") }));
            }
            Err(error) => {
                export.entries.push(Err(Unreadable { seq: None, why: format!("line {number}: {error}") }));
            }
        }
    }
}
