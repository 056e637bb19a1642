//! The login of an account was changed. What the text asks of a password is asked of the new one: it is looked at and
//! forgotten.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, LoginEventId, SystemRight,
    duty::{LoginEvent, LoginEventKind},
    record::Subject,
};
use tatefuda_regulation::Answer;
use tatefuda_store::{account, duty};
use tatefuda_vault::PasswordProperties;
use utoipa::ToSchema;

use crate::{
    account::named_by_text,
    actor::Actor,
    command::{Command, Cx, Reads, Secret},
    core::App,
    facts::{self, Ask, SubjectRef},
    failure::Failure,
    post::PostSupply,
    query::{Sees, open},
    record::{self, Supply},
};

/// Longest password, in characters.
const PASSWORD_MAX: usize = 200;

/// Says that the login of an account was changed just now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = LoginChangeInput)]
pub struct ChangeLogin {
    /// The account.
    pub account: AccountId,
    /// The new password, where the text asks something of passwords. It is looked at and neither kept nor logged.
    #[serde(default)]
    #[schema(value_type = String)]
    pub password: Secret,
    /// Records given together with it.
    #[serde(default)]
    #[schema(value_type = Vec<PostSupply>)]
    pub supplies: Vec<Supply>,
}

impl Command for ChangeLogin {
    const NAME: &'static str = "login.change";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::CredentialRotate, Action::RecordGive];
    const HAPPENS: &[&str] = &["credential.rotated"];
    type Out = LoginEventId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<LoginEventId, Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        let account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        let on = SubjectRef::Account(self.account);
        for supplied in &self.supplies {
            record::supply(cx, supplied, &on, None, None).await?;
        }
        cx.subject("account", self.account);
        let mut ask = Ask::new(Action::CredentialRotate, on);
        let password = self.password.expose();
        if !password.is_empty() {
            if PASSWORD_MAX < password.chars().count() {
                return Err(Failure::invalid("password", "too-long"));
            }
            let known = [account.name.as_str(), &account.handle, &account.mail];
            let is = PasswordProperties::of(&SecretString::from(password), &known);
            ask = ask
                .field("password.length", i64::try_from(is.length).unwrap_or(i64::MAX))
                .field("password.letters", password.chars().any(char::is_alphabetic))
                .field("password.digits", password.chars().any(char::is_numeric))
                .field("password.symbols", password.chars().any(|c| !c.is_alphanumeric()))
                .field("password.guessable", is.guessable);
        }
        let asked = cx.ask(ask).await?;
        if !named_by_text(&asked.governing.regulation, Action::CredentialRotate) {
            cx.actor.require(SystemRight::ManageAccounts)?;
        }
        cx.require(asked).await?;
        cx.actor.require_capacity()?;
        let event = LoginEvent {
            id: cx.app.env.id(),
            account: self.account,
            event: LoginEventKind::Rotated,
            person: cx.actor.person,
            at: cx.at,
        };
        duty::login_insert(cx.tx, tenant, &event).await?;
        cx.happened("credential.rotated", Subject::new("account", self.account))?;
        Ok(event.id)
    }
}

/// How the login of an account stands, and what is said to whoever would say that it was changed.
#[derive(Debug, Clone)]
pub struct LoginOffer {
    /// When it was last changed, as far as known here.
    pub changed_at: Option<Timestamp>,
    /// The text asks something of a password: the new one has to be shown to it.
    pub password: bool,
    /// Whether it is this person's to say.
    pub open: bool,
    /// What the regulation says.
    pub answer: Answer,
}

/// See [`LoginOffer`].
///
/// # Errors
/// No such account; no regulation in force.
pub async fn offer(app: &App, actor: &Actor, id: AccountId) -> Result<LoginOffer, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    account::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let changed_at = duty::login_last(&mut tx, actor.tenant, id, LoginEventKind::Rotated).await?;
    let ask = Ask::new(Action::CredentialRotate, SubjectRef::Account(id));
    let asked = facts::ask(app, &mut tx, actor, ask, now).await?;
    tx.rollback().await?;
    let regulation = &asked.governing.regulation;
    let needed = regulation.needed(Action::CredentialRotate);
    let free = named_by_text(regulation, Action::CredentialRotate) || actor.may(SystemRight::ManageAccounts);
    Ok(LoginOffer {
        changed_at,
        password: needed.iter().any(|path| path.starts_with("password.")),
        open: free && regulation.not_admitted(&asked.answer).is_none(),
        answer: asked.answer,
    })
}
