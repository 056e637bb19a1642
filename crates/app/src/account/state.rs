//! Start, suspend, end an account. The regulation decides.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
pub use tatefuda_domain::account::AccountMove as Move;
use tatefuda_domain::{AccountId, Action, SystemRight, TenantId, record::Subject};
use tatefuda_regulation::Regulation;
use tatefuda_store::{Tx, account};
use utoipa::ToSchema;

use super::register::Registered;
use crate::{
    case,
    command::{Command, Cx, Reads},
    core::App,
    facts::{Ask, SubjectRef},
    failure::Failure,
    post::PostSupply,
    record::{self, Supply},
};

/// The act that the regulation is asked about for a move.
pub(super) const fn action(to: Move) -> Action {
    match to {
        Move::Start => Action::AccountStart,
        Move::Suspend => Action::AccountSuspend,
        Move::Close => Action::AccountClose,
        Move::Delete => Action::AccountDelete,
    }
}

/// Whether the body's text itself says whose act this is. Where it names nobody the promises of the product admit all
/// staff, which is too wide for the ledger: then the system right is asked for beside.
pub(crate) fn named_by_text(regulation: &Regulation, action: Action) -> bool {
    regulation.body().standings.iter().any(|standing| standing.on.contains(&action))
}

/// Moves an account to another state.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = StateInput)]
pub struct ChangeState {
    /// The account.
    pub account: AccountId,
    /// The version that was on screen.
    pub version: i64,
    /// Where it goes.
    #[schema(value_type = String)]
    pub to: Move,
    /// Records given together with it.
    #[serde(default)]
    #[schema(value_type = Vec<PostSupply>)]
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
    const HAPPENS: &[&str] = &["account.closed", "account.started", "account.suspended"];
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        let mut account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        for supplied in &self.supplies {
            record::supply(cx, supplied, &SubjectRef::Account(self.account), None, None).await?;
        }
        cx.subject("account", self.account);
        let ask = question(cx.app, cx.tx, tenant, self.account, self.to, cx.at).await?;
        let asked = cx.ask(ask).await?;
        if !named_by_text(&asked.governing.regulation, action(self.to)) {
            cx.actor.require(SystemRight::ManageAccounts)?;
        }
        cx.require(asked).await?;
        if account.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: account.version });
        }
        // Its use ends once, by whichever of the two comes first.
        let over = account.state.name().is_over();
        let next = account.state.after(self.to, cx.at);
        account.state = next.map_err(|no| Failure::state(format!("account-{}", no.state.as_str())))?;
        cx.detail("state", account.state.name().as_str());
        if !account::update(cx.tx, tenant, &account).await? {
            return Err(Failure::Busy);
        }
        if !over {
            cx.happened(event(self.to), Subject::new("account", self.account))?;
        }
        Ok(Registered { account: self.account, version: self.version + 1 })
    }
}

/// What a move is called when it has happened.
const fn event(to: Move) -> &'static str {
    match to {
        Move::Start => "account.started",
        Move::Suspend => "account.suspended",
        Move::Close | Move::Delete => "account.closed",
    }
}

/// The question whether an account may make a move. Where the move is a step of a case, it is asked of the text under which
/// the case began.
pub(super) async fn question(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    to: Move,
    now: Timestamp,
) -> Result<Ask, Failure> {
    let under = case::of_act(app, tx, tenant, action(to), account, now).await?;
    Ok(Ask::new(action(to), SubjectRef::Account(account)).under(under))
}
