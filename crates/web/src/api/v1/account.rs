//! The ledger of official accounts.

use axum::{
    Json as Out,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    Secret,
    account::{self, AccountTexts, AccountView, Change, ChangeState, Connect, Move, Register, Registered, ledger},
    record::Supply,
};
use tatefuda_domain::{AccountId, Moment, SectionId, Service};
use utoipa::ToSchema;

use super::{input::SupplyInput, schema};
use crate::{
    api::{
        caller::Caller,
        headers::{IfMatch, etag},
        json::Json,
        problem::Problem,
    },
    error::WebError,
    page::Id,
};

/// The ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accounts {
    /// Every account of the body.
    #[schema(value_type = Vec<schema::Account>)]
    items: Vec<AccountView>,
}

/// Every account of the body.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "accounts", operation_id = "account_list",
    responses((status = OK, body = Accounts)))]
pub(crate) async fn list(caller: Caller) -> Result<Out<Accounts>, WebError> {
    Ok(Out(Accounts { items: ledger(caller.app(), caller.actor()).await? }))
}

/// An account to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountInput {
    /// Its service, as `facebook`.
    #[schema(value_type = String)]
    service: Service,
    /// Its name on the service.
    name: String,
    /// Its handle.
    #[serde(default)]
    handle: String,
    /// Its address for residents.
    #[serde(default)]
    url: String,
    /// What it is for.
    #[serde(default)]
    purpose: String,
    /// The section that operates it.
    #[schema(value_type = String, format = "uuid")]
    section: SectionId,
    /// Its class, where the pack has classes.
    #[serde(default)]
    class: Option<String>,
    /// The service's own id.
    #[serde(default)]
    external_id: Option<String>,
    /// Whether it stands on the public page.
    #[serde(default)]
    listed: bool,
    /// A remark on the public page.
    #[serde(default)]
    public_note: String,
    /// The mail address with which it is registered at the service. Absent: as it stands.
    #[serde(default)]
    mail: Option<String>,
    /// Whether that address is one person's own mailbox. Absent: the answer for the same address stays.
    #[serde(default)]
    mail_personal: Option<bool>,
    /// The address that its profile shows. Absent: as it stands.
    #[serde(default)]
    profile_url: Option<String>,
    /// The page of the body's website that introduces it. Absent: as it stands.
    #[serde(default)]
    listing_url: Option<String>,
    /// The section's mailbox in which mail about it is read. Absent: as it stands.
    #[serde(default)]
    mailbox: Option<String>,
    /// It ran before the regulation was loaded (経過措置), and may go on until then.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    running_until: Option<Moment>,
}

/// An account in the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Entered {
    /// Its id.
    account: String,
    /// Its version now.
    version: i64,
}

fn entered(status: StatusCode, done: Registered) -> Response {
    let body = Entered { account: done.account.to_string(), version: done.version };
    (status, [(header::ETAG, etag(done.version))], Out(body)).into_response()
}

