//! TOML files to raw items, each with its place. Every item is read on its own, so that one
//! mistake does not hide the next.

mod items;

use serde::de::DeserializeOwned;
use tatefuda_domain::Localized;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

pub(super) use self::items::SECTIONS;
pub use self::items::{Placed, Raw};
use super::{
    bounds::{self, MAX_ERRORS, MAX_FILE, MAX_ITEMS, MAX_TEXT},
    error::PackError,
    model::Place,
    source::PackSource,
};
use crate::say::{self, nearest, say};

/// The files being read and what was found wrong.
pub struct Reader<'s> {
    pub files: Vec<(&'s str, &'s str)>,
    pub errors: Vec<PackError>,
    /// What could not be read.
    pub unread: Unread,
    items: usize,
}

/// What could not be read, so that nothing is known of what it declares.
#[derive(Debug, Default)]
pub struct Unread {
    /// A whole file or section.
    whole: bool,
    /// Single items, by their ids.
    items: Vec<String>,
}

impl Unread {
    /// Whether the name that an error quotes may be declared in what was not read.
    pub fn could_declare(&self, quoting: &str) -> bool {
        self.whole || self.items.iter().any(|id| quoting.contains(&format!("{id:?}")))
    }
}

impl<'s> Reader<'s> {
    /// A reader of the regulation files of a pack.
    pub fn new(source: &'s PackSource) -> Self {
        Self { files: source.regulation_files().collect(), errors: vec![], unread: Unread::default(), items: 0 }
    }

    /// Whether further errors are not noted any more.
    pub fn is_full(&self) -> bool {
        MAX_ERRORS <= self.errors.len()
    }

    /// Notes an error at a place.
    pub fn error(&mut self, place: Place, code: &'static str, message: Localized, help: Localized) {
        if self.is_full() {
            return;
        }
        let (file, text) = self.files.get(place.file).copied().unwrap_or(("", ""));
        self.errors.push(PackError::new(code, file, text, (place.start, place.end), message).help(help));
    }

    /// Reads all files.
    pub fn read(&mut self) -> Raw {
        let mut raw = Raw::default();
        if self.files.is_empty() {
            // Said once; that it also lacks a head goes without saying.
            self.errors.push(
                PackError::new(
                    "no-files",
                    "pack.toml",
                    "",
                    (0, 0),
                    say!("パックにファイルがありません", "the pack has no files"),
                )
                .help(say!("パックは pack.toml の入ったフォルダです", "a pack is a folder with a pack.toml")),
            );
            return raw;
        }
        let whole: usize = self.files.iter().map(|(_, text)| text.len()).sum();
        if whole > MAX_TEXT {
            let message = say!(
                "ファイルを合わせた大きさが{MAX_TEXT}バイトを超えています",
                "the files together are larger than {MAX_TEXT} bytes"
            );
            self.error(
                Place::default(),
                "bounds",
                message,
                say!("それほど長い規程はありません", "no regulation is that long"),
            );
            return raw;
        }
        for file in 0..self.files.len() {
            let (_, text) = self.files[file];
            let whole = Place { file, start: 0, end: 0 };
            if text.len() > MAX_FILE {
                self.error(
                    whole,
                    "bounds",
                    say!("ファイルが{MAX_FILE}バイトを超えています", "the file is larger than {MAX_FILE} bytes"),
                    say!("分けてください", "split it"),
                );
                self.unread.whole = true;
                continue;
            }
            match DeTable::parse(text) {
                Ok(table) => self.file(file, table.into_inner(), &mut raw),
                Err(error) => {
                    let start = error.span().map_or(0, |span| span.start).min(text.len());
                    let begin = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
                    let line = text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default();
                    match super::slips::in_line(line) {
                        Some((at, message, help)) => {
                            self.error(
                                Place { file, start: begin + at, end: begin + line.len() },
                                "toml",
                                message,
                                help,
                            );
                        }
                        None => self.toml_error(file, (0, 0), &error),
                    }
                    self.unread.whole = true;
                }
            }
        }
        raw
    }

    fn toml_error(&mut self, file: usize, fallback: (usize, usize), error: &toml::de::Error) {
        let (start, end) = error.span().map_or(fallback, |span| (span.start, span.end));
        let help = unknown_field_help(error.message()).unwrap_or_default();
        self.error(Place { file, start, end }, "toml", say::toml(error.message()), help);
    }

