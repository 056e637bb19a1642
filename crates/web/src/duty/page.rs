//! `GET /duties`: 務めと見張りの一覧

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use tatefuda_app::{
    Failure,
    duty::{self, view},
};
use tatefuda_domain::{
    FoundId,
    duty::{FoundKind, FoundState},
};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    duty::{DutiesPage, DutyForm, DutyRow, DutyState},
    view::{Choice, ClauseRef, FieldError, FilterTab, Link, When},
};

use crate::{
    csv,
    error::WebError,
    form::Form,
    html, lang,
    page::{Acted, Page},
    text,
};

/// What people fill in.
const FIELDS: [&str; 2] = ["answer", "note"];

/// What waits for the reader, or, where they ask for it, in the whole body; or the same as CSV.
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let whole = page.visit.query("of") == "body";
    let found = match whole {
        true => duty::all(page.app(), page.actor()).await?,
        false => duty::own(page.app(), page.actor()).await?,
    };
    if page.visit.query("format") == "csv" {
        return Ok(table(&page, &page.tr(), &found));
    }
    render(&page, StatusCode::OK, &found, whole, None).await
}

/// An answer that cannot be used, at the duty for which it was given.
struct Typed<'a> {
    id: FoundId,
    form: &'a Form,
    errors: Vec<FieldError>,
}

/// The list again with what is wrong beside its duty. Where that waits no longer, the page that gives back what was typed.
pub(super) async fn again(page: &Page, form: Form, why: Acted, back: String) -> Result<Response, WebError> {
    let tr = page.tr();
    let wrong = match &why {
        Acted::Unusable(issues) => text::issues(&tr, issues),
        Acted::Failed(Failure::Invalid(errors)) => text::field_errors(&tr, errors, str::to_owned),
        _ => return Err(why.about(form, back)),
    };
    let found = duty::own(page.app(), page.actor()).await?;
    let named = ["account", "person", "case"].map(|name| form.get(name)).into_iter().find(|id| !id.is_empty());
    let is_it = |one: &&view::DutyRow| {
        let about = named.map_or(one.subject.kind == "body", |id| one.subject.id == id);
        about
            && (&*one.document, &*one.item, &*one.instance)
                == (form.get("document"), form.get("duty"), form.get("instance"))
    };
    let own = wrong.iter().all(|error| FIELDS.contains(&&*error.field));
    let Some(one) = found.iter().find(is_it).filter(|_| own) else { return Err(why.about(form, back)) };
    let errors = wrong.into_iter().map(|error| FieldError { field: format!("{}-{}", error.field, one.id), ..error });
    let typed = Typed { id: one.id, form: &form, errors: errors.collect() };
    render(page, StatusCode::UNPROCESSABLE_ENTITY, &found, false, Some(typed)).await
}

async fn render(
    page: &Page,
    status: StatusCode,
    found: &[view::DutyRow],
    whole: bool,
    typed: Option<Typed<'_>>,
) -> Result<Response, WebError> {
    let mut shell = page.shell(Nav::None).await;
    let tr = shell.tr.clone();
    let (id, form) = typed.as_ref().map(|typed| (typed.id, typed.form)).unzip();
    shell.errors = typed.map(|typed| typed.errors).unwrap_or_default();
    let filter = |href: &str, key: &str, current| FilterTab { href: href.to_owned(), label: tr.text(key), current };
    let filters = vec![filter("/duties", "duty-own", !whole), filter("/duties?of=body", "duty-all", whole)];
    let csv = Link {
        href: if whole { "/duties?of=body&format=csv" } else { "/duties?format=csv" }.to_owned(),
        label: tr.text("duty-csv"),
    };
    // Whose it is has the form; the list of the body shows only how things stand.
    let rows = found.iter().map(|one| row(page, &tr, one, !whole, form.filter(|_| id == Some(one.id)))).collect();
    Ok(html::answer(status, DutiesPage { shell, filters, rows, csv }.render()))
}

