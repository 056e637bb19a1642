//! `GET /posts`: 投稿案一覧

use axum::response::Response;
use tatefuda_app::post::{self as posts, Sends};
use tatefuda_domain::{Moment, post::PostState};
use tatefuda_ui::{
    Nav, Template as _,
    post::{PostsPage, SearchForm},
    view::{FilterTab, Link},
};

use super::Surroundings;
use crate::{
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

const FILTERS: [Only; 7] = [
    Only::Paper(PostState::Drafting),
    Only::Paper(PostState::Submitted),
    Only::Paper(PostState::Returned),
    Only::Sends(Sends::Scheduled),
    Only::Sends(Sends::Waiting),
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
    let found = posts::list(page.app(), page.actor(), &query).await?;
    let shell = page.shell(Nav::Posts).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(&page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let address = |only: Option<Only>, before: Option<jiff::Timestamp>| {
        let mut parts: Vec<String> = only.map(|only| format!("state={}", only.word())).into_iter().collect();
        parts.extend((!typed.is_empty()).then(|| format!("q={}", crate::text::query_value(&typed))));
        parts.extend(before.map(|at| format!("before={at}")));
        if parts.is_empty() { "/posts".to_owned() } else { format!("/posts?{}", parts.join("&")) }
    };
    let filter = |wanted: Option<Only>| FilterTab {
        href: address(wanted, None),
        label: wanted.map_or_else(|| tr.text("filter-all"), |one| tr.text(&format!("filter-{}", one.word()))),
        current: wanted == only,
    };
    let filters = std::iter::once(None).chain(FILTERS.map(Some)).map(filter).collect();
    let next = found.next.map(|at| Link { href: address(only, Some(at)), label: tr.text("web-older") });
    let rows = found.rows.iter().map(|one| row(look, one)).collect();
    let may_compose = may_compose(&page).await?;
    let search = SearchForm { state: only.map(|only| only.word().to_owned()), text: typed };
    Ok(html::ok(PostsPage { shell, filters, rows, next, may_compose, search }.render()))
}
