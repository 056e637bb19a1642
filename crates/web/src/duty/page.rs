//! `GET /duties`: 務めと見張りの一覧

use axum::response::{IntoResponse as _, Response};
use tatefuda_app::duty::{self, view};
use tatefuda_domain::duty::{FoundKind, FoundState};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    duty::{DutiesPage, DutyForm, DutyRow, DutyState},
    view::{Choice, ClauseRef, FilterTab, Link, When},
};

use crate::{csv, error::WebError, html, lang, page::Page, text};

/// What waits for the reader, or, where they ask for it, in the whole body; or the same as CSV.
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let whole = page.visit.query("of") == "body";
    let found = match whole {
        true => duty::all(page.app(), page.actor()).await?,
        false => duty::own(page.app(), page.actor()).await?,
    };
    let shell = page.shell(Nav::None).await;
    let tr = shell.tr.clone();
    if page.visit.query("format") == "csv" {
        return Ok(table(&page, &tr, &found));
    }
    let filter = |href: &str, key: &str, current| FilterTab { href: href.to_owned(), label: tr.text(key), current };
    let filters = vec![filter("/duties", "duty-own", !whole), filter("/duties?of=body", "duty-all", whole)];
    let csv = Link {
        href: if whole { "/duties?of=body&format=csv" } else { "/duties?format=csv" }.to_owned(),
        label: tr.text("duty-csv"),
    };
    // Whose it is has the form; the list of the body shows only how things stand.
    let rows = found.iter().map(|one| row(&page, &tr, one, !whole)).collect();
    Ok(html::ok(DutiesPage { shell, filters, rows, csv }.render()))
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

fn row(page: &Page, tr: &Translator, one: &view::DutyRow, own: bool) -> DutyRow {
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
        form: answered.then(|| form(page, tr, one)),
        link: link(tr, one).filter(|_| own),
    }
}

fn form(page: &Page, tr: &Translator, one: &view::DutyRow) -> DutyForm {
    let word = |answer: &String| {
        let key = format!("duty-answer-{answer}");
        Choice::new(answer, if tr.has(&key) { tr.text(&key) } else { answer.clone() }, false)
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
    for one in found.iter().map(|one| row(page, tr, one, false)) {
        let clauses: Vec<String> = one.clauses.iter().map(|clause| clause.id.clone()).collect();
        let due = one.due.map(|due| due.text).unwrap_or_default();
        table.line([one.label, one.about, tr.text(one.state.key()), due, clauses.join(" ")].into_iter());
    }
    table.answer("duties.csv").into_response()
}