fn state(state: FoundState) -> DutyState {
    match state {
        FoundState::Open => DutyState::Open,
        FoundState::Missed => DutyState::Missed,
        FoundState::Warns => DutyState::Warns,
        FoundState::Fires => DutyState::Fires,
        FoundState::CannotJudge => DutyState::CannotJudge,
    }
}

fn about(tr: &Translator, one: &view::DutyRow) -> String {
    if one.account_name.is_empty() { crate::case::view::about(tr, &one.subject.kind) } else { one.account_name.clone() }
}

fn row(page: &Page, tr: &Translator, one: &view::DutyRow, own: bool, typed: Option<&Form>) -> DutyRow {
    let lang = lang::domain(tr.lang());
    let waits = matches!(one.state, FoundState::Open | FoundState::Missed) && !one.instance.is_empty();
    let answered = own && waits && one.kind == FoundKind::Duty && !one.answers.is_empty();
    DutyRow {
        id: one.id.to_string(),
        label: one.label.get(lang).to_owned(),
        message: Some(one.message.get(lang).to_owned()).filter(|text| !text.is_empty()),
        clauses: one.clauses.iter().map(|clause| ClauseRef::id(clause.id.as_str())).collect(),
        about: about(tr, one),
        state: state(one.state),
        due: one.due.map(|due| When::new(tr, due, page.zone())),
        late: one.late,
        form: answered.then(|| form(page, tr, one, typed)),
        link: link(tr, one).filter(|_| own),
    }
}

fn form(page: &Page, tr: &Translator, one: &view::DutyRow, typed: Option<&Form>) -> DutyForm {
    let given = |name: &str| typed.map(|form| form.get(name)).unwrap_or_default();
    let word = |answer: &String| {
        let key = format!("duty-answer-{answer}");
        Choice::new(answer, if tr.has(&key) { tr.text(&key) } else { answer.clone() }, given("answer") == answer)
    };
    let of = |kind: &str| if one.subject.kind == kind { one.subject.id.clone() } else { String::new() };
    DutyForm {
        meta: page.meta(None),
        document: one.document.clone(),
        duty: one.item.clone(),
        instance: one.instance.clone(),
        account: of("account"),
        person: of("person"),
        case: of("incident"),
        answers: one.answers.iter().map(word).collect(),
        note: given("note").to_owned(),
    }
}

/// Where a duty is met that is not answered by a word, or where to look at what is watched.
fn link(tr: &Translator, one: &view::DutyRow) -> Option<Link> {
    let account = one.account.map(|id| format!("/accounts/{id}"));
    if let Some(kind) = &one.record {
        let href = match (one.subject.kind.as_str(), &account) {
            ("incident", _) => format!("/cases/{}", one.subject.id),
            (about, _) => format!(
                "/records/new?kind={}&subject_kind={about}&subject={}",
                text::query_value(kind),
                text::query_value(&one.subject.id)
            ),
        };
        return Some(Link { href, label: tr.text("duty-record") });
    }
    let key = if one.act.is_some() { "duty-act" } else { "duty-look" };
    account.filter(|_| one.answers.is_empty()).map(|href| Link { href, label: tr.text(key) })
}

/// The list as a table for other programs.
fn table(page: &Page, tr: &Translator, found: &[view::DutyRow]) -> Response {
    let mut table = csv::Table::new(
        ["duty-label", "case-about", "state", "deadline", "duty-clauses"].into_iter().map(|head| tr.text(head)),
    );
    for one in found.iter().map(|one| row(page, tr, one, false, None)) {
        let clauses: Vec<String> = one.clauses.iter().map(|clause| clause.id.clone()).collect();
        let due = one.due.map(|due| due.text).unwrap_or_default();
        table.line([one.label, one.about, tr.text(one.state.key()), due, clauses.join(" ")].into_iter());
    }
    table.answer("duties.csv").into_response()
}
