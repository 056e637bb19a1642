//! A table on its way: read from what was brought, carried through the form, taken as the lines of an act.

use std::collections::BTreeSet;

use jiff::Timestamp;
use tatefuda_app::{
    Failure, FieldError,
    import::{self, AccountLine, ImportAccounts, ImportKind, ImportPeople, Look, Mapping, PersonLine, fields},
};
use tatefuda_domain::bound::LATEST;
use tatefuda_i18n::Translator;
use tatefuda_sheet::{Epoch, Error, Table};

use crate::{error::WebError, form::Form, page::Page};

/// Most bytes of a table as text on a form; what is more is brought in parts.
const TEXT_MAX: usize = 1_500_000;

/// Reads a file, away from the threads that answer.
///
/// # Errors
/// What is wrong with it, on the field `field`.
pub(crate) async fn read(bytes: Vec<u8>, field: &'static str) -> Result<Table, Failure> {
    let table = tokio::task::spawn_blocking(move || tatefuda_sheet::read(&bytes)).await.map_err(Failure::internal)?;
    bounded(table, field)
}

/// Reads what was pasted.
///
/// # Errors
/// What is wrong with it, on the field `field`.
pub(crate) fn paste(text: &str, field: &'static str) -> Result<Table, Failure> {
    bounded(tatefuda_sheet::paste(text), field)
}

fn bounded(table: Result<Table, Error>, field: &'static str) -> Result<Table, Failure> {
    match table {
        Ok(table) if table.to_text().len() > TEXT_MAX => Err(Failure::Invalid(vec![told(&Error::TooLarge, field)])),
        Ok(table) => Ok(table),
        Err(error) => Err(Failure::Invalid(vec![told(&error, field)])),
    }
}

/// What to do about a file that is no table.
pub(crate) fn told(error: &Error, field: &str) -> FieldError {
    let of = |key: &str| FieldError::new(field, key);
    match error {
        Error::Empty => of("sheet-empty"),
        Error::TooLarge => of("sheet-large").with("mb", tatefuda_sheet::FILE_MAX / 1024 / 1024),
        Error::TooManyRows => of("sheet-rows").with("most", tatefuda_sheet::ROWS_MAX),
        Error::TooManyColumns { row } => of("sheet-columns").with("row", row).with("most", tatefuda_sheet::COLUMNS_MAX),
        Error::CellTooLong { row, column } => {
            of("sheet-cell").with("row", row).with("column", column).with("most", tatefuda_sheet::CELL_MAX)
        }
        Error::OpenQuote { row } => of("sheet-quote").with("row", row),
        Error::OldWorkbook => of("sheet-old"),
        Error::Damaged => of("sheet-damaged"),
    }
}

/// What the columns are taken for, as chosen on the form.
pub(super) fn mapping(form: &Form, kind: ImportKind, table: &Table) -> (Mapping, Vec<FieldError>) {
    let mut columns = vec![None; table.width()];
    let (mut down, mut problems) = (BTreeSet::new(), vec![]);
    let at = |number: &str| number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    for (number, word) in form.below("column.") {
        let Some(at) = at(number).filter(|at| *at < columns.len()) else { continue };
        let field = fields(kind).iter().find(|field| field.word == word).map(|field| field.word);
        if field.is_some() && columns.contains(&field) {
            problems.push(FieldError::new(format!("column.{number}"), "import-column-twice"));
            continue;
        }
        columns[at] = field;
    }
    down.extend(form.below("down.").filter_map(|(number, _)| at(number)));
    let heading = form.get("heading").trim().parse().unwrap_or_default();
    (Mapping { heading, columns, down }, problems)
}

/// From when bare numbers count days.
pub(super) fn epoch(form: &Form) -> Epoch {
    if form.get("epoch") == "1904" { Epoch::Y1904 } else { Epoch::Y1900 }
}

/// What is said of a table beside its rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub(crate) source: String,
    pub(crate) basis: String,
    pub(crate) running_until: Option<Timestamp>,
    pub(crate) listed: bool,
    pub(crate) add_units: bool,
}

/// The act that a table becomes.
pub(crate) enum Act {
    Accounts(ImportAccounts),
    People(ImportPeople),
}

impl Act {
    /// `looked`: what is not said yet is no mistake yet.
    pub(crate) fn of(kind: ImportKind, table: &Table, mapping: &Mapping, said: Said, looked: bool) -> Self {
        let headings = mapping.headings(table);
        let Said { source, basis, running_until, listed, add_units } = said;
        match kind {
            ImportKind::Accounts => Self::Accounts(ImportAccounts {
                running_until: running_until.unwrap_or(LATEST),
                basis: if looked && basis.is_empty() { "-".to_owned() } else { basis },
                source,
                listed,
                headings,
                rows: mapping.lines::<AccountLine>(kind, table),
            }),
            ImportKind::People => Self::People(ImportPeople {
                basis,
                source,
                add_units,
                headings,
                rows: mapping.lines::<PersonLine>(kind, table),
            }),
        }
    }

    /// How many rows it has.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Self::Accounts(all) => all.rows.len(),
            Self::People(all) => all.rows.len(),
        }
    }

    /// What would come of it.
    pub(crate) async fn look(&self, app: &tatefuda_app::App, actor: &tatefuda_app::Actor) -> Result<Look, Failure> {
        match self {
            Self::Accounts(all) => import::look_accounts(app, actor, all).await,
            Self::People(all) => import::look_people(app, actor, all).await,
        }
    }
}

/// What a form is about.
pub(super) fn kind(page: &Page, word: &str) -> Result<ImportKind, WebError> {
    let kind = ImportKind::parse(word).ok_or(WebError::NotFound)?;
    page.actor().require(import::right(kind))?;
    Ok(kind)
}

/// Units that would be added, in words.
pub(super) fn added(tr: &Translator, look: &Look) -> Option<String> {
    if look.sections.is_empty() && look.positions == 0 {
        return None;
    }
    let sections = look.sections.join(tr.pick("、", ", "));
    let none = tr.text("import-added-none");
    let sections = if sections.is_empty() { none } else { sections };
    Some(tr.with("import-added", &[("sections", sections.into()), ("positions", look.positions.into())]))
}
