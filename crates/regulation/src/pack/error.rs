//! Errors of packs, pointing at the line.

use super::model::{Pack, Place};
use std::fmt;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use tatefuda_domain::{Lang, Localized};

/// Everything wrong with a pack; at least one error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackErrors {
    /// In the order of files and lines.
    pub errors: Vec<PackError>,
}

impl PackErrors {
    /// To be printed in a language; English otherwise.
    #[must_use]
    pub fn printed_in(mut self, lang: Lang) -> Self {
        self.errors.iter_mut().for_each(|error| error.lang = lang);
        self
    }
}

impl PackError {
    /// To be printed in a language; English otherwise.
    #[must_use]
    pub fn printed_in(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }
}

impl std::error::Error for PackErrors {}

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
            let help = error.help.get(error.lang);
            if !help.is_empty() {
                write!(f, " ({help})")?;
            }
        }
        Ok(())
    }
}

impl Diagnostic for PackErrors {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.errors.iter().map(|error| error as &dyn Diagnostic)))
    }
}

/// One error: what is wrong, where, and what would be right.
#[derive(Debug, Clone)]
pub struct PackError {
    /// A stable word: `unknown-role`, `condition-type` …
    pub code: &'static str,
    /// What is wrong.
    pub message: Localized,
    /// What would be right; may be empty.
    pub help: Localized,
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    source: NamedSource<String>,
    span: (usize, usize),
    /// In which it is printed.
    lang: Lang,
}

impl PartialEq for PackError {
    fn eq(&self, other: &Self) -> bool {
        (self.code, &self.message, &self.file, self.span) == (other.code, &other.message, &other.file, other.span)
    }
}
impl Eq for PackError {}

/// Codes of names that lead to nothing in the pack.
const NAMES: &[&str] = &[
    "condition-unknown",
    "no-head",
    "unknown-board",
    "unknown-calendar",
    "unknown-category",
    "unknown-chain",
    "unknown-class",
    "unknown-clause",
    "unknown-document",
    "unknown-duty",
    "unknown-item",
    "unknown-mode",
    "unknown-norm",
    "unknown-parameter",
    "unknown-procedure",
    "unknown-reading",
    "unknown-record",
    "unknown-role",
    "unknown-rule",
    "unknown-scheme",
    "unknown-step",
    "unknown-tag",
];

impl PackError {
    /// Whether it says that something named elsewhere in the pack is not there.
    pub fn is_about_a_name(&self) -> bool {
        NAMES.contains(&self.code)
    }

    /// An error at a byte range of a file. Ranges outside the text are cut.
    pub fn new(code: &'static str, file: &str, text: &str, span: (usize, usize), message: Localized) -> Self {
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let span = (floor(span.0), floor(span.1.max(span.0)));
        let before = &text[..span.0];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            code,
            message,
            help: Localized::default(),
            lang: Lang::En,
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            source: NamedSource::new(file, text.to_owned()).with_language("toml"),
            span,
        }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn help(mut self, help: Localized) -> Self {
        self.help = help;
        self
    }
}

impl std::error::Error for PackError {}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message.get(self.lang))
    }
}

impl Diagnostic for PackError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("pack::{}", self.code)))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.get(self.lang);
        (!help.is_empty()).then(|| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (start, end) = self.span;
        let here = if self.lang == Lang::Ja { "ここ" } else { "here" };
        Some(Box::new(std::iter::once(LabeledSpan::new(Some(here.to_owned()), start, end - start))))
    }
}

impl Pack {
    pub fn error_at(&self, place: Place, code: &'static str, message: Localized) -> PackError {
        let (file, text) = self.source.regulation_files().nth(place.file).unwrap_or(("pack.toml", ""));
        PackError::new(code, file, text, (place.start, place.end), message)
    }
}
