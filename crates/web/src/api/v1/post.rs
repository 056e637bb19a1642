//! Posts (投稿).

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::post::{
    self as posts, Content,
    view::{PostView, PreviewView},
};
use tatefuda_domain::{Moment, PostId, post::PostState};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{
        caller::Caller,
        headers::etag,
        json::{Json, Query},
        problem::Problem,
    },
    error::WebError,
    page::Id,
};

/// Which posts.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those in this state: `drafting`, `submitted`, `returned`, `withdrawn`.
    #[serde(default)]
    state: Option<String>,
    /// How their sends stand: none, scheduled, held (whatever waits for a person), late, failed, unknown, published.
    #[serde(default)]
    sends: Option<String>,
    /// Only those whose title or text contains this.
    #[serde(default)]
    q: Option<String>,
    /// `next` of the page before.
    #[serde(default)]
    cursor: Option<String>,
    /// At most so many, 1 to 100; 50 without it.
    #[serde(default)]
    limit: Option<u32>,
}

/// A page of posts, the last changed first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Posts {
    /// The posts in short.
    items: Vec<posts::view::PostRow>,
    /// Cursor of the next page.
    next: Option<String>,
    /// How many there are on all pages, without those of other sections that only wait for the caller; counted up to 1000.
    total: i64,
    /// There are more than were counted.
    more: bool,
}

/// Posts that the caller may read.
#[utoipa::path(get, path = "/api/v1/posts", tag = "posts", operation_id = "post_list", params(Which),
    responses((status = OK, body = Posts), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn list(caller: Caller, Query(which): Query<Which>) -> Result<axum::Json<Posts>, WebError> {
    let state = match which.state.as_deref() {
        None => None,
        Some(word) => Some(PostState::parse(word).ok_or_else(|| WebError::Malformed("state: not a state".to_owned()))?),
    };
    let before = match which.cursor.as_deref() {
        None => None,
        Some(text) => {
            Some(text.parse().map(Moment::get).map_err(|_| WebError::Malformed("cursor: not a cursor".to_owned()))?)
        }
    };
    let sends = match which.sends.as_deref() {
        None => None,
        Some(word) => {
            Some(posts::Sends::parse(word).ok_or_else(|| WebError::Malformed("sends: not a word".to_owned()))?)
        }
    };
    let query = posts::Query { state, sends, text: which.q, author: None, before, limit: which.limit.unwrap_or(0) };
    let page = posts::list(caller.app(), caller.actor(), &query).await?;
    let next = page.next.map(|at| at.to_string());
    Ok(axum::Json(Posts { items: page.rows, next, total: page.total, more: page.more }))
}

/// Which part of the calendar is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Between {
    /// From this moment.
    from: String,
    /// Up to this moment, which is no longer part of it; at most 400 days later.
    until: String,
    /// Only to this account.
    #[serde(default)]
    account: Option<String>,
}

/// Longest time of which the calendar is asked at once, in hours.
const CALENDAR_HOURS: i64 = 400 * 24;

/// What goes out and what went out in a time: the sends of posts that the caller may read, the earliest first, at most 500.
#[utoipa::path(get, path = "/api/v1/calendar", tag = "posts", operation_id = "post_calendar", params(Between),
    responses((status = OK, body = posts::CalendarView), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn calendar(
    caller: Caller,
    Query(which): Query<Between>,
) -> Result<axum::Json<posts::CalendarView>, WebError> {
    let moment = |name: &str, text: &str| {
        text.parse().map(Moment::get).map_err(|_| WebError::Malformed(format!("{name}: not a moment")))
    };
    let (from, until) = (moment("from", &which.from)?, moment("until", &which.until)?);
    if until.as_second().saturating_sub(from.as_second()) > CALENDAR_HOURS * 3600 {
        return Err(WebError::Malformed("until: more than 400 days after from".to_owned()));
    }
    let account = match which.account.as_deref() {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| WebError::Malformed("account: not an id".to_owned()))?),
    };
    let which = posts::Calendar { from, until, account };
    Ok(axum::Json(posts::calendar(caller.app(), caller.actor(), &which).await?))
}

/// A post with its targets, the live answers, its trail and its sends.
#[utoipa::path(get, path = "/api/v1/posts/{id}", tag = "posts", operation_id = "post_show",
    params(("id" = String, Path)),
    responses((status = OK, body = PostView, headers(("ETag" = String, description = "The version"))),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<PostId>) -> Result<Response, WebError> {
    let post = posts::find(caller.app(), caller.actor(), id).await?;
    Ok(([(header::ETAG, etag(post.version))], axum::Json(post)).into_response())
}

/// Content about which to ask.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewInput {
    /// The post that it would change; absent for a new one.
    #[serde(default)]
    post: Option<PostId>,
    /// The content.
    content: Content,
}

/// What the regulation says to unsaved content, per account. Stores nothing.
#[utoipa::path(post, path = "/api/v1/posts/preview", tag = "posts", operation_id = "post_preview",
    request_body = PreviewInput, responses((status = OK, body = PreviewView), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn preview(
    caller: Caller,
    Json(input): Json<PreviewInput>,
) -> Result<axum::Json<PreviewView>, WebError> {
    Ok(axum::Json(posts::preview(caller.app(), caller.actor(), input.post, input.content).await?))
}
