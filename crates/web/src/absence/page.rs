use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    org::{self, Absence, StartAbsence, Term},
};
use tatefuda_domain::PersonId;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    absence::{AbsenceForm, AbsenceRow, AbsencesPage},
    view::FieldError,
};

use crate::{
    error::WebError,
    form::Form,
    html,
    member::page as people,
    org::page::today,
    page::{Acted, Page},
    text,
};

/// `GET /absences`: one's own.
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), vec![]).await
}

async fn render(page: &Page, status: StatusCode, typed: &Form, errors: Vec<FieldError>) -> Result<Response, WebError> {
    let person = page.actor().person;
    let found = org::absences_of(page.app(), page.actor(), person).await?;
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let view = AbsencesPage { rows: rows(page, &tr, &found), form: form_of(page, person, typed), shell };
    Ok(html::answer(status, view.render()))
}

/// Absences in words.
pub(crate) fn rows(page: &Page, tr: &Translator, list: &[Absence]) -> Vec<AbsenceRow> {
    let row = |one: &Absence| AbsenceRow {
        id: one.id.clone(),
        from: tr.date_time(one.span.from, page.zone()),
        until: one.span.until.map(|until| tr.date_time(until, page.zone())),
        current: one.span.contains(page.now()),
        end: page.meta(None),
    };
    list.iter().map(row).collect()
}

/// The form for one more, with what was typed.
pub(crate) fn form_of(page: &Page, person: PersonId, typed: &Form) -> AbsenceForm {
    let kept = |name: &str| typed.get(name).to_owned();
    AbsenceForm {
        meta: page.meta(None),
        person: person.to_string(),
        from_date: if typed.has("from_date") { kept("from_date") } else { today(page) },
        from_time: kept("from_time"),
        until_date: kept("until_date"),
        until_time: kept("until_time"),
    }
}

/// `POST /absences`: one's own, or with the right to manage users anybody's.
pub(crate) async fn start(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let person: PersonId = reader.parsed("person", "unknown-person").unwrap_or(page.actor().person);
    let from = reader.moment("from_date", "from_time", page.zone(), false);
    if from.is_none() {
        reader.issue("from_date", "required");
    }
    let until = reader.moment("until_date", "until_time", page.zone(), true);
    let to = back(&page, person);
    let (Some(from), true) = (from, reader.is_sound()) else {
        let issues = reader.finish().err().unwrap_or_default();
        return again(&page, person, form, text::issues(&tr, &issues)).await;
    };
    match page.execute(&form, &StartAbsence { person, span: Term::new(from, until) }).await {
        Ok(_) => Ok(page.done(&to, "absence-entered")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let name = |field: &str| if field == "until" { "until_date" } else { field }.to_owned();
            again(&page, person, form, text::field_errors(&tr, &errors, name)).await
        }
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// The form stands on two pages: one's own absences, and the page of a person. It comes back on the one it came from, where
/// what was typed can be put right.
async fn again(page: &Page, person: PersonId, form: Form, errors: Vec<FieldError>) -> Result<Response, WebError> {
    if person == page.actor().person && page.visit.came_from() != format!("/people/{person}") {
        return render(page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
    }
    people::again(page, person, &form, errors).await
}

/// Where an absence is shown: on one's own page, or on the page of the person.
fn back(page: &Page, person: PersonId) -> String {
    let own = person == page.actor().person && page.visit.came_from() != format!("/people/{person}");
    if own { "/absences".to_owned() } else { format!("/people/{person}") }
}
