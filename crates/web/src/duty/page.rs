//! `GET /duties`: 務めと見張りの一覧

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use tatefuda_app::{
    Failure,
    duty::{
        self, DutyFilter, DutyPage, PAGE_MAX,
        view::{self, DutyPlace},
    },
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

/// Most lines of the table for other programs.
const TABLE_MAX: usize = 10_000;

/// What waits for the reader, or, where they ask for it, in the whole body; or the same as CSV.
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let asked = Asked::of(&page);
    if page.visit.query("format") == "csv" {
        return table(&page, &asked).await;
    }
    let found = duty::list(page.app(), page.actor(), asked.filter(None)).await?;
    render(&page, StatusCode::OK, &asked, &found, None).await
}

/// What the address asks for. What it names wrongly it does not ask for.
#[derive(Default)]
struct Asked {
    body: bool,
    state: Option<FoundState>,
    after: Option<DutyPlace>,
}

impl Asked {
    fn of(page: &Page) -> Self {
        Self {
            body: page.visit.query("of") == "body",
            state: FoundState::parse(&page.visit.query("state")),
            after: page.visit.query("after").parse().ok(),
        }
    }

    fn filter(&self, limit: Option<i64>) -> DutyFilter {
        DutyFilter { body: self.body, account: None, state: self.state, after: self.after.clone(), limit }
    }

    fn address(&self, body: bool, state: Option<FoundState>, more: Option<String>) -> String {
        let of = body.then(|| "of=body".to_owned());
        let state = state.map(|state| format!("state={}", state.as_str()));
        let parts: Vec<String> = of.into_iter().chain(state).chain(more).collect();
        if parts.is_empty() { "/duties".to_owned() } else { format!("/duties?{}", parts.join("&")) }
    }
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
    let named = ["account", "person", "case"].map(|name| form.get(name)).into_iter().find(|id| !id.is_empty());
    let is_it = |one: &&view::DutyRow| {
        let about = named.map_or(one.subject.kind == "body", |id| one.subject.id == id);
        about
            && (&*one.document, &*one.item, &*one.instance)
                == (form.get("document"), form.get("duty"), form.get("instance"))
    };
    let own = wrong.iter().all(|error| FIELDS.contains(&&*error.field));
    if !own {
        return Err(why.about(form, back));
    }
    // The page on which it stands, wherever that is by now.
    let mut asked = Asked::default();
    let (found, id) = loop {
        let found = duty::list(page.app(), page.actor(), asked.filter(None)).await?;
        if let Some(one) = found.rows.iter().find(is_it) {
            let id = one.id;
            break (found, id);
        }
        asked.after = found.next;
        if asked.after.is_none() {
            return Err(why.about(form, back));
        }
    };
    let errors = wrong.into_iter().map(|error| FieldError { field: format!("{}-{}", error.field, id), ..error });
    let typed = Typed { id, form: &form, errors: errors.collect() };
    render(page, StatusCode::UNPROCESSABLE_ENTITY, &asked, &found, Some(typed)).await
}

async fn render(
    page: &Page,
    status: StatusCode,
    asked: &Asked,
    found: &DutyPage,
    typed: Option<Typed<'_>>,
) -> Result<Response, WebError> {
    let mut shell = page.shell(Nav::None).await;
    let tr = shell.tr.clone();
    let (id, form) = typed.as_ref().map(|typed| (typed.id, typed.form)).unzip();
    shell.errors = typed.map(|typed| typed.errors).unwrap_or_default();
    let filter = |body: bool, key: &str| FilterTab {
        href: asked.address(body, asked.state, None),
        label: tr.text(key),
        current: body == asked.body,
    };
    let filters = vec![filter(false, "duty-own"), filter(true, "duty-all")];
    let state = |wanted: Option<FoundState>| FilterTab {
        href: asked.address(asked.body, wanted, None),
        label: tr.text(wanted.map_or("filter-all", |one| self::state(one).key())),
        current: wanted == asked.state,
    };
    let states = std::iter::once(None).chain(FoundState::ALL.map(Some)).map(state).collect();
    let csv = Link {
        href: asked.address(asked.body, asked.state, Some("format=csv".to_owned())),
        label: tr.text("duty-csv"),
    };
    let next = found.next.as_ref().map(|place| Link {
        href: asked.address(asked.body, asked.state, Some(format!("after={}", text::query_value(&place.to_string())))),
        label: tr.text("duty-next"),
    });
    // Whose it is has the form; the list of the body shows only how things stand.
    let rows = found.rows.iter().map(|one| row(page, &tr, one, !asked.body, form.filter(|_| id == Some(one.id))));
    let rows = rows.collect();
    Ok(html::answer(status, DutiesPage { shell, filters, states, rows, csv, next }.render()))
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
        state: if one.days.is_some() { DutyState::Waits } else { state(one.state) },
        age: age(tr, one),
        due: one.due.map(|due| When::new(tr, due, page.zone())),
        late: one.late,
        form: answered.then(|| form(page, tr, one, typed)),
        link: link(tr, one).filter(|_| own),
    }
}

/// How long something without a deadline has waited, in words.
pub(crate) fn age(tr: &Translator, one: &view::DutyRow) -> Option<String> {
    one.days.map(|days| tr.with("duty-age", &[("days", days.into())]))
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

/// The whole list as a table for other programs.
async fn table(page: &Page, asked: &Asked) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut table = csv::Table::new(
        ["duty-label", "case-about", "state", "deadline", "duty-clauses"].into_iter().map(|head| tr.text(head)),
    );
    let mut filter = DutyFilter { after: None, ..asked.filter(Some(PAGE_MAX)) };
    let mut lines = 0;
    while lines < TABLE_MAX {
        let DutyPage { rows, next } = duty::list(page.app(), page.actor(), filter.clone()).await?;
        for one in rows.iter().map(|one| row(page, &tr, one, false, None)) {
            let clauses: Vec<String> = one.clauses.iter().map(|clause| clause.id.clone()).collect();
            let due = one.due.map(|due| due.text).or(one.age).unwrap_or_default();
            table.line([one.label, one.about, tr.text(one.state.key()), due, clauses.join(" ")].into_iter());
            lines += 1;
        }
        let Some(after) = next else { break };
        filter.after = Some(after);
    }
    Ok(table.answer("duties.csv").into_response())
}
