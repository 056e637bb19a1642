//! When logins were last changed, and when somebody who could know one left.

use tatefuda_domain::duty::LoginEventKind;
use tatefuda_store::{Tx, account, duty};

use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, SubjectKind},
    failure::Failure,
    noun::Provider,
    reads::Told,
};

/// See [`Provider`].
pub(super) struct Logins;

impl Provider for Logins {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[]
    }

    fn supplies(&self) -> &'static [&'static str] {
        &[]
    }

    fn events(&self) -> &'static [&'static str] {
        &["credential.rotated", "member.left", "member.moved"]
    }

    fn fill<'a>(&'a self, _: &'a App, _: &'a mut Tx, _: &'a Actor, _: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn happened<'a>(&'a self, _: &'a App, tx: &'a mut Tx, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(happened(tx, builder))
    }
}

/// Of an account that ran before it was entered here nobody knows what happened to its login before.
async fn happened(tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let read = builder.regulation.events();
    let Some(id) = builder.subject().account() else { return Ok(()) };
    let events: Vec<LoginEventKind> =
        LoginEventKind::ALL.into_iter().filter(|one| read.contains(one.as_str())).collect();
    if events.is_empty() {
        return Ok(());
    }
    let Some(account) = account::get(tx, builder.tenant, id).await? else { return Ok(()) };
    let whole = account.state.run().is_none_or(|run| run.transition_until.is_none());
    for event in events {
        let at = duty::login_last(tx, builder.tenant, id, event).await?;
        // Who left is noted from the first day on; before it the account was none of this program's.
        if at.is_some() || whole || event != LoginEventKind::Rotated {
            builder.event(event.as_str(), at);
        }
    }
    Ok(())
}
