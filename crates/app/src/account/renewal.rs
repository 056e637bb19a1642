//! Renewing what an account is connected with, before it ends. One worker at a time asks the service: it may make a new
//! token to renew by each time, and then the former one is of no use to anybody else.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, Service, TenantId};
use tatefuda_platforms::{Credentials, Platform, ReadError};
use tatefuda_store::{account, tenant::tenant_list};

use super::credential::{TOKEN, sealed, unsealed};
use crate::{
    actor::{Actor, Via},
    command::{Command, Cx, Reads, execute},
    core::App,
    failure::Failure,
};

/// For how long one worker is left at it: longer than the longest call.
const CLAIM: SignedDuration = SignedDuration::from_mins(3);
/// When it is tried again after the service could not be asked.
const AGAIN: SignedDuration = SignedDuration::from_mins(2);

/// Credentials that are to be renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The body.
    pub tenant: TenantId,
    pub account: AccountId,
    /// The row of exactly these credentials.
    row: String,
}

/// What is to be renewed now, for every body; at most `limit` per body.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn due(app: &App, limit: i64) -> Result<Vec<Due>, Failure> {
    let now = app.env.now();
    let mut tx = app.db.read().await?;
    let mut due = vec![];
    for body in tenant_list(&mut tx).await? {
        let found = account::credential_due(&mut tx, body.id, now, limit).await?;
        due.extend(found.into_iter().map(|one| Due { tenant: body.id, account: one.account, row: one.id }));
    }
    tx.rollback().await?;
    Ok(due)
}

/// Whether a worker is renewing the credentials of an account: a send waits for that, because the token that it would use
/// may end under it.
///
/// # Errors
/// As [`due`].
pub async fn runs(app: &App, tenant: TenantId, account: AccountId) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let stored = account::credential_get(&mut tx, tenant, account, TOKEN).await?;
    tx.rollback().await?;
    Ok(stored.and_then(|stored| stored.renewing_until).is_some_and(|until| app.env.now() < until))
}

/// The service of an account whose connection is to be renewed.
///
/// # Errors
/// As [`due`].
pub async fn service(app: &App, due: &Due) -> Result<Option<Service>, Failure> {
    let mut tx = app.db.read().await?;
    let account = account::get(&mut tx, due.tenant, due.account).await?;
    tx.rollback().await?;
    Ok(account.map(|account| account.service))
}

/// Renews, if nobody else is at it. Says whether the service was asked.
///
/// # Errors
/// As [`due`].
pub async fn renew(app: &App, platform: &dyn Platform, due: &Due) -> Result<bool, Failure> {
    let Some(given) = claim(app, due).await? else { return Ok(false) };
    let stored = match platform.renew(&given, app.env.now()).await {
        Ok(Some(new)) => {
            let renew = Renew { account: due.account, former: due.row.clone(), came: Came::New, new: Some(new) };
            execute(app, &Actor::program(due.tenant, Via::Worker), app.env.id(), &renew).await.map(drop)
        }
        // This connector renews nothing.
        Ok(None) => put_off(app, due, None).await,
        Err(ReadError::Rejected(no)) => {
            tracing::warn!(account = %due.account, error = %no, "a connection cannot be renewed");
            let renew = Renew { account: due.account, former: due.row.clone(), came: Came::Refused, new: None };
            execute(app, &Actor::program(due.tenant, Via::Worker), app.env.id(), &renew).await.map(drop)
        }
        Err(error) => {
            tracing::info!(account = %due.account, %error, "a connection could not be renewed now");
            let later = app.env.now().saturating_add(AGAIN).ok();
            put_off(app, due, later).await
        }
    };
    stored.map(|()| true)
}

/// Takes a renewal in hand.
async fn claim(app: &App, due: &Due) -> Result<Option<Credentials>, Failure> {
    let now = app.env.now();
    let mut tx = app.db.write().await?;
    if !account::credential_claim(&mut tx, due.tenant, &due.row, now, now + CLAIM).await? {
        tx.rollback().await?;
        return Ok(None);
    }
    let stored = account::credential_get(&mut tx, due.tenant, due.account, TOKEN).await?;
    let account = account::get(&mut tx, due.tenant, due.account).await?;
    tx.commit().await?;
    let (Some(stored), Some(account)) = (stored.filter(|one| one.id == due.row), account) else { return Ok(None) };
    unsealed(app, due.tenant, stored, &account.service).map(Some)
}

async fn put_off(app: &App, due: &Due, until: Option<Timestamp>) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    account::credential_put_off(&mut tx, due.tenant, &due.row, until).await?;
    Ok(tx.commit().await?)
}

/// What the service said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Came {
    /// Here are the next ones.
    New,
    /// These are over: a person has to connect anew.
    Refused,
}

/// Puts renewed credentials in the place of exactly those from which they were made. For the worker.
#[derive(Debug, Clone, Serialize)]
pub struct Renew {
    account: AccountId,
    former: String,
    came: Came,
    #[serde(skip)]
    new: Option<Credentials>,
}

impl Command for Renew {
    const NAME: &'static str = "account.renew";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        let account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        let stored = account::credential_get(cx.tx, tenant, self.account, TOKEN).await?;
        // Somebody connected anew in the meantime: that connection stays.
        if stored.is_none_or(|stored| stored.id != self.former) {
            cx.detail("outcome", "replaced");
            return Ok(());
        }
        match (&self.new, self.came) {
            (Some(new), Came::New) => {
                cx.detail("outcome", "renewed");
                let ends = match new {
                    Credentials::Token { until, .. } => *until,
                    _ => None,
                };
                let new = sealed(cx, &account, new, ends);
                account::credential_replace(cx.tx, tenant, &self.former, &new).await?;
            }
            _ => {
                cx.detail("outcome", "refused");
                account::credential_put_off(cx.tx, tenant, &self.former, None).await?;
                account::credential_expire(cx.tx, tenant, self.account, cx.at).await?;
            }
        }
        Ok(())
    }
}
