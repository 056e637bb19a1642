//! Bringing in a table: paste or choose, look at what was read, put it right, and then all of it or nothing.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, FieldError,
    import::{self, HEADING_ROWS, ImportKind, Look, Mapping, fields, place},
};
use tatefuda_i18n::Translator;
use tatefuda_sheet::{Epoch, Table};
use tatefuda_ui::{
    Nav, Template as _,
    import::{FieldGuide, ImportColumn, ImportLookPage, ImportNewPage, ImportProblem, ImportTable},
    view::{self, Choice},
};

use super::{
    page::{label, nav},
    table::{self, Act, Said},
};
use crate::{
    api::json::Query,
    error::WebError,
    form::{Chosen, Form},
    html,
    page::{Acted, Page},
    text,
};

/// Fields of the form that say something of the table as a whole.
const WHOLE: [&str; 2] = ["running_until", "basis"];

/// What is to be brought in.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Of {
    /// `accounts` or `people`.
    #[serde(default)]
    kind: String,
}

/// `GET /imports/new`
pub(crate) async fn new(page: Page, Query(of): Query<Of>) -> Result<Response, WebError> {
    let kind = table::kind(&page, if of.kind.is_empty() { "accounts" } else { &of.kind })?;
    start(&page, StatusCode::OK, kind, &Form::default(), vec![]).await
}

async fn start(
    page: &Page,
    status: StatusCode,
    kind: ImportKind,
    typed: &Form,
    errors: Vec<view::FieldError>,
) -> Result<Response, WebError> {
    let mut shell = page.shell(nav(kind)).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let guide = fields(kind).iter().map(|field| FieldGuide {
        label: label(&tr, field.word),
        hint: tr.text(&format!("import-field-{}-hint", field.word.replace('_', "-"))),
        needed: field.needed,
    });
    let (kind, text) = (kind.as_str().to_owned(), typed.get("text").to_owned());
    Ok(html::answer(status, ImportNewPage { guide: guide.collect(), kind, text, shell }.render()))
}

/// `POST /imports/preview`: nothing is kept of it.
pub(crate) async fn preview(page: Page, mut form: Form) -> Result<Response, WebError> {
    let kind = table::kind(&page, form.get("kind"))?;
    if form.has("table") {
        return again(&page, kind, &form).await;
    }
    let (table, source) = match brought(&mut form).await {
        Ok(brought) => brought,
        Err(Failure::Invalid(errors)) => {
            let errors = text::field_errors(&page.tr(), &errors, str::to_owned);
            return start(&page, StatusCode::UNPROCESSABLE_ENTITY, kind, &form, errors).await;
        }
        Err(failure) => return Err(failure.into()),
    };
    let remembered = import::remembered(page.app(), page.actor(), kind).await?;
    let mapping = Mapping::guess(kind, &table, &remembered);
    // A new account is one of the body's own unless somebody says otherwise.
    let said = Said { source, listed: true, ..Said::default() };
    let act = Act::of(kind, &table, &mapping, said.clone(), true);
    let look = act.look(page.app(), page.actor()).await?;
    let shown = Shown { kind, table: &table, mapping: &mapping, said: &said, until: "", rows: act.rows() };
    shown.render(&page, StatusCode::OK, look, vec![]).await
}

/// What was chosen or pasted, and what it was called.
async fn brought(form: &mut Form) -> Result<(Table, String), Failure> {
    if let Some(Chosen { name, bytes, .. }) = form.take_files("file").into_iter().next() {
        let Some(bytes) = bytes else {
            return Err(Failure::Invalid(vec![table::told(&tatefuda_sheet::Error::TooLarge, "file")]));
        };
        return Ok((table::read(bytes, "file").await?, name));
    }
    Ok((table::paste(form.get("text"), "text")?, String::new()))
}

/// A form as it came back: the table, what its columns are taken for, what is said beside.
struct Back {
    table: Table,
    mapping: Mapping,
    said: Said,
    /// What is wrong with the form itself.
    errors: Vec<view::FieldError>,
}

