//! Passwords: what they must be, hashing away from the transaction, and changing one's own.

use secrecy::SecretString;
use serde::Serialize;
use tatefuda_domain::{CommandId, SessionId};
use tatefuda_store::{
    Tx,
    member::{self, credential_find, credential_put, person_find},
    session::session_delete_all,
    tenant::tenant_find,
};
use tatefuda_vault::{PasswordHash, PasswordProperties, Verified, initial_password};

use crate::{
    Actor, App, Check, Command, Cx, Failure, FieldError, Reads, Secret, command::execute, query, regulation::governing,
};

/// What passwords of a body must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// At least so many characters.
    pub min_length: usize,
    /// At least so many kinds of characters (small, capital, digit, other).
    pub min_kinds: u8,
    /// The clauses that say so; empty: the installation's own limit.
    pub clauses: Vec<String>,
}

/// The policy of a body: the strictest of the installation's limit and of every password policy that a
/// document in force sets.
///
/// # Errors
/// Whatever the database says.
pub async fn policy(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Policy, Failure> {
    use tatefuda_regulation::ParameterKind::PasswordPolicy;
    let mut policy = Policy { min_length: app.config.password_min_length, min_kinds: 1, clauses: vec![] };
    for governing in governing::all(app, tx, actor.tenant, app.env.now()).await? {
        let regulation = &governing.regulation;
        let layers = [("param:house:", regulation.house()), ("param:", regulation.body())];
        let parameters = layers.iter().flat_map(|(prefix, pack)| pack.parameters.iter().map(move |one| (prefix, one)));
        for (prefix, parameter) in parameters.filter(|(_, parameter)| parameter.kind == PasswordPolicy) {
            let key = format!("{prefix}{}", parameter.id);
            let Some(value) = regulation.settings().get(&key).or(parameter.value.as_deref()) else { continue };
            for (name, number) in value.lines().filter_map(|line| line.split_once('=')) {
                match (name.trim(), number.trim().parse::<usize>()) {
                    ("min_length", Ok(number)) => policy.min_length = policy.min_length.max(number),
                    ("min_kinds", Ok(number)) => {
                        policy.min_kinds = policy.min_kinds.max(u8::try_from(number).unwrap_or(4).min(4));
                    }
                    _ => continue,
                }
                policy.clauses.extend(parameter.clauses.iter().map(ToString::to_string));
            }
        }
    }
    policy.clauses.dedup();
    Ok(policy)
}

impl Policy {
    fn check(&self, check: &mut Check, field: &str, password: &SecretString, known: &[&str]) {
        let is = PasswordProperties::of(password, known);
        let clauses = self.clauses.join(" ");
        if is.length < self.min_length {
            let error = FieldError::new(field, "password-short").with("min", self.min_length);
            check.push(error.with("clauses", &clauses));
        }
        if is.kinds < self.min_kinds {
            let error = FieldError::new(field, "password-kinds").with("min", self.min_kinds);
            check.push(error.with("clauses", &clauses));
        }
        check.that(!is.guessable, field, "password-guessable");
    }
}

/// Hashes on a blocking thread, a few at a time.
///
/// # Errors
/// The program is shutting down.
pub(crate) async fn hash(app: &App, password: SecretString) -> Result<String, Failure> {
    let _turn = app.hashing.acquire().await.map_err(Failure::internal)?;
    let app = app.clone();
    tokio::task::spawn_blocking(move || app.passwords.hash(&password, app.env.entropy()).as_stored().to_owned())
        .await
        .map_err(Failure::internal)
}

/// Verifies on a blocking thread; takes as long where there is no hash.
///
/// # Errors
/// The program is shutting down.
pub(crate) async fn verify(app: &App, password: SecretString, stored: Option<String>) -> Result<bool, Failure> {
    let _turn = app.hashing.acquire().await.map_err(Failure::internal)?;
    let app = app.clone();
    tokio::task::spawn_blocking(move || {
        let verified = match stored.as_deref().map(PasswordHash::from_stored) {
            Some(Ok(hash)) => app.passwords.verify(&password, &hash),
            _ => app.passwords.verify_nobody(&password),
        };
        matches!(verified, Verified::Yes { .. })
    })
    .await
    .map_err(Failure::internal)
}

/// A fresh initial password, its hash, and a nonce that tells the first run from a repeat.
pub(super) async fn initial(app: &App) -> Result<(Secret, String, String), Failure> {
    let password = initial_password(app.env.entropy());
    let shown = Secret::new(secrecy::ExposeSecret::expose_secret(&password));
    let hash = hash(app, password).await?;
    Ok((shown, hash, hex::encode(app.env.bytes::<16>())))
}

/// Replaces one's own password; every other session ends. Use [`change_password`].
#[derive(Serialize)]
pub struct ChangePassword {
    /// The session that stays.
    pub session: Option<SessionId>,
    #[serde(skip)]
    verified: String,
    #[serde(skip)]
    hash: String,
}

impl Command for ChangePassword {
    const NAME: &'static str = "password.change";
    const READS: Reads<Self> = Reads::Open;
    const WITH_INITIAL_PASSWORD: bool = true;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let (tenant, person) = (cx.tenant(), cx.actor.person);
        cx.subject("person", person);
        let stored = credential_find(cx.tx, tenant, person).await?.ok_or(Failure::NotFound)?;
        if stored.hash != self.verified {
            return Err(Failure::invalid("old", "password-wrong"));
        }
        let password = member::PasswordHash { hash: self.hash.clone(), must_change: false, changed_at: cx.at };
        credential_put(cx.tx, tenant, person, &password).await?;
        session_delete_all(cx.tx, tenant, person, self.session).await?;
        Ok(())
    }
}

/// Replaces one's own password after checking the old one and the body's policy.
///
/// # Errors
/// [`Failure::Invalid`] for `old` (wrong) and `new` (policy, the same as before).
pub async fn change_password(
    app: &App,
    actor: &Actor,
    id: CommandId,
    session: Option<SessionId>,
    old: &Secret,
    new: &Secret,
) -> Result<(), Failure> {
    let mut tx = query::open(app, actor, query::Sees::Own).await?;
    let person = person_find(&mut tx, actor.tenant, actor.person).await?.ok_or(Failure::NotFound)?;
    let body = tenant_find(&mut tx, actor.tenant).await?.ok_or(Failure::NotFound)?;
    let stored = credential_find(&mut tx, actor.tenant, actor.person).await?.ok_or(Failure::NotFound)?;
    let policy = policy(app, &mut tx, actor).await?;
    tx.rollback().await?;
    let mut check = Check::default();
    let known = [&person.login, &person.name, &person.kana, &person.name_en, &body.slug, &body.name_en];
    let known: Vec<&str> = known.into_iter().map(String::as_str).collect();
    let secret = SecretString::from(new.expose().to_owned());
    policy.check(&mut check, "new", &secret, &known);
    check.that(old.expose() != new.expose(), "new", "password-same");
    check.done()?;
    if !verify(app, SecretString::from(old.expose().to_owned()), Some(stored.hash.clone())).await? {
        return Err(Failure::invalid("old", "password-wrong"));
    }
    let hash = hash(app, secret).await?;
    execute(app, actor, id, &ChangePassword { session, verified: stored.hash, hash }).await
}
