//! Sign-in. Takes as long for an unknown login as for a wrong password, and says the same.

use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use tatefuda_domain::{Digest, Id as _, PersonId, SessionId, TenantId};
use tatefuda_store::{
    member::{credential_find, person_by_login},
    session::{Session, session_insert},
};
use tatefuda_vault::{TokenKind, new_token, token_hash};

use super::{actor_of, limit};
use crate::{Actor, App, Command, Cx, Failure, Forbidden, Reads, Secret, Via, command::execute, member::password};

/// What somebody typed.
#[derive(Debug, Clone)]
pub struct SignInForm {
    /// At which body.
    pub tenant: TenantId,
    pub login: String,
    pub password: Secret,
    /// Where the request came from: an address.
    pub source: String,
}

/// A session just opened.
#[derive(Debug)]
pub struct SignedIn {
    /// The secret of the session, for the cookie.
    pub token: Secret,
    pub session: SessionId,
    /// Who acts.
    pub actor: Actor,
}

/// Opens a session, or leaves an entry that it was refused. Use [`sign_in`], which looks at the password.
#[derive(Serialize)]
pub struct SignIn {
    /// Hash of the session's secret.
    token: Digest,
    #[serde(skip)]
    source: String,
    #[serde(skip)]
    known: Option<PersonId>,
    /// The hash against which the password was verified; absent: it was wrong.
    #[serde(skip)]
    verified: Option<String>,
}

impl Command for SignIn {
    const NAME: &'static str = "session.sign_in";
    const READS: Reads<Self> = Reads::Open;
    const WITH_INITIAL_PASSWORD: bool = true;
    type Out = (SessionId, PersonId);

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Self::Out, Failure> {
        let refused = Err(Failure::Forbidden(Forbidden::SignIn));
        let tenant = cx.tenant();
        cx.circumstance("source", &self.source);
        let stored = credential_find(cx.tx, tenant, self.known.unwrap_or_else(nobody)).await?;
        let Some(person) = self.known else {
            cx.subject("login", "unknown");
            return refused;
        };
        cx.subject("person", person);
        let same = stored.zip(self.verified.as_ref()).is_some_and(|(stored, verified)| stored.hash == *verified);
        if !same {
            return refused;
        }
        let Some(actor) = actor_of(cx.app, cx.tx, tenant, person, None, cx.actor.via).await? else { return refused };
        cx.person(person);
        let expires_at = cx.at.checked_add(cx.app.config.session_absolute).map_err(Failure::internal)?;
        let session = Session {
            id: cx.app.env.id(),
            tenant,
            person,
            capacity: actor.capacity,
            created_at: cx.at,
            seen_at: cx.at,
            expires_at,
        };
        session_insert(cx.tx, &session, self.token).await?;
        Ok((session.id, person))
    }
}

/// Whom nobody is: an unknown login asks the database as often as a known one.
fn nobody() -> PersonId {
    PersonId::from_uuid(uuid::Uuid::nil())
}

/// Signs somebody in.
///
/// # Errors
/// [`Failure::Forbidden`] with [`Forbidden::SignIn`], whatever was wrong; [`Failure::RateLimited`].
pub async fn sign_in(app: &App, form: &SignInForm, via: Via) -> Result<SignedIn, Failure> {
    let login = form.login.trim().to_lowercase();
    let keys = limit::Keys::new(form.tenant, &login, &form.source);
    limit::take(app, &keys).await?;
    let mut tx = app.db.read().await?;
    // A body that does not exist has no chain in which an entry could stand.
    tatefuda_store::tenant::tenant_find(&mut tx, form.tenant).await?.ok_or(Failure::NotFound)?;
    let person = person_by_login(&mut tx, form.tenant, &login).await?;
    let looked_up = person.as_ref().map_or_else(nobody, |person| person.id);
    let stored = credential_find(&mut tx, form.tenant, looked_up).await?.map(|one| one.hash);
    tx.rollback().await?;
    let typed = SecretString::from(form.password.expose().to_owned());
    let right = password::verify(app, typed, stored.clone()).await?;
    let token = new_token(TokenKind::Session, app.env.entropy());
    let command = SignIn {
        token: token_hash(&token),
        source: form.source.clone(),
        known: person.map(|person| person.id),
        verified: stored.filter(|_| right),
    };
    let unknown = Actor::nobody(form.tenant, via);
    let (session, person) = match execute(app, &unknown, app.env.id(), &command).await {
        Err(failure) if !matches!(failure, Failure::Forbidden(_)) => {
            // The first failure is the one to tell.
            let _ = limit::give_back(app, &keys).await;
            return Err(failure);
        }
        done => done?,
    };
    limit::forgive(app, &keys).await?;
    let mut tx = app.db.read().await?;
    let actor = actor_of(app, &mut tx, form.tenant, person, None, via).await?;
    let actor = actor.ok_or(Failure::Forbidden(Forbidden::SignIn))?;
    Ok(SignedIn { token: Secret::new(token.expose_secret()), session, actor })
}