fn back(page: &Page, kind: ImportKind, form: &Form, looked: bool) -> Result<Back, Failure> {
    let table = Table { epoch: table::epoch(form), ..table::paste(form.get("table"), "table")? };
    let (mapping, twice) = table::mapping(form, kind, &table);
    let tr = page.tr();
    let mut reader = form.reader();
    let said = Said {
        source: reader.line("source"),
        basis: reader.line("basis"),
        running_until: match kind {
            ImportKind::Accounts => reader.moment("running_until", "", page.zone(), true),
            ImportKind::People => None,
        },
        listed: form.has("listed"),
        add_units: form.has("add_units"),
    };
    if !looked && kind == ImportKind::Accounts && said.running_until.is_none() {
        reader.issue("running_until", "required");
    }
    let mut errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
    errors.extend(text::field_errors(&tr, &twice, str::to_owned));
    Ok(Back { table, mapping, said, errors })
}

/// The same table, looked at again with what was chosen.
async fn again(page: &Page, kind: ImportKind, form: &Form) -> Result<Response, WebError> {
    let back = back(page, kind, form, true)?;
    let act = Act::of(kind, &back.table, &back.mapping, back.said.clone(), true);
    let look = act.look(page.app(), page.actor()).await?;
    let status = if back.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let until = form.get("running_until");
    let Back { table, mapping, said, errors } = &back;
    let shown = Shown { kind, table, mapping, said, until, rows: act.rows() };
    shown.render(page, status, look, errors.clone()).await
}

/// `POST /imports`
pub(crate) async fn bring(page: Page, form: Form) -> Result<Response, WebError> {
    let kind = table::kind(&page, form.get("kind"))?;
    let back = match back(&page, kind, &form, false) {
        Err(Failure::Invalid(errors)) => {
            // Without a table there is nothing to put right here.
            let errors = text::field_errors(&page.tr(), &errors, |_| "text".to_owned());
            return start(&page, StatusCode::UNPROCESSABLE_ENTITY, kind, &form, errors).await;
        }
        back => back?,
    };
    let act = Act::of(kind, &back.table, &back.mapping, back.said.clone(), false);
    let rows = act.rows();
    let Back { table, mapping, said, errors } = &back;
    let shown = Shown { kind, table, mapping, said, until: form.get("running_until"), rows };
    if !errors.is_empty() {
        let look = Act::of(kind, table, mapping, said.clone(), true).look(page.app(), page.actor()).await?;
        return shown.render(&page, StatusCode::UNPROCESSABLE_ENTITY, look, errors.clone()).await;
    }
    let done = match &act {
        Act::Accounts(all) => page.execute(&form, all).await,
        Act::People(all) => page.execute(&form, all).await,
    };
    match done {
        Ok(done) => Ok(page.done(&format!("/imports/{}", done.import), "imported")),
        Err(Acted::Failed(Failure::Invalid(problems))) => {
            let whole = |one: &&FieldError| WHOLE.contains(&one.field.as_str());
            let own: Vec<FieldError> = problems.iter().filter(whole).cloned().collect();
            let errors = text::field_errors(&page.tr(), &own, str::to_owned);
            let problems = problems.into_iter().filter(|one| !whole(&one)).collect();
            let look = Look { problems, ..Look::default() };
            shown.render(&page, StatusCode::UNPROCESSABLE_ENTITY, look, errors).await
        }
        Err(failed) => Err(failed.about(Form::default(), format!("/imports/new?kind={}", kind.as_str()))),
    }
}

/// A table as it is shown before it comes in.
struct Shown<'a> {
    kind: ImportKind,
    table: &'a Table,
    mapping: &'a Mapping,
    said: &'a Said,
    /// Until when, as typed.
    until: &'a str,
    rows: usize,
}

