//! Records: what people state and decide. Kinds come from the packs.

use axum::Json as Out;
use serde::Serialize;
use tatefuda_app::{
    record::{self, RecordForm, form_of},
    setting::view::documents,
};
use tatefuda_domain::{RecordId, record::Record};
use utoipa::ToSchema;

use crate::{
    api::{caller::Caller, problem::Problem},
    error::WebError,
    page::Id,
};

/// A record.
#[utoipa::path(get, path = "/api/v1/records/{id}", tag = "records", operation_id = "record_show",
    params(("id" = String, Path)), responses((status = OK, body = Object), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<RecordId>) -> Result<Out<Record>, WebError> {
    Ok(Out(record::find(caller.app(), caller.actor(), id).await?))
}

/// Kinds of record of the documents in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Kinds {
    /// Per document.
    documents: Vec<KindsOfDocument>,
}

/// Kinds of one document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KindsOfDocument {
    /// Id of the document.
    document: String,
    /// The kinds with their fields.
    #[schema(value_type = Vec<Object>)]
    kinds: Vec<RecordForm>,
}

/// Kinds of record that can be given, with their fields.
#[utoipa::path(get, path = "/api/v1/record-kinds", tag = "records", operation_id = "record_kinds",
    responses((status = OK, body = Kinds)))]
pub(crate) async fn kinds(caller: Caller) -> Result<Out<Kinds>, WebError> {
    let documents = documents(caller.app(), caller.actor()).await?;
    let of = |one: &tatefuda_app::setting::view::DocumentSettings| KindsOfDocument {
        document: one.governing.document.clone(),
        kinds: one.governing.regulation.record_kinds().iter().map(|(id, kind)| form_of(id, kind)).collect(),
    };
    Ok(Out(Kinds { documents: documents.iter().map(of).collect() }))
}
