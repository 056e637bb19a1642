//! Papers.

use axum::{Json as Out, response::Response};
use serde::{Deserialize, Serialize};
use tatefuda_app::paper::{
    self, PaperFilter, Wanted,
    view::{Drawable, Drawn, Mark, PaperRow},
};
use tatefuda_domain::{AccountId, CaseId, Moment, PaperId};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{caller::Caller, json::Query, problem::Problem},
    error::WebError,
    page::Id,
    paper::respond,
};

/// What the list is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// The form, as the text names it.
    #[serde(default)]
    form: Option<String>,
    /// `account`, `body` or `incident`.
    #[serde(default)]
    about: Option<String>,
    /// The account concerned.
    #[serde(default)]
    account: Option<String>,
    /// The case for which they were drawn up.
    #[serde(default)]
    case: Option<String>,
    /// A part of title, number or the account's name.
    #[serde(default)]
    q: Option<String>,
    /// `next` of the page before.
    #[serde(default)]
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 without it.
    #[serde(default)]
    limit: Option<u32>,
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Papers {
    /// Its lines, the newest first.
    items: Vec<PaperRow>,
    /// Cursor of the next page.
    next: Option<String>,
}

/// A word of the address that names nothing.
fn malformed(field: &str) -> WebError {
    WebError::Malformed(format!("{field}: names nothing"))
}

fn named<T: std::str::FromStr>(text: Option<&String>, field: &str) -> Result<Option<T>, WebError> {
    text.map(|id| id.parse::<T>().map_err(|_| malformed(field))).transpose()
}

/// Archived papers, the newest first.
#[utoipa::path(get, path = "/api/v1/papers", tag = "papers", operation_id = "paper_list", params(Narrowed),
    responses((status = OK, body = Papers), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn list(caller: Caller, Query(asked): Query<Narrowed>) -> Result<Out<Papers>, WebError> {
    let cursor = asked.cursor.as_deref().map(|text| {
        let (at, id) = text.split_once('_').ok_or_else(|| malformed("cursor"))?;
        let at = at.parse::<Moment>().map_err(|_| malformed("cursor"))?;
        Ok::<_, WebError>((at.get(), id.parse::<PaperId>().map_err(|_| malformed("cursor"))?))
    });
    let filter = PaperFilter {
        account: named(asked.account.as_ref(), "account")?,
        case: named(asked.case.as_ref(), "case")?,
        form: asked.form,
        subject_kind: asked.about,
        search: asked.q,
        after: cursor.transpose()?,
        limit: asked.limit.map(i64::from),
    };
    let page = paper::list(caller.app(), caller.actor(), filter).await?;
    Ok(Out(Papers { next: page.next.map(|(at, id)| format!("{at}_{id}")), items: page.rows }))
}

/// What is known of an archived paper.
#[utoipa::path(get, path = "/api/v1/papers/{id}", tag = "papers", operation_id = "paper_show",
    params(("id" = String, Path)),
    responses((status = OK, body = PaperRow), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<PaperId>) -> Result<Out<PaperRow>, WebError> {
    Ok(Out(paper::find(caller.app(), caller.actor(), id).await?))
}

/// The paper itself, byte for byte as it was archived.
#[utoipa::path(get, path = "/api/v1/papers/{id}/sheet", tag = "papers", operation_id = "paper_sheet",
    params(("id" = String, Path)),
    responses((status = OK, body = Vec<u8>, content_type = "text/html"), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn sheet(caller: Caller, Id(id): Id<PaperId>) -> Result<Response, WebError> {
    Ok(respond(paper::sheet(caller.app(), caller.actor(), id).await?))
}

/// Of what.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// The account; with neither account nor case: the body.
    #[serde(default)]
    account: Option<String>,
    /// The case.
    #[serde(default)]
    case: Option<String>,
}

/// What can be drawn up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Forms {
    /// Documents of the text, each with what it lacks.
    items: Vec<Drawable>,
}

/// Documents that can be drawn up of an account, for a case, or of the body.
#[utoipa::path(get, path = "/api/v1/paper-forms", tag = "papers", operation_id = "paper_forms", params(Where),
    responses((status = OK, body = Forms), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn forms(caller: Caller, Query(asked): Query<Where>) -> Result<Out<Forms>, WebError> {
    let account: Option<AccountId> = named(asked.account.as_ref(), "account")?;
    let case: Option<CaseId> = named(asked.case.as_ref(), "case")?;
    Ok(Out(Forms { items: paper::drawable(caller.app(), caller.actor(), account, case).await? }))
}

/// Which document, of what.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The account, for what there is of each account.
    #[serde(default)]
    account: Option<String>,
    /// The case for which it is drawn up.
    #[serde(default)]
    case: Option<String>,
    /// Id of the text.
    #[serde(default)]
    document: Option<String>,
}

/// A document as it would be printed now, with what it lacks and where that is entered.
#[utoipa::path(get, path = "/api/v1/paper-forms/{form}", tag = "papers", operation_id = "paper_draft",
    params(("form" = String, Path), Asked),
    responses((status = OK, body = Drawn), (status = NOT_FOUND, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn draft(
    caller: Caller,
    axum::extract::Path(form): axum::extract::Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Out<Drawn>, WebError> {
    let wanted = Wanted {
        form,
        account: named(asked.account.as_ref(), "account")?,
        case: named(asked.case.as_ref(), "case")?,
        document: asked.document,
    };
    Ok(Out(paper::drawn(caller.app(), caller.actor(), &wanted).await?))
}

/// Sections and their marks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Marks {
    /// Each section that exists.
    items: Vec<Mark>,
}

/// The marks by which sections number their papers.
#[utoipa::path(get, path = "/api/v1/papers/marks", tag = "papers", operation_id = "paper_marks",
    responses((status = OK, body = Marks)))]
pub(crate) async fn marks(caller: Caller) -> Result<Out<Marks>, WebError> {
    Ok(Out(Marks { items: paper::marks(caller.app(), caller.actor()).await? }))
}
