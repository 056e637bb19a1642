//! What an account is reached with: sealed, used, never shown again. Each service takes one type of it, and a type has its
//! parts: the form, the interface and the checks read them from one list.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, Id as _, Place, Service, SystemRight, TenantId, account::Account};
use tatefuda_platforms::{AppKeys, CredentialKind, Credentials, Platforms, Publishing, ReadError, capability};
use tatefuda_store::{
    Tx,
    account::{self, Credential},
    tenant::tenant_find,
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
pub(crate) const TOKEN: &str = "token";
const PART_MAX: usize = 4_000;

/// A part of what an account is connected with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The token of the moment.
    Token,
    /// The token that makes the next ones.
    Refresh,
    /// The id of the channel or app.
    AppId,
    /// Its secret.
    AppSecret,
}

impl Part {
    /// The name of its field.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Refresh => "refresh",
            Self::AppId => "app_id",
            Self::AppSecret => "app_secret",
        }
    }

    /// Whether nobody may read it off a screen.
    pub const fn is_secret(self) -> bool {
        !matches!(self, Self::AppId)
    }
}

/// The parts that a type has, in the order in which they are asked for. The last one is what a service refuses.
pub const fn parts(kind: CredentialKind) -> &'static [Part] {
    match kind {
        CredentialKind::Token | CredentialKind::PageToken => &[Part::Token],
        CredentialKind::AppToken => &[Part::AppId, Part::AppSecret, Part::Refresh, Part::Token],
        CredentialKind::AppGrant => &[Part::AppId, Part::AppSecret, Part::Refresh],
        CredentialKind::Channel | CredentialKind::AppPassword => &[Part::AppId, Part::AppSecret],
    }
}

/// Which type a service takes; one that nothing is known of takes a token.
pub fn kind(service: &Service) -> CredentialKind {
    capability::of(service).credential.unwrap_or(CredentialKind::Token)
}

/// Connects an account with its service. The former connection is gone for good. Which of the parts a service takes
/// (`token` alone; `app_id` and `app_secret` of a channel; these with `refresh`, and with `token`) stands with the account
/// as `connects_by`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ConnectInput)]
pub struct Connect {
    /// The account.
    pub account: AccountId,
    /// The token, as the service gave it.
    #[serde(default)]
    #[schema(value_type = String, format = Password)]
    pub token: Secret,
    /// The token that makes the next ones.
    #[serde(default)]
    #[schema(value_type = String, format = Password)]
    pub refresh: Secret,
    /// Id of the channel, or of the body's own app.
    #[serde(default)]
    pub app_id: String,
    /// Its secret.
    #[serde(default)]
    #[schema(value_type = String, format = Password)]
    pub app_secret: Secret,
    /// When the service stops honouring the token, if it said so.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// Whose it is, as the service said; set by [`Connect::asked`].
    #[serde(skip)]
    owner: Option<String>,
}

impl Connect {
    /// A token as it was typed.
    pub fn new(account: AccountId, token: Secret, expires_at: Option<Timestamp>) -> Self {
        let (refresh, app_secret) = (Secret::default(), Secret::default());
        Self { account, token, refresh, app_id: String::new(), app_secret, expires_at, owner: None }
    }

    /// Id and secret of a channel or app, as they were typed.
    #[must_use]
    pub fn app(self, id: impl Into<String>, secret: Secret) -> Self {
        Self { app_id: id.into(), app_secret: secret, ..self }
    }

    /// With a token that makes the next ones.
    #[must_use]
    pub fn renewed_by(self, refresh: Secret) -> Self {
        Self { refresh, ..self }
    }

    /// Asks the service whose it is, where a connector can tell; before the act, because nothing is asked over the network
    /// inside of it.
    ///
    /// # Errors
    /// The service does not honour it, or cannot be asked now. What is stored stays.
    pub async fn asked(mut self, app: &App, actor: &Actor) -> Result<Self, Failure> {
        let mut tx = query::open(app, actor, Sees::Everybody).await?;
        let account = account::get(&mut tx, actor.tenant, self.account).await?;
        let practice = tenant_find(&mut tx, actor.tenant).await?.is_none_or(|body| body.practice);
        tx.rollback().await?;
        let platform = account.zip(app.platforms()).and_then(|(account, all)| all.get(&account.service));
        // Who may not connect is told so by the act, and no service is troubled for them, nor for half a connection.
        let Some(platform) = platform.filter(|platform| {
            (platform.is_here() || !practice)
                && actor.may(SystemRight::ManageAccounts)
                && self.check(kind(platform.service())).done().is_ok()
        }) else {
            return Ok(self);
        };
        let service = platform.service();
        let blamed = parts(kind(service)).last().map_or("token", |part| part.field());
        let said = platform.owner(&self.typed(service), app.env.now()).await;
        self.owner = said.map_err(|error| match error {
            ReadError::Rejected(_) => Failure::invalid(blamed, "token-refused"),
            ReadError::Wait(_) | ReadError::Unreachable(_) | ReadError::Unreadable(_) | ReadError::TooMany => {
                tracing::info!(account = %self.account, %error, "the service could not say whose token it is");
                Failure::invalid(blamed, "service-unreachable")
            }
        })?;
        Ok(self)
    }

    /// A part as it was typed.
    fn part(&self, part: Part) -> &str {
        let typed = match part {
            Part::Token => self.token.expose(),
            Part::Refresh => self.refresh.expose(),
            Part::AppId => &self.app_id,
            Part::AppSecret => self.app_secret.expose(),
        };
        typed.trim()
    }

