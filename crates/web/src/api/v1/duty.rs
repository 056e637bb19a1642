//! Duties and what is watched.

use axum::Json as Out;
use serde::{Deserialize, Serialize};
use tatefuda_app::duty::{self, view::DutyRow};
use tatefuda_domain::AccountId;
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{caller::Caller, json::Query, problem::Problem},
    error::WebError,
};

/// What the list is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// `own` or `body`; absent: `own`.
    #[serde(default)]
    of: Option<String>,
    /// The account concerned, of whomever it is.
    #[serde(default)]
    account: Option<String>,
}

/// What waits, and what is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Duties {
    /// What ends first at first; at most 500.
    items: Vec<DutyRow>,
}

/// Duties that wait for the caller and what they are told of what is watched; of an account; or of the whole body.
#[utoipa::path(get, path = "/api/v1/duties", tag = "duties", operation_id = "duty_list", params(Narrowed),
    responses((status = OK, body = Duties), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn list(caller: Caller, Query(asked): Query<Narrowed>) -> Result<Out<Duties>, WebError> {
    let malformed = |field: &str| WebError::Malformed(format!("{field}: names nothing"));
    let (app, actor) = (caller.app(), caller.actor());
    let items = match (asked.account.as_deref(), asked.of.as_deref()) {
        (Some(account), None) => {
            let account = account.parse::<AccountId>().map_err(|_| malformed("account"))?;
            duty::of_account(app, actor, account).await?
        }
        (None, None | Some("own")) => duty::own(app, actor).await?,
        (None, Some("body")) => duty::all(app, actor).await?,
        _ => return Err(malformed("of")),
    };
    Ok(Out(Duties { items }))
}
