//! Start, suspend, end an account. The regulation decides.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, AccountState, Action, SystemRight};
use tatefuda_regulation::Regulation;
use tatefuda_store::account;

use super::register::Registered;
use crate::{
    command::{Command, Cx, Reads},
    facts::{Ask, SubjectRef},
    failure::Failure,
    record::{self, Supply},
};

/// Where an account goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// Posting begins, or goes on after a suspension.
    Start,
    /// Posting is suspended.
    Suspend,
    /// Its use ends; it is kept.
    Close,
    /// It was deleted on its service.
    Delete,
}

impl Move {
    /// Every move, in the order of an account's life.
    pub const ALL: [Self; 4] = [Self::Start, Self::Suspend, Self::Close, Self::Delete];

    /// The act that the regulation is asked about.
    pub const fn action(self) -> Action {
        match self {
            Self::Start => Action::AccountStart,
            Self::Suspend => Action::AccountSuspend,
            Self::Close => Action::AccountClose,
            Self::Delete => Action::AccountDelete,
        }
    }

    /// The state after it; none where the account cannot go there.
    pub const fn after(self, state: AccountState) -> Option<AccountState> {
        use AccountState as S;
        Some(match (self, state) {
            (Self::Start, S::Preparing | S::Transition | S::Suspended) => S::Active,
            (Self::Suspend, S::Active | S::Transition) => S::Suspended,
            (Self::Close, S::Preparing | S::Active | S::Transition | S::Suspended) => S::Closed,
            (Self::Delete, S::Preparing | S::Closed) => S::Deleted,
            _ => return None,
        })
    }
}

/// Whether the body's text itself says whose act this is. Where it names nobody the promises of the product admit all
/// staff, which is too wide for the ledger: then the system right is asked for beside.
pub(super) fn named_by_text(regulation: &Regulation, action: Action) -> bool {
    regulation.body().standings.iter().any(|standing| standing.on.contains(&action))
}

/// Moves an account to another state.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangeState {
    /// The account.
    pub account: AccountId,
    /// The version that was on screen.
    pub version: i64,
    /// Where it goes.
    pub to: Move,
    /// Records given together with it.
    #[serde(default)]
    pub supplies: Vec<Supply>,
}

impl Command for ChangeState {
    const NAME: &'static str = "account.state";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[
        Action::AccountStart,
        Action::AccountSuspend,
        Action::AccountClose,
        Action::AccountDelete,
        Action::RecordGive,
    ];
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        let mut account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        for supplied in &self.supplies {
            record::supply(cx, supplied, &SubjectRef::Account(self.account), None, None).await?;
        }
        cx.subject("account", self.account);
        let asked = cx.ask(Ask::new(self.to.action(), SubjectRef::Account(self.account))).await?;
        if !named_by_text(&asked.governing.regulation, self.to.action()) {
            cx.actor.require(SystemRight::ManageAccounts)?;
        }
        cx.require(asked).await?;
        if account.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: account.version });
        }
        let next = self.to.after(account.state);
        account.state = next.ok_or_else(|| Failure::state(format!("account-{}", account.state.as_str())))?;
        match account.state {
            AccountState::Active => account.started_at = account.started_at.or(Some(cx.at)),
            AccountState::Closed | AccountState::Deleted => account.ended_at = account.ended_at.or(Some(cx.at)),
            AccountState::Preparing | AccountState::Transition | AccountState::Suspended => {}
        }
        cx.detail("state", account.state.as_str());
        if !account::update(cx.tx, tenant, &account).await? {
            return Err(Failure::Busy);
        }
        Ok(Registered { account: self.account, version: self.version + 1 })
    }
}
