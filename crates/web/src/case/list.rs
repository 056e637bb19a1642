//! `GET /cases`: 手続・事案の一覧

use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use tatefuda_app::{
    case::{self, CaseFilter, CasePage, SUBJECTS},
    setting,
};
use tatefuda_domain::{AccountId, CaseId, Moment, case::CaseState};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    case::{CaseSearch, CasesPage},
    view::{Choice, FilterTab, Link},
};

use super::view::{about, row};
use crate::{csv, error::WebError, html, lang, page::Page, text};

/// Most lines of the table for other programs.
const TABLE_MAX: usize = 10_000;

/// The list, narrowed by state, procedure, what it concerns, and words; or the same as CSV.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let asked = Asked::of(&page);
    if page.visit.query("format") == "csv" {
        return table(&page, &asked).await;
    }
    let found = case::list(page.app(), page.actor(), asked.filter()).await?;
    let shell = page.shell(Nav::Cases).await;
    let tr = shell.tr.clone();
    let filter = |wanted: Option<CaseState>| FilterTab {
        href: asked.address(wanted, None, false),
        label: wanted.map_or_else(|| tr.text("filter-all"), |one| tr.text(super::view::state(one).key())),
        current: wanted == asked.state,
    };
    let filters = std::iter::once(None).chain(CaseState::ALL.map(Some)).map(filter).collect();
    let next = found
        .next
        .map(|after| Link { href: asked.address(asked.state, Some(after), false), label: tr.text("web-older") });
    let csv = Link { href: asked.address(asked.state, None, true), label: tr.text("case-csv") };
    let search = CaseSearch {
        state: asked.state.map(|state| state.as_str().to_owned()),
        text: asked.text.clone(),
        procedures: procedures(&page, &tr, &asked.procedure).await?,
        about: SUBJECTS
            .iter()
            .map(|kind| Choice::new(kind.as_str(), about(&tr, kind.as_str()), kind.as_str() == asked.about))
            .collect(),
    };
    let rows = found.rows.iter().map(|one| row(&tr, page.zone(), one)).collect();
    Ok(html::ok(CasesPage { shell, filters, search, rows, csv, next }.render()))
}

/// What the address asks for.
struct Asked {
    state: Option<CaseState>,
    procedure: String,
    about: String,
    account: Option<AccountId>,
    text: String,
    after: Option<(Timestamp, CaseId)>,
}

impl Asked {
    fn of(page: &Page) -> Self {
        let query = |name: &str| page.visit.query(name).trim().to_owned();
        let short = |text: String| if text.len() <= 400 { text } else { String::new() };
        let moment = query("before").parse().ok().map(Moment::get);
        Self {
            state: CaseState::parse(&query("state")),
            procedure: short(query("procedure")),
            about: short(query("about")),
            account: query("account").parse().ok(),
            text: short(query("q")),
            after: moment.zip(query("case").parse().ok()),
        }
    }

    fn filter(&self) -> CaseFilter {
        CaseFilter {
            state: self.state,
            procedure: Some(self.procedure.clone()),
            subject_kind: Some(self.about.clone()),
            account: self.account,
            search: Some(self.text.clone()),
            after: self.after,
            limit: None,
        }
    }

    fn address(&self, state: Option<CaseState>, after: Option<(Timestamp, CaseId)>, csv: bool) -> String {
        let mut parts: Vec<String> = state.map(|state| format!("state={}", state.as_str())).into_iter().collect();
        for (name, value) in [("procedure", &self.procedure), ("about", &self.about), ("q", &self.text)] {
            if !value.is_empty() {
                parts.push(format!("{name}={}", text::query_value(value)));
            }
        }
        parts.extend(self.account.map(|account| format!("account={account}")));
        parts.extend(after.map(|(at, case)| format!("before={at}&case={case}")));
        parts.extend(csv.then(|| "format=csv".to_owned()));
        if parts.is_empty() { "/cases".to_owned() } else { format!("/cases?{}", parts.join("&")) }
    }
}

/// Procedures of the documents of the body.
async fn procedures(page: &Page, tr: &Translator, chosen: &str) -> Result<Vec<Choice>, WebError> {
    let lang = lang::domain(tr.lang());
    let mut found: Vec<Choice> = vec![];
    for one in setting::view::documents(page.app(), page.actor()).await? {
        for procedure in &one.governing.regulation.body().procedures {
            let id = procedure.id.as_str();
            if found.iter().all(|known| known.value != id) {
                found.push(Choice::new(id, procedure.label.get(lang), id == chosen));
            }
        }
    }
    Ok(found)
}

/// The whole list as a table for other programs, in the encoding that Excel takes for what it is.
async fn table(page: &Page, asked: &Asked) -> Result<Response, WebError> {
    let tr = page.tr();
    let heads = [
        "case-procedure",
        "case-title",
        "case-about",
        "case-account",
        "state",
        "case-next",
        "case-course",
        "case-opened",
    ];
    let mut table = csv::Table::new(heads.iter().map(|head| tr.text(head)));
    let mut filter = CaseFilter { limit: Some(200), after: None, ..asked.filter() };
    let mut lines = 0;
    while lines < TABLE_MAX {
        let CasePage { rows, next } = case::list(page.app(), page.actor(), filter.clone()).await?;
        for one in rows.iter().map(|one| row(&tr, page.zone(), one)) {
            let state = tr.text(one.state.key());
            let open = one.open.join(tr.pick("、", ", "));
            let (title, account) = (one.title.unwrap_or_default(), one.account.unwrap_or_default());
            table.line([one.label, title, one.about, account, state, open, one.course, one.opened.text].into_iter());
            lines += 1;
        }
        let Some(after) = next else { break };
        filter.after = Some(after);
    }
    Ok(table.answer("cases.csv").into_response())
}
