//! Settings: what the text leaves to the body.

use axum::{
    Json as Out,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::setting::{ConfirmSetting, ProposeSetting, view::documents};
use tatefuda_domain::{Moment, SettingId, setting::SettingValue};
use utoipa::ToSchema;

use super::input::Nothing;
use crate::{
    api::{caller::Caller, json::Json, problem::Problem},
    error::WebError,
    page::Id,
};

/// Values of the documents in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Values {
    documents: Vec<ValuesOfDocument>,
}

/// Values of one document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ValuesOfDocument {
    document: String,
    /// Every value ever proposed, by key, the newest last.
    #[schema(value_type = Vec<Object>)]
    values: Vec<SettingValue>,
    /// Keys that nobody has set.
    unset: Vec<String>,
}

/// Values that were proposed or act, with who decided them.
#[utoipa::path(get, path = "/api/v1/settings", tag = "regulation", operation_id = "setting_list",
    responses((status = OK, body = Values)))]
pub(crate) async fn list(caller: Caller) -> Result<Out<Values>, WebError> {
    let documents = documents(caller.app(), caller.actor()).await?;
    let of = |one: &tatefuda_app::setting::view::DocumentSettings| ValuesOfDocument {
        document: one.governing.document.clone(),
        values: one.values.values().flatten().map(|stored| stored.value.clone()).collect(),
        unset: one.unset.iter().map(|unset| unset.key.clone()).collect(),
    };
    Ok(Out(Values { documents: documents.iter().map(of).collect() }))
}

/// A value to propose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingInput {
    /// Id of the document.
    document: String,
    /// `param:<id>`, `role:<id>`, `exception:<rule>`, `reading:<id>`, `extend:<service>`.
    key: String,
    /// The value; elements of a list one per line.
    value: String,
    /// The document that decided it: title, number.
    source: String,
    /// A remark.
    #[serde(default)]
    note: String,
    /// From when it acts; absent: from its confirmation.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    effective_from: Option<Moment>,
}

/// A proposed value.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Proposed {
    id: String,
}

/// Proposes a value; it acts once another person confirmed it.
#[utoipa::path(post, path = "/api/v1/settings", tag = "regulation", operation_id = "setting_propose",
    request_body = SettingInput, responses((status = CREATED, body = Proposed), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn propose(caller: Caller, Json(input): Json<SettingInput>) -> Result<Response, WebError> {
    let SettingInput { document, key, value, source, note, effective_from } = input;
    let effective_from = effective_from.map(Moment::get);
    let id = caller.execute(&ProposeSetting { document, key, value, source, note, effective_from }).await?;
    Ok((StatusCode::CREATED, Out(Proposed { id: id.to_string() })).into_response())
}

/// Confirms a value as a second person.
#[utoipa::path(post, path = "/api/v1/settings/{id}/confirm", tag = "regulation", operation_id = "setting_confirm",
    request_body = Nothing, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn confirm(
    caller: Caller,
    Id(id): Id<SettingId>,
    Json(Nothing {}): Json<Nothing>,
) -> Result<StatusCode, WebError> {
    caller.execute(&ConfirmSetting { id }).await?;
    Ok(StatusCode::NO_CONTENT)
}
