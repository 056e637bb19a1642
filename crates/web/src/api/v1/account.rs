//! The ledger of official accounts.

use axum::{
    Json as Out,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use tatefuda_app::account::{self, AccountView, ledger, listed::Listed};
use tatefuda_domain::AccountId;
use utoipa::ToSchema;

use crate::{
    api::{caller::Caller, headers::etag, problem::Problem},
    error::WebError,
    page::Id,
};

/// The ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accounts {
    /// Every account of the body.
    items: Vec<AccountView>,
}

/// Every account of the body.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "accounts", operation_id = "account_list",
    responses((status = OK, body = Accounts)))]
pub(crate) async fn list(caller: Caller) -> Result<Out<Accounts>, WebError> {
    Ok(Out(Accounts { items: ledger(caller.app(), caller.actor()).await? }))
}

/// An account.
#[utoipa::path(get, path = "/api/v1/accounts/{id}", tag = "accounts", operation_id = "account_show",
    params(("id" = String, Path)),
    responses((status = OK, body = AccountView, headers(("ETag" = String, description = "The version"))),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<AccountId>) -> Result<Response, WebError> {
    let found = account::find(caller.app(), caller.actor(), id).await?;
    Ok(([(header::ETAG, etag(found.version))], Out(found)).into_response())
}

/// The accounts that the texts in force list by name, beside the ledger.
#[utoipa::path(get, path = "/api/v1/accounts/listed", tag = "accounts", operation_id = "account_listed",
    responses((status = OK, body = Listed)))]
pub(crate) async fn listed(caller: Caller) -> Result<Out<Listed>, WebError> {
    Ok(Out(account::listed(caller.app(), caller.actor()).await?))
}