impl Shown<'_> {
    async fn render(
        &self,
        page: &Page,
        status: StatusCode,
        look: Look,
        errors: Vec<view::FieldError>,
    ) -> Result<Response, WebError> {
        let mut shell = page.shell(if self.kind == ImportKind::People { Nav::People } else { Nav::Accounts }).await;
        let tr = shell.tr.clone();
        // A select stands in its row: what is wrong with it is told above, as the other problems are.
        let (of_columns, errors) = errors.into_iter().partition(|error| error.field.starts_with("column."));
        shell.errors = errors;
        let problems = look.problems.iter().map(|error| self.problem(&tr, error));
        let table = ImportTable {
            meta: page.meta(None),
            kind: self.kind.as_str().to_owned(),
            text: self.table.to_text(),
            source: self.said.source.clone(),
            epoch: if self.table.epoch == Epoch::Y1904 { "1904".to_owned() } else { String::new() },
            sheet: self.sheet(&tr),
            headings: self.headings(&tr),
            columns: (0..self.table.width()).map(|at| self.column(&tr, at)).collect(),
            count: tr.with("import-counted", &[("n", self.rows.into())]),
            added: table::added(&tr, &look),
            problems: of_columns.into_iter().map(|error| self.twice(&tr, error)).chain(problems).collect(),
            basis: self.said.basis.clone(),
            running_until: self.until.to_owned(),
            listed: self.said.listed,
            add_units: self.said.add_units,
        };
        Ok(html::answer(status, ImportLookPage { shell, table }.render()))
    }

    fn sheet(&self, tr: &Translator) -> Option<String> {
        let sheet = self.table.sheet.as_ref()?;
        let read = tr.with("import-sheet", &[("name", sheet.name.as_str().into())]);
        if sheet.others.is_empty() {
            return Some(read);
        }
        let others = sheet.others.join(tr.pick("、", ", "));
        let others = tr.with("import-sheets", &[("names", others.into())]);
        Some(format!("{read}{}{others}", tr.pick("", " ")))
    }

    fn headings(&self, tr: &Translator) -> Vec<Choice> {
        let chosen = self.mapping.heading;
        let none = Choice::new("0", tr.text("import-heading-none"), chosen == 0);
        let rows = self.table.rows.iter().take(HEADING_ROWS).map(|row| row.number);
        let mut numbers: Vec<usize> = rows.collect();
        if chosen > 0 && !numbers.contains(&chosen) {
            numbers.push(chosen);
        }
        let row = |number: usize| {
            Choice::new(number.to_string(), tr.with("import-heading-row", &[("n", number.into())]), number == chosen)
        };
        std::iter::once(none).chain(numbers.into_iter().map(row)).collect()
    }

    /// The heading of a column, or its number in words.
    fn heading(&self, tr: &Translator, at: usize) -> String {
        let row = self.table.rows.iter().find(|row| row.number == self.mapping.heading);
        let cell = row.and_then(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
        cell.cloned().unwrap_or_else(|| tr.with("import-nth", &[("n", (at + 1).into())]))
    }

    fn column(&self, tr: &Translator, at: usize) -> ImportColumn {
        let below = self.table.rows.iter().filter(|row| row.number > self.mapping.heading);
        let cells = below.filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
        let chosen = self.mapping.columns.get(at).copied().flatten();
        let field = |field: &import::Field| Choice::new(field.word, label(tr, field.word), chosen == Some(field.word));
        ImportColumn {
            number: at + 1,
            heading: self.heading(tr, at),
            first: cells.take(2).map(|cell| tatefuda_text::signs::beginning(cell, 40).to_owned()).collect(),
            fields: fields(self.kind).iter().map(field).collect(),
            down: self.mapping.down.contains(&at),
        }
    }

    /// In the words of the table: its row, its heading.
    fn problem(&self, tr: &Translator, error: &FieldError) -> ImportProblem {
        let message = text::field_message(tr, error);
        let Some(place) = place(error) else {
            return ImportProblem { row: None, column: tr.text("import-whole"), message };
        };
        let column = self.mapping.columns.iter().position(|field| *field == Some(place.field.as_str()));
        let field = label(tr, &place.field);
        let column = match column.map(|at| self.heading(tr, at)) {
            Some(heading) if heading != field => {
                tr.with("import-column-of", &[("heading", heading.into()), ("field", field.into())])
            }
            _ => field,
        };
        ImportProblem { row: Some(place.row), column, message }
    }

    fn twice(&self, tr: &Translator, error: view::FieldError) -> ImportProblem {
        let number = error.field.trim_start_matches("column.").parse::<usize>().unwrap_or(1);
        ImportProblem { row: None, column: self.heading(tr, number.saturating_sub(1)), message: error.message }
    }
}