    /// Every part must be there and look like one: an empty part never takes the place of a good one.
    fn check(&self, kind: CredentialKind) -> Check {
        let mut check = Check::default();
        for part in parts(kind) {
            let (field, typed) = (part.field(), self.part(*part));
            check.that(!typed.is_empty(), field, "required");
            check.that(typed.is_empty() || is_plain(typed), field, "not-a-token");
        }
        check
    }

    /// What was typed, as the type that its service takes.
    fn typed(&self, service: &Service) -> Credentials {
        let secret = |part| SecretString::from(self.part(part));
        let app = || AppKeys { id: self.part(Part::AppId).to_owned(), secret: Some(secret(Part::AppSecret)) };
        let app_token = |access| Credentials::AppToken {
            app: app(),
            access,
            until: self.expires_at,
            refresh: secret(Part::Refresh),
        };
        match kind(service) {
            CredentialKind::PageToken => Credentials::PageToken(secret(Part::Token)),
            CredentialKind::Token => {
                Credentials::Token { access: secret(Part::Token), until: self.expires_at, refresh: None }
            }
            CredentialKind::AppToken => app_token(Some(secret(Part::Token))),
            CredentialKind::AppGrant => app_token(None),
            CredentialKind::Channel => {
                Credentials::Channel { id: self.part(Part::AppId).to_owned(), secret: secret(Part::AppSecret) }
            }
            CredentialKind::AppPassword => Credentials::AppPassword {
                handle: self.part(Part::AppId).to_owned(),
                password: secret(Part::AppSecret),
            },
        }
    }

    /// It must be that of the place which the ledger names; whoever reconnects cannot turn posts elsewhere.
    fn belongs(&self, cx: &Cx<'_>, account: &Account) -> Result<(), Failure> {
        let connects =
            |all: &Platforms| all.get(&account.service).is_some_and(|one| one.publishing() == Publishing::Call);
        if !cx.app.platforms().is_some_and(connects) {
            return Ok(());
        }
        let blamed = parts(kind(&account.service)).last().map_or("token", |part| part.field());
        match (&self.owner, account.external_id.as_deref()) {
            // The service has just told the number; nobody has to look for it.
            (Some(owner), None) => {
                Err(Failure::Invalid(vec![FieldError::new(blamed, "id-before-token-told").with("owner", owner)]))
            }
            (None, None) => Err(Failure::invalid(blamed, "id-before-token")),
            (Some(owner), Some(id)) if owner == id => Ok(()),
            (Some(owner), Some(id)) => {
                let error = FieldError::new(blamed, "token-of-another").with("owner", owner).with("id", id);
                Err(Failure::Invalid(vec![error]))
            }
            // The connector cannot tell, or nobody asked it.
            (None, Some(_)) => Err(Failure::invalid(blamed, "service-unreachable")),
        }
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.len() <= PART_MAX && text.chars().all(|c| c.is_ascii_graphic())
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
        self.check(kind(&account.service)).done()?;
        self.belongs(cx, &account)?;
        let ends = self.expires_at.filter(|_| kind(&account.service).ends());
        let credential = sealed(cx, &account, &self.typed(&account.service), ends);
        Ok(account::credential_put(cx.tx, tenant, &credential).await?)
    }
}

/// Credentials of an account as they are stored, entered now by whoever acts. What is renewed by a token of its own has no
/// end that anybody has to know.
pub(super) fn sealed(
    cx: &Cx<'_>,
    account: &Account,
    credentials: &Credentials,
    expires_at: Option<Timestamp>,
) -> Credential {
    let id = cx.app.env.id::<tatefuda_domain::TokenId>().uuid().to_string();
    let tenant = cx.tenant().to_string();
    let sealed = cx.app.keys.sealer().seal(&seal(&tenant, &id), &credentials.write(), cx.app.env.entropy());
    Credential {
        id,
        account: account.id,
        kind: TOKEN.to_owned(),
        place: Some(account.place()),
        key_id: sealed.key_id().to_owned(),
        sealed: sealed.to_string().into_bytes(),
        expires_at,
        renew_at: capability::renew_at(&account.service, credentials, cx.at),
        renewing_until: None,
        person: cx.actor.person,
        capacity: cx.actor.capacity.unwrap_or_else(|| tatefuda_domain::AppointmentId::from_uuid(uuid::Uuid::nil())),
        at: cx.at,
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
    let expires_at = stored.expires_at;
    Ok(Some(Opened { credentials: unsealed(app, tenant, stored, at.service())?, expires_at }))
}

/// Opens what is stored.
pub(super) fn unsealed(
    app: &App,
    tenant: TenantId,
    stored: Credential,
    service: &Service,
) -> Result<Credentials, Failure> {
    let text = String::from_utf8(stored.sealed).map_err(Failure::internal)?;
    let sealed: Sealed = text.parse().map_err(Failure::internal)?;
    let opened = app.keys.sealer().open(&seal(&tenant.to_string(), &stored.id), &sealed).map_err(Failure::internal)?;
    Credentials::read(&opened, capability::of(service).credential).map_err(Failure::internal)
}

/// How an account is connected, where it stands now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Connection {
    /// When that ends, as far as known.
    pub expires_at: Option<Timestamp>,
    /// Whether it is renewed before.
    pub renewed: bool,
}

/// Whether and until when an account is connected, where it stands now.
pub(crate) async fn connection(
    tx: &mut Tx,
    tenant: TenantId,
    account: &Account,
) -> Result<Option<Connection>, Failure> {
    let stored = account::credential_get(tx, tenant, account.id, TOKEN).await?;
    let stored = stored.filter(|stored| stored.place == Some(account.place()));
    Ok(stored.map(|stored| Connection { expires_at: stored.expires_at, renewed: stored.renew_at.is_some() }))
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
