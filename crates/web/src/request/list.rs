//! `GET /requests`: 依頼の一覧

use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use tatefuda_app::request::{self, PAGE_MAX, RequestFilter, RequestPage, RequestState};
use tatefuda_domain::{Moment, RequestId};
use tatefuda_ui::{
    Nav, Template as _,
    request::{RequestSearch, RequestsPage},
    view::{FilterTab, Link},
};

use super::view::{row, state};
use crate::{csv, error::WebError, html, page::Page, text};

/// Most lines of the table for other programs.
const TABLE_MAX: usize = 10_000;

/// The list, narrowed by state and words; or the same as CSV.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let asked = Asked::of(&page);
    if page.visit.query("format") == "csv" {
        return table(&page, &asked).await;
    }
    let found = request::list(page.app(), page.actor(), &asked.filter()).await?;
    let shell = page.shell(Nav::Requests).await;
    let tr = shell.tr.clone();
    let filter = |wanted: Option<RequestState>| FilterTab {
        href: asked.address(wanted, None, false),
        label: wanted.map_or_else(|| tr.text("filter-all"), |one| tr.text(&state(one))),
        current: wanted == asked.state,
    };
    let filters = std::iter::once(None).chain(RequestState::ALL.map(Some)).map(filter).collect();
    let next = found
        .next
        .map(|after| Link { href: asked.address(asked.state, Some(after), false), label: tr.text("web-older") });
    let csv = Link { href: asked.address(asked.state, None, true), label: tr.text("request-csv") };
    let search = RequestSearch { state: asked.state.map(|state| state.as_str().to_owned()), text: asked.text.clone() };
    let rows = found.rows.iter().map(|one| row(&tr, page.zone(), one)).collect();
    Ok(html::ok(RequestsPage { shell, filters, search, rows, csv, next }.render()))
}

/// What the address asks for.
struct Asked {
    state: Option<RequestState>,
    text: String,
    after: Option<(Timestamp, RequestId)>,
}

impl Asked {
    fn of(page: &Page) -> Self {
        let query = |name: &str| page.visit.query(name).trim().to_owned();
        let text = query("q");
        let moment = query("before").parse().ok().map(Moment::get);
        Self {
            state: RequestState::parse(&query("state")),
            text: if text.len() <= 400 { text } else { String::new() },
            after: moment.zip(query("request").parse().ok()),
        }
    }

    fn filter(&self) -> RequestFilter {
        RequestFilter { state: self.state, search: Some(self.text.clone()), after: self.after, limit: None }
    }

    fn address(&self, state: Option<RequestState>, after: Option<(Timestamp, RequestId)>, csv: bool) -> String {
        let mut parts: Vec<String> = state.map(|state| format!("state={}", state.as_str())).into_iter().collect();
        if !self.text.is_empty() {
            parts.push(format!("q={}", text::query_value(&self.text)));
        }
        parts.extend(after.map(|(at, request)| format!("before={at}&request={request}")));
        parts.extend(csv.then(|| "format=csv".to_owned()));
        if parts.is_empty() { "/requests".to_owned() } else { format!("/requests?{}", parts.join("&")) }
    }
}

/// The whole list as a table for other programs, in the encoding that Excel takes for what it is.
async fn table(page: &Page, asked: &Asked) -> Result<Response, WebError> {
    let tr = page.tr();
    let heads = ["request-title", "state", "request-section", "request-account", "request-wished", "request-came"];
    let mut table = csv::Table::new(heads.iter().map(|head| tr.text(head)));
    let mut filter = RequestFilter { limit: Some(PAGE_MAX), after: None, ..asked.filter() };
    let mut lines = 0;
    while lines < TABLE_MAX {
        let RequestPage { rows, next } = request::list(page.app(), page.actor(), &filter).await?;
        for one in rows.iter().map(|one| row(&tr, page.zone(), one)) {
            let (account, wished) = (one.account.unwrap_or_default(), one.wished.map(|at| at.text));
            let (state, section) = (tr.text(one.standing.key()), format!("{} {}", one.section, one.who));
            let cells = [one.title, state, section, account, wished.unwrap_or_default(), one.asked.text];
            table.line(cells.into_iter());
            lines += 1;
        }
        let Some(after) = next else { break };
        filter.after = Some(after);
    }
    Ok(table.answer("requests.csv").into_response())
}
