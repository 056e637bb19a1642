//! Enter an account into the ledger (公式アカウント台帳), and change what stands there.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, Service, SystemRight,
    account::{Account, State},
    record::Subject,
};
use tatefuda_store::account;
use utoipa::ToSchema;

use super::{AccountTexts, state::named_by_text};
use crate::{
    command::{Command, Cx, Reads},
    facts::{Ask, SubjectRef},
    failure::Failure,
    governing,
    post::PostSupply,
    record::{self, Supply},
};

/// Enters an account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AccountInput)]
pub struct Register {
    /// Its service.
    pub service: Service,
    /// What the ledger says of it.
    #[serde(flatten)]
    pub texts: AccountTexts,
    /// It ran before the regulation was loaded (経過措置), and may go on until then. Absent: it is new.
    #[serde(default)]
    pub running_until: Option<Timestamp>,
}

/// Changes what the ledger says of an account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AccountTextsInput)]
pub struct Change {
    /// The account.
    pub account: AccountId,
    /// The version that was on screen.
    pub version: i64,
    /// What the ledger is to say.
    #[serde(flatten)]
    pub texts: AccountTexts,
    /// Records given together with it.
    #[serde(default)]
    #[schema(value_type = Vec<PostSupply>)]
    pub supplies: Vec<Supply>,
}

/// An account in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Entered)]
pub struct Registered {
    /// Its id.
    pub account: AccountId,
    /// Its version now.
    pub version: i64,
}

impl Command for Register {
    const NAME: &'static str = "account.register";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::AccountOpen];
    const HAPPENS: &[&str] = &["account.opened"];
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let id = cx.app.env.id();
        cx.subject("account", id);
        let theirs = match self.running_until {
            // What ran before is no opening: nothing is asked of it, and who keeps the ledger takes it over.
            Some(_) => None,
            None => whose(cx, &self.service).await?,
        };
        if theirs != Some(Whose::Named) {
            cx.actor.require(SystemRight::ManageAccounts)?;
        }
        let texts = self.texts.checked(cx).await?;
        cx.detail("name", &texts.name);
        enter(cx, id, &self.service, texts, self.running_until).await?;
        if theirs.is_some() {
            // On the line as it would stand: a refusal takes it away again.
            let asked = cx.ask(Ask::new(Action::AccountOpen, SubjectRef::Account(id))).await?;
            cx.require(asked).await?;
        }
        Ok(Registered { account: id, version: 1 })
    }
}

/// What the text in force says of opening an account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// It names whose act it is.
    Named,
    /// It has rules about it and names nobody.
    Ruled,
}

/// What the text of a service says of opening an account there; `None`: nothing, or no text speaks of the service.
async fn whose(cx: &mut Cx<'_>, service: &Service) -> Result<Option<Whose>, Failure> {
    let found = match governing::find(cx.app, cx.tx, cx.tenant(), Some(service), cx.at).await {
        Ok(found) => found,
        Err(Failure::State { key }) if key == "no-regulation" => return Ok(None),
        Err(failure) => return Err(failure),
    };
    if !found.covers(service) {
        return Ok(None);
    }
    let ruled = || found.regulation.body().rules.iter().any(|rule| rule.on.contains(&Action::AccountOpen));
    Ok(match named_by_text(&found.regulation, Action::AccountOpen) {
        true => Some(Whose::Named),
        false => ruled().then_some(Whose::Ruled),
    })
}

/// Writes a new line of the ledger, with texts that were looked at. What ran before is taken over as it is (経過措置): its
/// opening lies in the past, of which nothing is claimed here.
pub(crate) async fn enter(
    cx: &mut Cx<'_>,
    id: AccountId,
    service: &Service,
    texts: AccountTexts,
    running_until: Option<Timestamp>,
) -> Result<Account, Failure> {
    let state = match running_until {
        Some(until) => State::Transition { since: cx.at, until },
        None => State::Preparing,
    };
    let section = texts.section;
    let account = texts.onto(Account::entered(id, service.clone(), section, cx.at, state));
    account::insert(cx.tx, cx.tenant(), &account).await.map_err(taken)?;
    if running_until.is_none() {
        cx.happened("account.opened", Subject::new("account", id))?;
    }
    Ok(account)
}

/// Whether it would be another's, of another class, or another page on the service: that decides who else may act on
/// it and where posts go, and is for whoever keeps the ledger.
fn reassigned(before: &Account, after: &Account) -> bool {
    before.section != after.section || before.class != after.class || before.external_id != after.external_id
}

impl Command for Change {
    const NAME: &'static str = "account.change";
    const READS: Reads<Self> = Reads::Open;
    const HAPPENS: &[&str] = &["account.changed"];
    const ASKS: &[Action] = &[Action::AccountChange, Action::RecordGive];
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        let stored = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        let account = self.texts.checked(cx).await?.onto(stored.clone());
        for supplied in &self.supplies {
            record::supply(cx, supplied, &SubjectRef::Account(self.account), None, None).await?;
        }
        cx.subject("account", self.account);
        let ask = Ask::new(Action::AccountChange, SubjectRef::Account(self.account));
        let asked = cx.ask(ask.proposed(account.clone())).await?;
        let named = named_by_text(&asked.governing.regulation, Action::AccountChange);
        if !named || reassigned(&stored, &account) {
            cx.actor.require(SystemRight::ManageAccounts)?;
        }
        cx.require(asked).await?;
        if stored.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: stored.version });
        }
        cx.detail("name", &account.name);
        if account == stored {
            return Ok(Registered { account: self.account, version: self.version });
        }
        if stored.place() != account.place() {
            // Approvals for the former place are void from here on.
            cx.detail("place-before", stored.place().to_string());
            cx.detail("place", account.place().to_string());
        }
        if !account::update(cx.tx, tenant, &account).await.map_err(taken)? {
            return Err(Failure::Busy);
        }
        cx.happened("account.changed", Subject::new("account", self.account))?;
        Ok(Registered { account: self.account, version: self.version + 1 })
    }
}

fn taken(error: tatefuda_store::Error) -> Failure {
    match error {
        tatefuda_store::Error::Unique(_) => Failure::invalid("external_id", "taken"),
        other => other.into(),
    }
}
