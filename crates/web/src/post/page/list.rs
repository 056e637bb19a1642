//! `GET /posts`: 投稿案一覧

use axum::response::{IntoResponse as _, Response};
use tatefuda_app::post::{self as posts, Sends};
use tatefuda_domain::{Moment, post::PostState};
use tatefuda_ui::{
    Nav, Template as _,
    post::{PostsPage, SearchForm},
    view::{FilterTab, Link},
};

use super::Surroundings;
use crate::{
    csv,
    error::WebError,
    home::page::may_compose,
    html,
    page::Page,
    post::{look::Look, view::row},
};

/// What the list can be narrowed to: where the paper lies, or how its sends stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    /// In this state, with nothing scheduled, held or published.
    Paper(PostState),
    /// Whatever the paper, with such a send.
    Sends(Sends),
}

const FILTERS: [Only; 10] = [
    Only::Paper(PostState::Drafting),
    Only::Paper(PostState::Submitted),
    Only::Paper(PostState::Returned),
    Only::Sends(Sends::Scheduled),
    Only::Sends(Sends::Waiting),
    Only::Sends(Sends::Held),
    Only::Sends(Sends::Failed),
    Only::Sends(Sends::Unknown),
    Only::Sends(Sends::Published),
    Only::Paper(PostState::Withdrawn),
];

impl Only {
    const fn word(self) -> &'static str {
        match self {
            Self::Paper(state) => state.as_str(),
            Self::Sends(sends) => sends.as_str(),
        }
    }

    fn parse(word: &str) -> Option<Self> {
        FILTERS.into_iter().find(|one| one.word() == word)
    }

    /// Papers that are passed on stay so while they wait for their time and after it; the filter means those under way.
    const fn sends(self) -> Option<Sends> {
        match self {
            Self::Sends(sends) => Some(sends),
            Self::Paper(PostState::Submitted) => Some(Sends::None),
            Self::Paper(_) => None,
        }
    }
}

/// The list, filtered by where the paper lies, how its sends stand, and by words of its text.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let only = Only::parse(&page.visit.query("state"));
    let typed = page.visit.query("q").trim().to_owned();
    let text = Some(typed.clone()).filter(|text| !text.is_empty() && text.len() <= 400);
    let before = page.visit.query("before").parse().ok().map(Moment::get);
    let state = only.and_then(|only| if let Only::Paper(state) = only { Some(state) } else { None });
    let sends = only.and_then(Only::sends);
    let query = posts::Query { state, sends, text, author: None, before, limit: 50 };
    if page.visit.query("format") == "csv" {
        return table(&page, query).await;
    }
    let found = posts::list(page.app(), page.actor(), &query).await?;
    let shell = page.shell(Nav::Posts).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(&page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let address = |only: Option<Only>, before: Option<jiff::Timestamp>, csv: bool| {
        let mut parts: Vec<String> = only.map(|only| format!("state={}", only.word())).into_iter().collect();
        parts.extend((!typed.is_empty()).then(|| format!("q={}", crate::text::query_value(&typed))));
        parts.extend(before.map(|at| format!("before={at}")));
        parts.extend(csv.then(|| "format=csv".to_owned()));
        if parts.is_empty() { "/posts".to_owned() } else { format!("/posts?{}", parts.join("&")) }
    };
    let filter = |wanted: Option<Only>| FilterTab {
        href: address(wanted, None, false),
        label: wanted.map_or_else(|| tr.text("filter-all"), |one| tr.text(&format!("filter-{}", one.word()))),
        current: wanted == only,
    };
    let filters = std::iter::once(None).chain(FILTERS.map(Some)).map(filter).collect();
    let next = found.next.map(|at| Link { href: address(only, Some(at), false), label: tr.text("web-older") });
    let rows = found.rows.iter().map(|one| row(look, one)).collect();
    let may_compose = may_compose(&page).await?;
    let search = SearchForm { state: only.map(|only| only.word().to_owned()), text: typed.clone() };
    let csv = Link { href: address(only, None, true), label: tr.text("posts-csv") };
    let first = before.map(|_| Link { href: address(only, None, false), label: tr.text("posts-first") });
    let key = if found.more { "posts-total-more" } else { "posts-total" };
    let total = tr.with(key, &[("n", found.total.into())]);
    Ok(html::ok(PostsPage { shell, filters, rows, next, first, total, csv, may_compose, search }.render()))
}

/// Most lines of a table.
const TABLE_MAX: usize = 5_000;

/// The whole list as a table for other programs, in the encoding that Excel takes for what it is.
async fn table(page: &Page, mut query: posts::Query) -> Result<Response, WebError> {
    let tr = page.tr();
    let around = Surroundings::load(page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let heads = [
        "subject",
        "posts-number",
        "state",
        "accounts",
        "author",
        "window",
        "posts-scheduled",
        "posts-published",
        "updated",
    ];
    let mut table = csv::Table::new(heads.iter().map(|head| tr.text(head)));
    query.limit = 100;
    query.before = None;
    let mut lines = 0;
    while lines < TABLE_MAX {
        let found = posts::list(page.app(), page.actor(), &query).await?;
        for one in found.rows.iter().map(|one| row(look, one)) {
            let text = |when: Option<tatefuda_ui::view::When>| when.map(|when| when.text).unwrap_or_default();
            let accounts = one.accounts.join(tr.pick("、", ", "));
            let (number, window) = (one.number.unwrap_or_default(), one.window.unwrap_or_default());
            let state = one.state.label(&tr);
            let (scheduled, published) = (text(one.scheduled), text(one.published));
            let cells =
                [one.title, number, state, accounts, one.author, window, scheduled, published, one.updated.text];
            table.line(cells.into_iter());
            lines += 1;
        }
        let Some(before) = found.next else { break };
        query.before = Some(before);
    }
    Ok(table.answer("posts.csv").into_response())
}
