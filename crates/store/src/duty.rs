//! Answers to duties, and what happened to logins.

pub mod found;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, TenantId,
    duty::{DutyAnswer, LoginEvent, LoginEventKind},
    record::Subject,
};

pub use found::{
    Filter, FoundCount, Looked, Place, found_count, found_fresh, found_page, found_pressing, found_replace,
    found_stale, found_stale_one, found_stale_sends, found_steps, looks, looks_over,
};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "duty":
    ANSWER_INSERT = DutyAnswer::INSERT;
    ANSWERS = "SELECT * FROM duty_answer WHERE tenant_id = $1 AND (account_id = $2 \
        OR (subject_kind = $3 AND subject_id = $4)) ORDER BY at DESC, id LIMIT $5";
    LOGIN_INSERT = LoginEvent::INSERT;
    LOGIN_LAST = "SELECT MAX(at) AS at FROM login_event WHERE tenant_id = $1 AND account_id = $2 AND event = $3";
}

columns! { DutyAnswer = "duty_answer" {
    id;
    document;
    duty;
    instance;
    subject: Subject;
    account = "account_id";
    answer;
    note;
    by: tatefuda_domain::case::By;
    at;
    allowed = "answer_id";
} }

columns! { LoginEvent = "login_event" {
    id;
    account = "account_id";
    event;
    person = "person_id";
    at;
} }

pub(crate) fn read_answer(row: &Row) -> Result<DutyAnswer> {
    DutyAnswer::read(row)
}

pub(crate) fn read_login(row: &Row) -> Result<LoginEvent> {
    LoginEvent::read(row)
}

/// Adds an answer.
///
/// # Errors
/// [`crate::Error::Unique`]: the instance was answered before.
pub async fn answer_insert(tx: &mut Tx, tenant: TenantId, answer: &DutyAnswer) -> Result<()> {
    table::insert(tx, tenant, answer).await
}

/// The newest answers on a thing and on an account, at most `limit`.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn answers(
    tx: &mut Tx,
    tenant: TenantId,
    account: Option<AccountId>,
    subject: &Subject,
    limit: i64,
) -> Result<Rows<DutyAnswer>> {
    let rows = tx.all(ANSWERS, args![tenant, account, &subject.kind, &subject.id, limit]).await?;
    Rows::read("duty_answer", &rows, read_answer)
}

/// Adds what happened to a login.
///
/// # Errors
/// As [`answers`].
pub async fn login_insert(tx: &mut Tx, tenant: TenantId, event: &LoginEvent) -> Result<()> {
    table::insert(tx, tenant, event).await
}

/// When something last happened to the login of an account.
///
/// # Errors
/// As [`answers`].
pub async fn login_last(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    event: LoginEventKind,
) -> Result<Option<Timestamp>> {
    let row = tx.one(LOGIN_LAST, args![tenant, account, event.as_str()]).await?;
    row.as_ref().map(|row| row.opt_timestamp("at")).transpose().map(Option::flatten)
}
