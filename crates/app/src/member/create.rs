//! Enters a person with an initial password, which is shown once and changed at first use.

use serde::Serialize;
use tatefuda_domain::{CommandId, PersonId, SystemRight};
use tatefuda_store::member::{PasswordHash, Person, credential_put, person_by_login, person_insert};

use super::{PersonTexts, password};
use crate::{Actor, App, Check, Command, Cx, Failure, Reads, Secret, command::execute, org::touched};

/// Enters a person. Use [`create`], which makes the password.
#[derive(Serialize)]
pub struct CreatePerson {
    /// The name for signing in; never changes. 1 to 64 of `a-z0-9.@_-`.
    pub login: String,
    /// Name and number.
    pub texts: PersonTexts,
    /// Hash of the initial password; no part of the command's identity.
    #[serde(skip)]
    pub(super) hash: String,
    /// Tells the first run from a repeat.
    #[serde(skip)]
    pub(super) nonce: String,
}

/// A person just entered.
#[derive(Debug)]
pub struct CreatedPerson {
    /// Their id.
    pub id: PersonId,
    /// The initial password; absent when the command was a repeat, because nobody knows it any more.
    pub password: Option<Secret>,
}

/// Whether a text can be a name for signing in.
pub(crate) fn fits_login(login: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".@_-".contains(&b);
    (1..=64).contains(&login.len()) && login.bytes().all(fits)
}

impl Command for CreatePerson {
    const NAME: &'static str = "person.create";
    const READS: Reads<Self> = Reads::Open;
    type Out = (PersonId, String);

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Self::Out, Failure> {
        let id: PersonId = cx.app.env.id();
        cx.subject("person", id);
        cx.actor.require(SystemRight::ManageUsers)?;
        let mut check = Check::default();
        let texts = self.texts.checked(&mut check);
        check.that(fits_login(&self.login), "login", "login-form");
        check.that(person_by_login(cx.tx, cx.actor.tenant, &self.login).await?.is_none(), "login", "taken");
        check.done()?;
        cx.detail("name", &texts.name);
        let person = Person {
            id,
            version: 1,
            login: self.login.clone(),
            name: texts.name,
            kana: texts.kana,
            name_en: texts.name_en,
            extension: texts.extension,
            created_at: cx.at,
            ended_at: None,
        };
        person_insert(cx.tx, cx.actor.tenant, &person).await?;
        let password = PasswordHash { hash: self.hash.clone(), must_change: true, changed_at: cx.at };
        credential_put(cx.tx, cx.actor.tenant, id, &password).await?;
        touched(cx).await?;
        Ok((id, self.nonce.clone()))
    }
}

/// Enters a person and gives their initial password, once.
///
/// # Errors
/// No right to manage users; invalid texts; the login is taken.
pub async fn create(
    app: &App,
    actor: &Actor,
    id: CommandId,
    login: &str,
    texts: PersonTexts,
) -> Result<CreatedPerson, Failure> {
    let (password, hash, nonce) = password::initial(app).await?;
    let command = CreatePerson { login: login.to_owned(), texts, hash, nonce };
    let (person, nonce) = execute(app, actor, id, &command).await?;
    Ok(CreatedPerson { id: person, password: (nonce == command.nonce).then_some(password) })
}
