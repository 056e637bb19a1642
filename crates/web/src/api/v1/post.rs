//! Posts (投稿).

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    Failure,
    post::{self as posts, Draft, Edit, GiveStep, Publish, Return, Submit, TakeBack, Withdraw},
};
use tatefuda_domain::{
    AccountId, Digest, Moment, PostId,
    post::{Means, PostState},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    input::{Nothing, PostInput, Saved, Supplies, SupplyInput, supplies},
    schema,
};
use crate::{
    api::{
        caller::Caller,
        headers::{IfMatch, etag},
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
    #[schema(value_type = Vec<schema::PostRow>)]
    items: Vec<posts::view::PostRow>,
    /// Cursor of the next page.
    next: Option<String>,
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
    let query =
        posts::Query { state, sends: None, text: which.q, author: None, before, limit: which.limit.unwrap_or(0) };
    let page = posts::list(caller.app(), caller.actor(), &query).await?;
    Ok(axum::Json(Posts { items: page.rows, next: page.next.map(|at| at.to_string()) }))
}

/// Begins a post.
#[utoipa::path(post, path = "/api/v1/posts", tag = "posts", operation_id = "post_create", request_body = PostInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Id of the command")),
    responses((status = CREATED, body = Saved), (status = FORBIDDEN, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn create(caller: Caller, Json(input): Json<PostInput>) -> Result<Response, WebError> {
    let saved = caller.execute(&Draft { content: input.into() }).await?;
    let location = format!("/api/v1/posts/{}", saved.post);
    let headers = [(header::LOCATION, location), (header::ETAG, tag(saved.version))];
    Ok((StatusCode::CREATED, headers, axum::Json(Saved::from(saved))).into_response())
}

fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

/// A post with its targets, the live answers, its trail and its sends.
#[utoipa::path(get, path = "/api/v1/posts/{id}", tag = "posts", operation_id = "post_show",
    params(("id" = String, Path)),
    responses((status = OK, body = schema::Post, headers(("ETag" = String, description = "The version"))),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<PostId>) -> Result<Response, WebError> {
    let post = posts::find(caller.app(), caller.actor(), id).await?;
    Ok(([(header::ETAG, etag(post.version))], axum::Json(post)).into_response())
}

/// Saves another revision.
#[utoipa::path(put, path = "/api/v1/posts/{id}/revision", tag = "posts", operation_id = "post_edit",
    request_body = PostInput,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that was seen"),
        ("Idempotency-Key" = Option<String>, Header, description = "Id of the command")),
    responses((status = OK, body = Saved), (status = PRECONDITION_FAILED, body = Problem),
        (status = PRECONDITION_REQUIRED, body = Problem)))]
pub(crate) async fn edit(
    caller: Caller,
    Id(post): Id<PostId>,
    IfMatch(version): IfMatch,
    Json(input): Json<PostInput>,
) -> Result<Response, WebError> {
    let saved = caller.execute(&Edit { post, version, content: input.into() }).await?;
    Ok(saved_response(saved))
}

fn saved_response(saved: posts::Saved) -> Response {
    ([(header::ETAG, etag(saved.version))], axum::Json(Saved::from(saved))).into_response()
}

/// Content about which to ask.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewInput {
    /// The post that it would change; absent for a new one.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    post: Option<PostId>,
    /// The content.
    content: PostInput,
}

/// What the regulation says to unsaved content, per account. Stores nothing.
#[utoipa::path(post, path = "/api/v1/posts/preview", tag = "posts", operation_id = "post_preview",
    request_body = PreviewInput, responses((status = OK, body = schema::Preview), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn preview(
    caller: Caller,
    Json(input): Json<PreviewInput>,
) -> Result<axum::Json<posts::view::PreviewView>, WebError> {
    Ok(axum::Json(posts::preview(caller.app(), caller.actor(), input.post, input.content.into()).await?))
}

/// Passes a post on to the next person (回す).
#[utoipa::path(post, path = "/api/v1/posts/{id}/submit", tag = "posts", operation_id = "post_submit",
    request_body = Supplies, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Saved), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn submit(
    caller: Caller,
    Id(post): Id<PostId>,
    IfMatch(version): IfMatch,
    Json(input): Json<Supplies>,
) -> Result<Response, WebError> {
    Ok(saved_response(caller.execute(&Submit { post, version, supplies: supplies(input.supplies) }).await?))
}

/// Takes a post back (引戻し).
#[utoipa::path(post, path = "/api/v1/posts/{id}/take-back", tag = "posts", operation_id = "post_take_back",
    request_body = Nothing, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Saved), (status = CONFLICT, body = Problem)))]
pub(crate) async fn take_back(
    caller: Caller,
    Id(post): Id<PostId>,
    IfMatch(version): IfMatch,
    Json(Nothing {}): Json<Nothing>,
) -> Result<Response, WebError> {
    Ok(saved_response(caller.execute(&TakeBack { post, version }).await?))
}

