//! Where an account can go from where it stands, and what is said to it.

use tatefuda_domain::{AccountId, Action, SystemRight};
use tatefuda_regulation::Answer;
use tatefuda_store::account;

use super::state::{Move, action, named_by_text, question};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Ask, SubjectRef},
    failure::Failure,
    governing,
    query::{Sees, open},
};

/// Changing what the ledger says, with what the regulation says to it as the ledger stands.
#[derive(Debug, Clone)]
pub struct ChangeOffer {
    /// What the regulation says. What is wrong with the texts can be put right by the very change; the act asks about
    /// them as they will be.
    pub answer: Answer,
    /// Whether this person may change it at all.
    pub open: bool,
    /// Whether the text itself says whose act it is.
    pub named: bool,
}

/// Whether this person may change what the ledger says of an account.
///
/// # Errors
/// No such account; no regulation in force.
pub async fn change_offer(app: &App, actor: &Actor, id: AccountId) -> Result<ChangeOffer, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    account::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let ask = Ask::new(Action::AccountChange, SubjectRef::Account(id));
    let asked = facts::ask(app, &mut tx, actor, ask, now).await?;
    tx.rollback().await?;
    let regulation = &asked.governing.regulation;
    let admitted = regulation.not_admitted(&asked.answer).is_none();
    let named = named_by_text(regulation, Action::AccountChange);
    let free = named || actor.may(SystemRight::ManageAccounts);
    Ok(ChangeOffer { open: admitted && free, named, answer: asked.answer })
}

/// Whether there is any use in showing this person the form that enters an account: who keeps the ledger, and everybody in
/// office where a text names whose act opening one is. Whose it is for one account, its service and its class, only the
/// question about that line tells.
///
/// # Errors
/// Whatever the database says.
pub async fn may_register(app: &App, actor: &Actor) -> Result<bool, Failure> {
    if actor.may(SystemRight::ManageAccounts) {
        return Ok(true);
    }
    if actor.capacity.is_none() {
        return Ok(false);
    }
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let documents = governing::all(app, &mut tx, actor.tenant, app.env.now()).await?;
    tx.rollback().await?;
    Ok(documents.iter().any(|one| named_by_text(&one.regulation, Action::AccountOpen)))
}

/// A move that the account's state allows.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Where it would go.
    pub to: Move,
    /// What the regulation says to it now. The act itself asks again.
    pub answer: Answer,
    /// The system right that this person lacks beside it.
    pub lacks: Option<SystemRight>,
}

/// The moves that the account's state allows, asked for this person.
///
/// # Errors
/// No such account; no regulation in force.
pub async fn offers(app: &App, actor: &Actor, id: AccountId) -> Result<Vec<Offer>, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let account = account::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let mut offers = vec![];
    for to in Move::ALL.into_iter().filter(|to| account.state.after(*to, now).is_ok()) {
        let ask = question(app, &mut tx, actor.tenant, id, to, now).await?;
        let asked = facts::ask(app, &mut tx, actor, ask, now).await?;
        let free = named_by_text(&asked.governing.regulation, action(to)) || actor.may(SystemRight::ManageAccounts);
        offers.push(Offer { to, answer: asked.answer, lacks: (!free).then_some(SystemRight::ManageAccounts) });
    }
    tx.rollback().await?;
    Ok(offers)
}
