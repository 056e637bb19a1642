//! Procedures and incidents.

use axum::{
    Json as Out,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::case::{
    self, CaseFilter,
    view::{CaseRow, CaseView, Openable},
};
use tatefuda_domain::{AccountId, CaseId, Moment, case::CaseState};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{caller::Caller, headers::etag, json::Query, problem::Problem},
    error::WebError,
    page::Id,
};

/// What the list is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// `running`, `closed` or `withdrawn`.
    #[serde(default)]
    state: Option<String>,
    /// Id of the procedure.
    #[serde(default)]
    procedure: Option<String>,
    /// `account`, `body`, `incident` or `person`.
    #[serde(default)]
    about: Option<String>,
    /// The account concerned.
    #[serde(default)]
    account: Option<String>,
    /// A part of title, procedure or the account's name.
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
pub(crate) struct Cases {
    /// Its lines, the newest case first.
    items: Vec<CaseRow>,
    /// Cursor of the next page.
    next: Option<String>,
}

/// A word of the address that names nothing.
fn malformed(field: &str) -> WebError {
    WebError::Malformed(format!("{field}: names nothing"))
}

/// Cases of the body, the newest first.
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases", operation_id = "case_list", params(Narrowed),
    responses((status = OK, body = Cases), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn list(caller: Caller, Query(asked): Query<Narrowed>) -> Result<Out<Cases>, WebError> {
    let state = asked.state.as_deref().map(|word| CaseState::parse(word).ok_or_else(|| malformed("state")));
    let account = asked.account.as_deref().map(|id| id.parse::<AccountId>().map_err(|_| malformed("account")));
    let cursor = asked.cursor.as_deref().map(|text| {
        let (at, id) = text.split_once('_').ok_or_else(|| malformed("cursor"))?;
        let at = at.parse::<Moment>().map_err(|_| malformed("cursor"))?;
        Ok::<_, WebError>((at.get(), id.parse::<CaseId>().map_err(|_| malformed("cursor"))?))
    });
    let filter = CaseFilter {
        state: state.transpose()?,
        procedure: asked.procedure,
        subject_kind: asked.about,
        account: account.transpose()?,
        search: asked.q,
        after: cursor.transpose()?,
        limit: asked.limit.map(i64::from),
    };
    let page = case::list(caller.app(), caller.actor(), filter).await?;
    Ok(Out(Cases { next: page.next.map(|(at, id)| format!("{at}_{id}")), items: page.rows }))
}

/// A case, with its steps and what the regulation says to the caller doing those whose turn it is.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "cases", operation_id = "case_show",
    params(("id" = String, Path)),
    responses((status = OK, body = CaseView, headers(("ETag" = String, description = "The version"))),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<CaseId>) -> Result<Response, WebError> {
    let found = case::find(caller.app(), caller.actor(), id).await?;
    Ok(([(header::ETAG, etag(found.row.version))], Out(found)).into_response())
}

/// On which account.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// The account; absent: the body, or what happened outside of our accounts.
    #[serde(default)]
    account: Option<String>,
}

/// What can be opened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Openables {
    /// Procedures that apply and do not run yet, each with whether the caller may open it.
    items: Vec<Openable>,
}

/// Procedures that can be opened on an account or on the body.
#[utoipa::path(get, path = "/api/v1/procedures", tag = "cases", operation_id = "procedure_list", params(Where),
    responses((status = OK, body = Openables), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn procedures(caller: Caller, Query(asked): Query<Where>) -> Result<Out<Openables>, WebError> {
    let account = asked.account.as_deref().map(|id| id.parse::<AccountId>().map_err(|_| malformed("account")));
    Ok(Out(Openables { items: case::openable(caller.app(), caller.actor(), account.transpose()?).await? }))
}
