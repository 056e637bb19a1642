//! Records: what people state and decide. Kinds come from the packs.

use std::collections::BTreeMap;

use axum::{
    Json as Out,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    record::{self, GiveRecord, Given, RecordForm, Supply, form_of},
    setting::view::documents,
};
use tatefuda_domain::{AccountId, Digest, Moment, PersonId, PostId, RecordId, record::Record};
use utoipa::ToSchema;

use crate::{
    api::{caller::Caller, json::Json, problem::Problem},
    error::WebError,
    page::Id,
};

/// A record to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordInput {
    /// The kind; those of the house start with `house:`.
    kind: String,
    /// Field values by field id.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// On what.
    on: OnInput,
    /// Digest of the content that was shown, for kinds bound to it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    shown: Option<Digest>,
    /// The document; absent: found by service and date.
    #[serde(default)]
    document: Option<String>,
    /// From when it counts; absent: at once.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_from: Option<Moment>,
    /// Until when it counts, inclusive; absent: no end.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_until: Option<Moment>,
}

/// On what a record is given: nothing for the body, a person, an account, or a post for an account.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnInput {
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    person: Option<PersonId>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    post: Option<PostId>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    account: Option<AccountId>,
}

impl OnInput {
    fn given(&self) -> Result<Given, WebError> {
        match (self.person, self.post, self.account) {
            (None, None, None) => Ok(Given::Body),
            (Some(person), None, None) => Ok(Given::Person { person }),
            (None, None, Some(account)) => Ok(Given::Account { account }),
            (None, Some(post), Some(account)) => Ok(Given::Target { post, account }),
            _ => Err(WebError::Malformed("on: nothing, person, account, or post with account".to_owned())),
        }
    }
}

/// A record that was given.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GivenRecord {
    /// Its id.
    id: String,
}

/// Gives a record.
#[utoipa::path(post, path = "/api/v1/records", tag = "records", operation_id = "record_give", request_body = RecordInput,
    responses((status = CREATED, body = GivenRecord), (status = FORBIDDEN, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn give(caller: Caller, Json(input): Json<RecordInput>) -> Result<Response, WebError> {
    let on = input.on.given()?;
    let record = Supply {
        kind: input.kind,
        fields: input.fields,
        valid_from: input.valid_from.map(Moment::get),
        valid_until: input.valid_until.map(Moment::get),
    };
    let command = GiveRecord { record, on, shown: input.shown, document: input.document };
    let id = caller.execute(&command).await?;
    Ok((StatusCode::CREATED, Out(GivenRecord { id: id.to_string() })).into_response())
}

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
