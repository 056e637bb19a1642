//! The token with which an account is reached: sealed, used, never shown again.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, Id as _, Place, Service, SystemRight, TenantId, account::Account};
use tatefuda_platforms::{CredentialKind, Credentials, Platforms, Publishing, ReadError, capability};
use tatefuda_store::{
    Tx,
    account::{self, Credential},
};
use tatefuda_vault::{Place as SealPlace, Sealed};
use utoipa::ToSchema;

use crate::{
    actor::Actor,
    command::{Command, Cx, Reads, Secret},
    core::App,
    failure::{Check, Failure, FieldError},
    query::{self, Sees},
};

/// Each account has one. Which type it is stands inside the sealed value, where nobody sees it who may not.
const TOKEN: &str = "token";
const TOKEN_MAX: usize = 4_000;

/// Connects an account with its service. The former token is gone for good.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ConnectInput)]
pub struct Connect {
    /// The account.
    pub account: AccountId,
    /// The token, as the service gave it.
    #[schema(value_type = String, format = Password)]
    pub token: Secret,
    /// When the service stops honouring it, if it said so.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// Whose the token is, as the service said; set by [`Connect::asked`].
    #[serde(skip)]
    owner: Option<String>,
}

impl Connect {
    /// A token as it was typed.
    pub const fn new(account: AccountId, token: Secret, expires_at: Option<Timestamp>) -> Self {
        Self { account, token, expires_at, owner: None }
    }

    /// Asks the service whose token it is, where a connector can tell; before the act, because nothing is asked over the
    /// network inside of it.
    ///
    /// # Errors
    /// The service does not honour the token, or cannot be asked now. The token that is stored stays.
    pub async fn asked(mut self, app: &App, actor: &Actor) -> Result<Self, Failure> {
        let mut tx = query::open(app, actor, Sees::Everybody).await?;
        let account = account::get(&mut tx, actor.tenant, self.account).await?;
        tx.rollback().await?;
        let platform = account.zip(app.platforms()).and_then(|(account, all)| all.get(&account.service));
        let token = self.token.expose().trim();
        // Who may not connect is told so by the act, and no service is troubled for them.
        let (Some(platform), true) = (platform, actor.may(SystemRight::ManageAccounts) && is_token(token)) else {
            return Ok(self);
        };
        let said = platform.owner(&self.typed(platform.service()), app.env.now()).await;
        self.owner = said.map_err(|error| match error {
            ReadError::Rejected(_) => Failure::invalid("token", "token-refused"),
            ReadError::Wait(_) | ReadError::Unreachable(_) | ReadError::Unreadable(_) | ReadError::TooMany => {
                tracing::info!(account = %self.account, %error, "the service could not say whose token it is");
                Failure::invalid("token", "service-unreachable")
            }
        })?;
        Ok(self)
    }

    /// What was typed, as the type that its service takes.
    fn typed(&self, service: &Service) -> Credentials {
        let token = SecretString::from(self.token.expose().trim());
        match capability::of(service).credential {
            Some(CredentialKind::PageToken) => Credentials::PageToken(token),
            _ => Credentials::Token { access: token, until: self.expires_at, refresh: None },
        }
    }

    /// The token must be that of the place which the ledger names; whoever reconnects cannot turn posts elsewhere.
    fn belongs(&self, cx: &Cx<'_>, account: &Account) -> Result<(), Failure> {
        let connects =
            |all: &Platforms| all.get(&account.service).is_some_and(|one| one.publishing() == Publishing::Call);
        if !cx.app.platforms().is_some_and(connects) {
            return Ok(());
        }
        match (&self.owner, account.external_id.as_deref()) {
            (_, None) => Err(Failure::invalid("token", "id-before-token")),
            (Some(owner), Some(id)) if owner == id => Ok(()),
            (Some(owner), Some(id)) => {
                let error = FieldError::new("token", "token-of-another").with("owner", owner).with("id", id);
                Err(Failure::Invalid(vec![error]))
            }
            // The connector cannot tell, or nobody asked it.
            (None, Some(_)) => Err(Failure::invalid("token", "service-unreachable")),
        }
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= TOKEN_MAX && text.chars().all(|c| c.is_ascii_graphic())
}

impl Command for Connect {
    const NAME: &'static str = "account.connect";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        cx.actor.require(SystemRight::ManageAccounts)?;
        let account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        let token = self.token.expose().trim();
        let mut check = Check::default();
        check.that(!token.is_empty(), "token", "required");
        check.that(token.is_empty() || is_token(token), "token", "not-a-token");
        check.done()?;
        self.belongs(cx, &account)?;
        let id = cx.app.env.id::<tatefuda_domain::TokenId>().uuid().to_string();
        let sealer = cx.app.keys.sealer();
        let tenant_text = tenant.to_string();
        let sealed = sealer.seal(&seal(&tenant_text, &id), &self.typed(&account.service).write(), cx.app.env.entropy());
        let credential = Credential {
            id,
            account: self.account,
            kind: TOKEN.to_owned(),
            place: Some(account.place()),
            key_id: sealed.key_id().to_owned(),
            sealed: sealed.to_string().into_bytes(),
            expires_at: self.expires_at,
            person: cx.actor.person,
            capacity: cx.actor.capacity.unwrap_or_else(|| tatefuda_domain::AppointmentId::from_uuid(uuid::Uuid::nil())),
            at: cx.at,
        };
        Ok(account::credential_put(cx.tx, tenant, &credential).await?)
    }
}

/// Opened credentials, for the one send that uses them.
pub(crate) struct Opened {
    pub credentials: Credentials,
    pub expires_at: Option<Timestamp>,
}

/// The credentials of an account for the place where it stands or stood, if it is connected there.
pub(crate) async fn open(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    at: &Place,
) -> Result<Option<Opened>, Failure> {
    let stored = account::credential_get(tx, tenant, account, TOKEN).await?;
    let Some(stored) = stored.filter(|stored| stored.place.as_ref() == Some(at)) else { return Ok(None) };
    let text = String::from_utf8(stored.sealed).map_err(Failure::internal)?;
    let sealed: Sealed = text.parse().map_err(Failure::internal)?;
    let opened = app.keys.sealer().open(&seal(&tenant.to_string(), &stored.id), &sealed).map_err(Failure::internal)?;
    let takes = capability::of(at.service()).credential;
    let credentials = Credentials::read(&opened, takes).map_err(Failure::internal)?;
    Ok(Some(Opened { credentials, expires_at: stored.expires_at }))
}

/// Whether and until when an account is connected, where it stands now.
pub(crate) async fn expiry(
    tx: &mut Tx,
    tenant: TenantId,
    account: &Account,
) -> Result<Option<Option<Timestamp>>, Failure> {
    let stored = account::credential_get(tx, tenant, account.id, TOKEN).await?;
    Ok(stored.filter(|stored| stored.place == Some(account.place())).map(|stored| stored.expires_at))
}

/// Whether nothing was ever entered that opens an account. What stands there and opens it no more, or another place, is
/// something that a person has to look at.
pub(crate) async fn is_without(tx: &mut Tx, tenant: TenantId, account: &Account) -> Result<bool, Failure> {
    match account::credential_get(tx, tenant, account.id, TOKEN).await {
        Ok(stored) => Ok(stored.is_none()),
        Err(tatefuda_store::Error::Decode { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

fn seal<'a>(tenant: &'a str, row: &'a str) -> SealPlace<'a> {
    SealPlace { tenant, table: "account_credential", column: "sealed", row }
}