    fn file(&mut self, file: usize, table: DeTable<'_>, raw: &mut Raw) {
        for (key, value) in table {
            if self.is_full() {
                return;
            }
            let key_place = Place { file, start: key.span().start, end: key.span().end };
            match key.get_ref().as_ref() {
                "pack" => {
                    let place = place(file, &value);
                    let item = self.item(file, value);
                    raw.header.extend(item.map(|item| (item, place)));
                }
                "clause" => self.items(file, value, &mut raw.clauses),
                "role" => self.items(file, value, &mut raw.roles),
                "category" => self.items(file, value, &mut raw.categories),
                "classification" => self.items(file, value, &mut raw.classifications),
                "parameter" => self.items(file, value, &mut raw.parameters),
                "reading" => self.items(file, value, &mut raw.readings),
                "external_norm" => self.items(file, value, &mut raw.norms),
                "record" => self.items(file, value, &mut raw.records),
                "chain" => self.items(file, value, &mut raw.chains),
                "rule" => self.items(file, value, &mut raw.rules),
                "finding" => self.items(file, value, &mut raw.findings),
                "exception" => self.items(file, value, &mut raw.exceptions),
                "power" => self.items(file, value, &mut raw.powers),
                "silence" => self.items(file, value, &mut raw.silences),
                "standing" => self.items(file, value, &mut raw.standings),
                "lift" => self.items(file, value, &mut raw.lifts),
                "mode" => self.items(file, value, &mut raw.modes),
                "former" => self.items(file, value, &mut raw.formers),
                "term" => self.items(file, value, &mut raw.terms),
                "account" => self.items(file, value, &mut raw.accounts),
                "account_class" => self.items(file, value, &mut raw.account_classes),
                "calendar" => self.items(file, value, &mut raw.calendars),
                "actor_kind" => self.items(file, value, &mut raw.actor_kinds),
                "board" => self.items(file, value, &mut raw.boards),
                "read_as" => self.items(file, value, &mut raw.read_as),
                "ground" => self.items(file, value, &mut raw.grounds),
                "transition" => self.items(file, value, &mut raw.transitions),
                "procedure" => self.items(file, value, &mut raw.procedures),
                "duty" => self.items(file, value, &mut raw.duties),
                "clock" => self.items(file, value, &mut raw.clocks),
                "count" => self.items(file, value, &mut raw.counts),
                "baseline" => self.items(file, value, &mut raw.baselines),
                "monitor" => self.items(file, value, &mut raw.monitors),
                "document" => self.items(file, value, &mut raw.documents),
                other => {
                    let help = nearest(other, SECTIONS.iter().copied())
                        .map_or_else(|| say::known(SECTIONS.iter().copied()), say::did_you_mean);
                    self.error(
                        key_place,
                        "unknown-section",
                        say!("「{other}」という節はありません", "unknown section {other}"),
                        help,
                    );
                    self.unread.whole = true;
                }
            }
        }
    }

    fn items<T: DeserializeOwned>(&mut self, file: usize, value: Spanned<DeValue<'_>>, into: &mut Vec<Placed<T>>) {
        let whole = place(file, &value);
        match value.into_inner() {
            DeValue::Array(array) => {
                for value in array {
                    self.items += 1;
                    if self.items == MAX_ITEMS + 1 {
                        self.error(
                            whole,
                            "bounds",
                            say!("パックに書けるものは{MAX_ITEMS}までです", "the pack has more than {MAX_ITEMS} items"),
                            say!("分けてください", "split it"),
                        );
                    }
                    if self.items > MAX_ITEMS {
                        return;
                    }
                    let place = place(file, &value);
                    let item = self.item(file, value);
                    into.extend(item.map(|item| (item, place)));
                }
            }
            _ => {
                self.error(
                    whole,
                    "toml",
                    say!("表の並びとして書きます", "expected a list of tables"),
                    say!("名前を二重の括弧に入れてください：[[…]]", "write the name in double brackets: [[…]]"),
                );
                self.unread.whole = true;
            }
        }
    }

    fn item<T: DeserializeOwned>(&mut self, file: usize, value: Spanned<DeValue<'_>>) -> Option<T> {
        let span = (value.span().start, value.span().end);
        let id = value.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
        if let Some(((start, end), message)) = bounds::exceeded(&value) {
            self.error(Place { file, start, end }, "bounds", message, say!("分けてください", "split it"));
            self.unread.items.extend(id);
            return None;
        }
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(item) => Some(item),
            Err(error) => {
                self.toml_error(file, span, &error);
                self.unread.items.extend(id);
                None
            }
        }
    }
}

fn place(file: usize, value: &Spanned<DeValue<'_>>) -> Place {
    Place { file, start: value.span().start, end: value.span().end }
}

/// "unknown field `stength`, expected one of …" → "did you mean strength?"
fn unknown_field_help(message: &str) -> Option<Localized> {
    let (_, rest) = message.split_once("unknown ")?;
    let mut quoted = rest.split('`').skip(1).step_by(2);
    let word = quoted.next()?;
    Some(say::did_you_mean(nearest(word, quoted)?))
}