/// Why a post is sent back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnInput {
    /// Why; required.
    comment: String,
    /// The sentence it is about.
    #[serde(default)]
    quote: String,
    /// The account whose text is quoted.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    account: Option<AccountId>,
}

/// Sends a post back to its authors (差戻し).
#[utoipa::path(post, path = "/api/v1/posts/{id}/return", tag = "posts", operation_id = "post_return",
    request_body = ReturnInput, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Saved), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn send_back(
    caller: Caller,
    Id(post): Id<PostId>,
    IfMatch(version): IfMatch,
    Json(input): Json<ReturnInput>,
) -> Result<Response, WebError> {
    let ReturnInput { comment, quote, account } = input;
    let command = Return { post, version, comment, quote, account };
    Ok(saved_response(caller.execute(&command).await?))
}

/// A step of the chain.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepInput {
    /// Its id, as the pack names it.
    step: String,
    /// Digest of what was shown (`sheet` of the post): the step counts for exactly that.
    #[schema(value_type = String)]
    shown: Digest,
    /// For which accounts; empty: all whose chain has the step open.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    accounts: Vec<AccountId>,
    /// By which means: `screen` (without it), `paper`, `electronic` or `telephone`, as far as the step admits it.
    #[serde(default)]
    #[schema(pattern = "^(screen|paper|electronic|telephone)$")]
    means: Option<String>,
    /// Records given together with it.
    #[serde(default)]
    supplies: Vec<SupplyInput>,
}

/// Gives a step of the chain for exactly the content that was shown.
#[utoipa::path(post, path = "/api/v1/posts/{id}/steps", tag = "posts", operation_id = "post_step",
    request_body = StepInput, params(("id" = String, Path)),
    responses((status = CREATED, body = Saved), (status = PRECONDITION_FAILED, body = Problem),
        (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn step(
    caller: Caller,
    Id(post): Id<PostId>,
    Json(input): Json<StepInput>,
) -> Result<Response, WebError> {
    let means = match input.means.as_deref() {
        None => Means::Screen,
        Some(word) => Means::parse(word).ok_or_else(|| Failure::invalid("means", "not-a-means"))?,
    };
    let command = GiveStep {
        post,
        sheet: input.shown,
        step: input.step,
        accounts: input.accounts,
        means,
        supplies: supplies(input.supplies),
    };
    let given = caller.execute(&command).await?;
    let body = Saved {
        post: given.post.to_string(),
        version: given.version,
        revision: None,
        sheet: Some(given.sheet.to_string()),
    };
    Ok((StatusCode::CREATED, [(header::ETAG, etag(given.version))], axum::Json(body)).into_response())
}

/// When to send.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishInput {
    /// When, inside the window; absent: now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Moment>,
    /// To which accounts; empty: all that can be reached and whose send is not on its way. A held send is put back on
    /// the schedule.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    accounts: Vec<AccountId>,
    /// Records given together with it.
    #[serde(default)]
    supplies: Vec<SupplyInput>,
}

/// What was scheduled or published.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Scheduled {
    /// The post.
    post: String,
    /// Its version now.
    version: i64,
    /// The intended sends.
    publications: Vec<String>,
    /// Accounts without a connector: posting is done by hand.
    by_hand: Vec<String>,
}

/// Schedules the send of a post, or sends it now.
#[utoipa::path(post, path = "/api/v1/posts/{id}/publications", tag = "posts", operation_id = "post_publish",
    request_body = PublishInput, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = CREATED, body = Scheduled), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn publish(
    caller: Caller,
    Id(post): Id<PostId>,
    IfMatch(version): IfMatch,
    Json(input): Json<PublishInput>,
) -> Result<Response, WebError> {
    let PublishInput { at, accounts, supplies: given } = input;
    let done = caller
        .execute(&Publish { post, version, at: at.map(Moment::get), accounts, supplies: supplies(given) })
        .await?;
    let body = Scheduled {
        post: done.post.to_string(),
        version: done.version,
        publications: done.publications.iter().map(ToString::to_string).collect(),
        by_hand: done.by_hand.iter().map(ToString::to_string).collect(),
    };
    Ok((StatusCode::CREATED, [(header::ETAG, etag(done.version))], axum::Json(body)).into_response())
}

/// Why a post is given up.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawInput {
    /// Why; may be empty.
    #[serde(default)]
    reason: String,
}

/// Gives a post up for good (取りやめ).
#[utoipa::path(post, path = "/api/v1/posts/{id}/withdraw", tag = "posts", operation_id = "post_withdraw",
    request_body = WithdrawInput, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Saved), (status = CONFLICT, body = Problem)))]
pub(crate) async fn withdraw(
    caller: Caller,
    Id(post): Id<PostId>,
    IfMatch(version): IfMatch,
    Json(input): Json<WithdrawInput>,
) -> Result<Response, WebError> {
    Ok(saved_response(caller.execute(&Withdraw { post, version, reason: input.reason }).await?))
}
