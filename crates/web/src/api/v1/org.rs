//! 組織: sections, positions, absences, by date.

use axum::Json as Out;
use serde::Deserialize;
use tatefuda_app::org::{self, Chart};
use tatefuda_domain::Moment;
use utoipa::IntoParams;

use crate::{
    api::{caller::Caller, json::Query, problem::Problem},
    error::WebError,
};

/// Of which time.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct When {
    /// The moment; absent: now.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    at: Option<Moment>,
}

/// The organisation at a time; open to every member of the body.
#[utoipa::path(get, path = "/api/v1/organisation", tag = "people", operation_id = "organisation_show", params(When),
    responses((status = OK, body = Chart), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn show(caller: Caller, Query(when): Query<When>) -> Result<Out<Chart>, WebError> {
    Ok(Out(org::chart(caller.app(), caller.actor(), when.at.map_or_else(|| caller.now(), Moment::get)).await?))
}
