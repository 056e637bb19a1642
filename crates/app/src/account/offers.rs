//! Where an account can go from where it stands, and what is said to it.

use tatefuda_domain::{AccountId, SystemRight};
use tatefuda_regulation::Answer;
use tatefuda_store::account;

use super::state::{Move, named_by_text};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Ask, SubjectRef},
    failure::Failure,
};

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
    let mut tx = app.db.read().await?;
    let account = account::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let mut offers = vec![];
    for to in Move::ALL.into_iter().filter(|to| to.after(account.state).is_some()) {
        let asked = facts::ask(app, &mut tx, actor, Ask::new(to.action(), SubjectRef::Account(id)), now).await?;
        let free = named_by_text(&asked.governing.regulation, to.action()) || actor.may(SystemRight::ManageAccounts);
        offers.push(Offer { to, answer: asked.answer, lacks: (!free).then_some(SystemRight::ManageAccounts) });
    }
    tx.rollback().await?;
    Ok(offers)
}