/// Enters an account.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", operation_id = "account_register",
    request_body = AccountInput, responses((status = CREATED, body = Entered), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn register(caller: Caller, Json(input): Json<AccountInput>) -> Result<Response, WebError> {
    let texts = AccountTexts {
        name: input.name,
        handle: input.handle,
        url: input.url,
        purpose: input.purpose,
        section: input.section,
        class: input.class,
        external_id: input.external_id,
        listed: input.listed,
        public_note: input.public_note,
        mail: input.mail,
        mail_personal: input.mail_personal,
        profile_url: input.profile_url,
        listing_url: input.listing_url,
        mailbox: input.mailbox,
    };
    let command = Register { service: input.service, texts, running_until: input.running_until.map(Moment::get) };
    Ok(entered(StatusCode::CREATED, caller.execute(&command).await?))
}

/// An account.
#[utoipa::path(get, path = "/api/v1/accounts/{id}", tag = "accounts", operation_id = "account_show",
    params(("id" = String, Path)),
    responses((status = OK, body = schema::Account, headers(("ETag" = String, description = "The version"))),
        (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn show(caller: Caller, Id(id): Id<AccountId>) -> Result<Response, WebError> {
    let found = account::find(caller.app(), caller.actor(), id).await?;
    Ok(([(header::ETAG, etag(found.version))], Out(found)).into_response())
}

/// What the ledger is to say of an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountTextsInput {
    /// Its name on the service.
    name: String,
    /// Its handle.
    #[serde(default)]
    handle: String,
    /// Its address for residents.
    #[serde(default)]
    url: String,
    /// What it is for.
    #[serde(default)]
    purpose: String,
    /// The section that operates it.
    #[schema(value_type = String, format = "uuid")]
    section: SectionId,
    /// Its class, where the pack has classes.
    #[serde(default)]
    class: Option<String>,
    /// The service's own id.
    #[serde(default)]
    external_id: Option<String>,
    /// Whether it stands on the public page.
    #[serde(default)]
    listed: bool,
    /// A remark on the public page.
    #[serde(default)]
    public_note: String,
    /// The mail address with which it is registered at the service. Absent: as it stands.
    #[serde(default)]
    mail: Option<String>,
    /// Whether that address is one person's own mailbox. Absent: the answer for the same address stays.
    #[serde(default)]
    mail_personal: Option<bool>,
    /// The address that its profile shows. Absent: as it stands.
    #[serde(default)]
    profile_url: Option<String>,
    /// The page of the body's website that introduces it. Absent: as it stands.
    #[serde(default)]
    listing_url: Option<String>,
    /// The section's mailbox in which mail about it is read. Absent: as it stands.
    #[serde(default)]
    mailbox: Option<String>,
    /// Records given together with it.
    #[serde(default)]
    supplies: Vec<SupplyInput>,
}

/// Changes what the ledger says of an account.
#[utoipa::path(put, path = "/api/v1/accounts/{id}", tag = "accounts", operation_id = "account_change",
    request_body = AccountTextsInput, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Entered), (status = FORBIDDEN, body = Problem),
        (status = PRECONDITION_FAILED, body = Problem)))]
pub(crate) async fn change(
    caller: Caller,
    Id(id): Id<AccountId>,
    IfMatch(version): IfMatch,
    Json(input): Json<AccountTextsInput>,
) -> Result<Response, WebError> {
    let texts = AccountTexts {
        name: input.name,
        handle: input.handle,
        url: input.url,
        purpose: input.purpose,
        section: input.section,
        class: input.class,
        external_id: input.external_id,
        listed: input.listed,
        public_note: input.public_note,
        mail: input.mail,
        mail_personal: input.mail_personal,
        profile_url: input.profile_url,
        listing_url: input.listing_url,
        mailbox: input.mailbox,
    };
    let supplies = input.supplies.into_iter().map(Supply::from).collect();
    Ok(entered(StatusCode::OK, caller.execute(&Change { account: id, version, texts, supplies }).await?))
}

/// The token with which a service is reached.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConnectInput {
    /// The token, as the service gave it. It is sealed and never given back.
    #[schema(value_type = String, format = Password)]
    token: Secret,
    /// When the service stops honouring it, if it said so.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Moment>,
}

/// Connects an account with its service; the former token is gone for good.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/connect", tag = "accounts", operation_id = "account_connect",
    request_body = ConnectInput, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn connect(
    caller: Caller,
    Id(account): Id<AccountId>,
    Json(input): Json<ConnectInput>,
) -> Result<StatusCode, WebError> {
    let connect = Connect::new(account, input.token, input.expires_at.map(Moment::get))
        .asked(caller.app(), caller.actor())
        .await?;
    caller.execute(&connect).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where an account goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StateInput {
    /// `start`, `suspend`, `close`, `delete`.
    #[schema(value_type = String)]
    to: Move,
    /// Records given together with it.
    #[serde(default)]
    supplies: Vec<SupplyInput>,
}

/// Starts, suspends, ends an account.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/state", tag = "accounts", operation_id = "account_state",
    request_body = StateInput, params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = OK, body = Entered), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn state(
    caller: Caller,
    Id(account): Id<AccountId>,
    IfMatch(version): IfMatch,
    Json(input): Json<StateInput>,
) -> Result<Response, WebError> {
    let supplies = input.supplies.into_iter().map(Supply::from).collect();
    Ok(entered(StatusCode::OK, caller.execute(&ChangeState { account, version, to: input.to, supplies }).await?))
}
