//! The token with which an account is reached: sealed, used, never shown again.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Serialize;
use tatefuda_domain::{AccountId, Id as _, SystemRight, TenantId};
use tatefuda_store::{
    Tx,
    account::{self, Credential},
};
use tatefuda_vault::{Place, Sealed};

use crate::{
    command::{Command, Cx, Secret},
    core::App,
    failure::{Check, Failure},
};

/// The only kind today.
const TOKEN: &str = "token";
const TOKEN_MAX: usize = 4_000;

/// Connects an account with its service. The former token is gone for good.
#[derive(Debug, Clone, Serialize)]
pub struct Connect {
    /// The account.
    pub account: AccountId,
    /// The token, as the service gave it.
    pub token: Secret,
    /// When the service stops honouring it, if it said so.
    pub expires_at: Option<Timestamp>,
}

impl Command for Connect {
    const NAME: &'static str = "account.connect";
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        cx.actor.require(SystemRight::ManageAccounts)?;
        account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        let token = self.token.expose().trim();
        let mut check = Check::default();
        check.that(!token.is_empty(), "token", "required");
        check.that(token.len() <= TOKEN_MAX && token.chars().all(|c| c.is_ascii_graphic()), "token", "not-a-token");
        check.done()?;
        let id = cx.app.env.id::<tatefuda_domain::TokenId>().uuid().to_string();
        let sealer = cx.app.keys.sealer();
        let tenant_text = tenant.to_string();
        let sealed = sealer.seal(&place(&tenant_text, &id), &SecretString::from(token), cx.app.env.entropy());
        let credential = Credential {
            id,
            account: self.account,
            kind: TOKEN.to_owned(),
            key_id: sealed.key_id().to_owned(),
            sealed: sealed.to_string().into_bytes(),
            expires_at: self.expires_at,
            person: cx.actor.person,
            capacity: cx.actor.capacity.unwrap_or_else(|| tatefuda_domain::AppointmentId::from_uuid(uuid::Uuid::nil())),
            at: cx.at,
        };
        Ok(account::put_credential(cx.tx, tenant, &credential).await?)
    }
}

/// An opened token, for the one call that uses it.
pub(crate) struct Opened {
    pub token: SecretString,
    pub expires_at: Option<Timestamp>,
}

/// The token of an account, if it is connected.
pub(crate) async fn open(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
) -> Result<Option<Opened>, Failure> {
    let Some(stored) = account::credential(tx, tenant, account, TOKEN).await? else { return Ok(None) };
    let text = String::from_utf8(stored.sealed).map_err(Failure::internal)?;
    let sealed: Sealed = text.parse().map_err(Failure::internal)?;
    let token = app.keys.sealer().open(&place(&tenant.to_string(), &stored.id), &sealed).map_err(Failure::internal)?;
    Ok(Some(Opened { token, expires_at: stored.expires_at }))
}

/// Whether and until when an account is connected.
pub(crate) async fn expiry(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
) -> Result<Option<Option<Timestamp>>, Failure> {
    Ok(account::credential(tx, tenant, account, TOKEN).await?.map(|stored| stored.expires_at))
}

fn place<'a>(tenant: &'a str, row: &'a str) -> Place<'a> {
    Place { tenant, table: "account_credential", column: "sealed", row }
}
