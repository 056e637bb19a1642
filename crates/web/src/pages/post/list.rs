//! `GET /posts`: 投稿案一覧

use axum::response::Response;
use tatefuda_app::post as posts;
use tatefuda_domain::{Moment, post::PostState};
use tatefuda_ui::{
    Nav, Template as _,
    page::PostsPage,
    view::{FilterTab, Link},
};

use super::Surroundings;
use crate::{
    error::WebError,
    html,
    page::Page,
    pages::home::may_compose,
    view::post::{Look, row},
};

const STATES: [PostState; 4] = [PostState::Drafting, PostState::Submitted, PostState::Returned, PostState::Withdrawn];

/// The list, filtered by where the paper lies.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let state = PostState::parse(&page.visit.query("state"));
    let text = Some(page.visit.query("q")).filter(|text| !text.trim().is_empty() && text.len() <= 400);
    let before = page.visit.query("before").parse().ok().map(Moment::get);
    let query = posts::Query { state, text, author: None, before, limit: 50 };
    let found = posts::list(page.app(), page.actor(), &query).await?;
    let shell = page.shell(Nav::Posts).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(&page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let filter = |wanted: Option<PostState>| FilterTab {
        href: wanted.map_or_else(|| "/posts".to_owned(), |state| format!("/posts?state={}", state.as_str())),
        label: wanted.map_or_else(|| tr.text("filter-all"), |state| tr.text(&format!("filter-{}", state.as_str()))),
        count: None,
        current: wanted == state,
    };
    let filters = std::iter::once(None).chain(STATES.map(Some)).map(filter).collect();
    let next = found.next.map(|at| Link {
        href: match state {
            Some(state) => format!("/posts?state={}&before={at}", state.as_str()),
            None => format!("/posts?before={at}"),
        },
        label: tr.text("web-older"),
    });
    let rows = found.rows.iter().map(|one| row(look, one)).collect();
    let may_compose = may_compose(&page).await?;
    Ok(html::ok(PostsPage { shell, filters, rows, next, may_compose }.render()))
}
