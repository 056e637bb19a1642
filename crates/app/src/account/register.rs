//! Enter an account into the ledger (公式アカウント台帳), and change what stands there.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, AccountState, SectionId, Service, SystemRight};
use tatefuda_store::account::{self, Account};

use crate::{
    command::{Command, Cx},
    facts::org,
    failure::{Check, Failure},
};

/// What the ledger says of an account, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountTexts {
    /// Its name on the service.
    pub name: String,
    /// Its handle.
    #[serde(default)]
    pub handle: String,
    /// Its address for residents.
    #[serde(default)]
    pub url: String,
    /// What it is for.
    #[serde(default)]
    pub purpose: String,
    /// The section that operates it.
    pub section: SectionId,
    /// Its class, where the body's pack has classes.
    #[serde(default)]
    pub class: Option<String>,
    /// The service's own id, such as that of a page.
    #[serde(default)]
    pub external_id: Option<String>,
    /// Whether it stands on the public page.
    #[serde(default)]
    pub listed: bool,
    /// A remark on the public page.
    #[serde(default)]
    pub public_note: String,
}

impl AccountTexts {
    async fn checked(&self, cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let tenant = cx.tenant();
        let org = org::load(cx.app, cx.tx, tenant).await?;
        let mut check = Check::default();
        let blank = |text: String| Some(text).filter(|text| !text.is_empty());
        let texts = Self {
            name: check.text("name", &self.name, 200),
            handle: check.optional("handle", &self.handle, 200),
            url: check.optional("url", &self.url, 2_000),
            purpose: check.optional("purpose", &self.purpose, 2_000),
            section: self.section,
            class: blank(check.optional("class", self.class.as_deref().unwrap_or_default(), 100)),
            external_id: blank(check.optional("external_id", self.external_id.as_deref().unwrap_or_default(), 200)),
            listed: self.listed,
            public_note: check.optional("public_note", &self.public_note, 2_000),
        };
        let is_link = texts.url.is_empty() || texts.url.starts_with("https://") || texts.url.starts_with("http://");
        check.that(is_link, "url", "bad-link");
        check.that(org.sections.contains_key(&self.section), "section", "unknown-section");
        check.done()?;
        Ok(texts)
    }

    fn onto(self, account: Account) -> Account {
        Account {
            name: self.name,
            handle: self.handle,
            url: self.url,
            purpose: self.purpose,
            section: self.section,
            class: self.class,
            external_id: self.external_id,
            listed: self.listed,
            public_note: self.public_note,
            ..account
        }
    }
}

/// Enters an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Register {
    /// Its service.
    pub service: Service,
    /// What the ledger says of it.
    pub texts: AccountTexts,
    /// It ran before the regulation was loaded (経過措置), and may go on until then. Absent: it is new.
    #[serde(default)]
    pub running_until: Option<Timestamp>,
}

/// Changes what the ledger says of an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Change {
    /// The account.
    pub account: AccountId,
    /// The version that was on screen.
    pub version: i64,
    /// What the ledger is to say.
    pub texts: AccountTexts,
}

/// An account in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Its id.
    pub account: AccountId,
    /// Its version now.
    pub version: i64,
}

impl Command for Register {
    const NAME: &'static str = "account.register";
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let (tenant, id) = (cx.tenant(), cx.app.env.id());
        cx.subject("account", id);
        cx.actor.require(SystemRight::ManageAccounts)?;
        let texts = self.texts.checked(cx).await?;
        let running = self.running_until.is_some();
        let account = texts.onto(Account {
            id,
            version: 1,
            service: self.service.clone(),
            name: String::new(),
            handle: String::new(),
            url: String::new(),
            purpose: String::new(),
            section: self.texts.section,
            class: None,
            state: if running { AccountState::Transition } else { AccountState::Preparing },
            external_id: None,
            listed: false,
            public_note: String::new(),
            registered_at: cx.at,
            started_at: running.then_some(cx.at),
            transition_until: self.running_until,
            ended_at: None,
            checked_at: None,
        });
        cx.detail("name", &account.name);
        account::insert(cx.tx, tenant, &account).await.map_err(taken)?;
        Ok(Registered { account: id, version: 1 })
    }
}

impl Command for Change {
    const NAME: &'static str = "account.change";
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        cx.actor.require(SystemRight::ManageAccounts)?;
        let account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        if account.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: account.version });
        }
        let account = self.texts.checked(cx).await?.onto(account);
        cx.detail("name", &account.name);
        if !account::update(cx.tx, tenant, &account).await.map_err(taken)? {
            return Err(Failure::Busy);
        }
        Ok(Registered { account: self.account, version: self.version + 1 })
    }
}

fn taken(error: tatefuda_store::Error) -> Failure {
    match error {
        tatefuda_store::Error::Unique(_) => Failure::invalid("external_id", "taken"),
        other => other.into(),
    }
}
