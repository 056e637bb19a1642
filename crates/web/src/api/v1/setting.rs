//! Settings: what the text leaves to the body.

use axum::Json as Out;
use serde::Serialize;
use tatefuda_app::setting::view::documents;
use tatefuda_domain::setting::SettingValue;
use utoipa::ToSchema;

use crate::{api::caller::Caller, error::WebError};

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
