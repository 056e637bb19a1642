//! Existing ledgers and staff lists, brought in as a whole.

use axum::{
    Json as Out,
    body::Bytes,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    Failure,
    import::{self, ImportKind, ImportView, Imported, ImportedRows, Mapping},
};
use tatefuda_domain::{ImportId, Moment};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{caller::Caller, json::Query, problem::Problem},
    error::WebError,
    import::{
        page::From,
        seen::Looked,
        table::{self, Act, Said},
    },
    page::Id,
};

/// Tables that came in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imports {
    items: Vec<ImportView>,
}

/// The tables that came in, the last first: ledgers with the right to manage accounts, lists of staff with that to manage users.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports", operation_id = "import_list",
    responses((status = OK, body = Imports)))]
pub(crate) async fn list(caller: Caller) -> Result<Out<Imports>, WebError> {
    Ok(Out(Imports { items: import::list(caller.app(), caller.actor()).await? }))
}

/// A table that came in, with what each row became, 200 at a time.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports", operation_id = "import_show",
    params(("id" = String, Path), From),
    responses((status = OK, body = ImportedRows), (status = FORBIDDEN, body = Problem),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(
    caller: Caller,
    Id(id): Id<ImportId>,
    Query(from): Query<From>,
) -> Result<Out<ImportedRows>, WebError> {
    Ok(Out(import::find(caller.app(), caller.actor(), id, from.rows()).await?))
}

/// What is said of a file beside its rows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Brought {
    /// `accounts` or `people`.
    #[param(value_type = String)]
    kind: ImportKind,
    /// Look only: nothing comes in.
    #[serde(default)]
    look: bool,
    /// What the file is called where it comes from.
    #[serde(default)]
    name: String,
    /// By which decision; accounts need it.
    #[serde(default)]
    basis: String,
    /// Accounts: how long they may go on (経過措置).
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    running_until: Option<Moment>,
    /// Accounts: whether they stand on the public page.
    #[serde(default)]
    listed: bool,
    /// People: whether sections and positions that do not exist are added.
    #[serde(default)]
    add_units: bool,
}

/// Brings in a file (.xlsx, or values separated by tabs or commas in UTF-8 or CP932): all of its rows, or none. Its columns
/// are taken for what their headings were taken for the last time, else for what offices usually call them. With `look`
/// nothing comes in.
#[utoipa::path(post, path = "/api/v1/import-files", tag = "imports", operation_id = "import_file",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    params(Brought, ("Idempotency-Key" = Option<String>, Header, description = "Id of the command")),
    responses((status = CREATED, body = Imported), (status = OK, body = Looked, description = "What would come in"),
        (status = FORBIDDEN, body = Problem), (status = PAYLOAD_TOO_LARGE, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn file(
    caller: Caller,
    Query(to): Query<Brought>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, WebError> {
    caller.actor().require(import::right(to.kind))?;
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(Failure::Invalid(vec![table::told(&tatefuda_sheet::Error::TooLarge, "file")]).into());
        }
        Err(rejection) => return Err(WebError::Status(rejection.status())),
    };
    let read = table::read(body.into(), "file").await?;
    let remembered = import::remembered(caller.app(), caller.actor(), to.kind).await?;
    let mapping = Mapping::guess(to.kind, &read, &remembered);
    let running_until: Option<Timestamp> = to.running_until.map(Moment::get);
    if !to.look && to.kind == ImportKind::Accounts && running_until.is_none() {
        return Err(Failure::invalid("running_until", "required").into());
    }
    let (listed, add_units) = (to.listed, to.add_units);
    let said = Said { source: to.name, basis: to.basis, running_until, listed, add_units };
    let act = Act::of(to.kind, &read, &mapping, said, to.look);
    if to.look {
        let look = act.look(caller.app(), caller.actor()).await?;
        return Ok(Out(Looked::of(&read, &mapping, act.rows(), look)).into_response());
    }
    let done = match &act {
        Act::Accounts(all) => caller.execute(all).await?,
        Act::People(all) => caller.execute(all).await?,
    };
    let location = [(header::LOCATION, format!("/api/v1/imports/{}", done.import))];
    Ok((StatusCode::CREATED, location, Out(done)).into_response())
}
