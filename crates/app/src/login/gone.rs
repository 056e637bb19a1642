//! Somebody who could know logins is gone: which, the text itself says by naming whose it is to see one.

use std::sync::Arc;

use jiff::SignedDuration;
use tatefuda_domain::{
    Action, PersonId,
    account::Account,
    duty::{LoginEvent, LoginEventKind},
    record::Subject,
};
use tatefuda_regulation::{Facts, Question};
use tatefuda_store::{account, duty, org::Appointment};

use crate::{
    actor::{Actor, Via},
    command::Cx,
    facts::{
        self, Ask, SubjectRef,
        org::{self, Org},
    },
    failure::{Failure, left_out},
    governing::{self, Governing},
};

/// Notes for each account whose login a person could know that they are gone from these appointments. A text to which
/// nothing of that matters notes nothing.
pub(crate) async fn gone(
    cx: &mut Cx<'_>,
    person: PersonId,
    appointments: &[Appointment],
    event: LoginEventKind,
) -> Result<(), Failure> {
    let tenant = cx.tenant();
    let documents = governing::documents(cx.app, cx.tx, tenant, cx.at).await?;
    let matters = |one: &Arc<Governing>| {
        one.regulation.is_opened_by(event.as_str()) || one.regulation.events().contains(event.as_str())
    };
    if !documents.each().iter().any(matters) {
        return Ok(());
    }
    let org = org::load(cx.app, cx.tx, tenant).await?;
    let accounts = left_out(account::list(cx.tx, tenant).await.map(tatefuda_store::Rows::readable))?;
    for account in accounts.into_iter().filter(|one| !one.state.name().is_over()) {
        let Ok(text) = documents.find(Some(&account.service)) else { continue };
        if !matters(&text) {
            continue;
        }
        let ask = Ask::new(Action::CredentialReveal, SubjectRef::Account(account.id)).under(Some(Arc::clone(&text)));
        let known = facts::known(cx.app, cx.tx, &Actor::nobody(tenant, Via::Worker), &ask, cx.at).await?;
        if appointments.iter().any(|one| knows(cx, &org, &text, &account, &known, one)) {
            let happened = LoginEvent { id: cx.app.env.id(), account: account.id, event, person, at: cx.at };
            duty::login_insert(cx.tx, tenant, &happened).await?;
            cx.happened(event.as_str(), Subject::new("account", account.id))?;
        }
    }
    Ok(())
}

/// Whether somebody in an appointment could know the login of an account: the text admits them to see it; where it names
/// nobody, it is those of the sections whose the account is.
fn knows(cx: &Cx<'_>, org: &Org, text: &Governing, account: &Account, known: &Facts, one: &Appointment) -> bool {
    // As it was at the last moment of the appointment.
    let ended = one.span.until.unwrap_or(cx.at).min(cx.at);
    let at = ended.checked_sub(SignedDuration::from_micros(1)).unwrap_or(ended);
    let mut facts = known.clone();
    facts.actor.person = one.person.to_string();
    facts.actor.capacity = one.id.to_string();
    "staff".clone_into(&mut facts.actor.kind);
    facts.org = org.appointments.iter().map(|known| org.fact(known, at)).collect();
    // The appointment ends by this very act.
    let capacity = facts.actor.capacity.clone();
    facts.org.iter_mut().filter(|known| known.capacity == capacity).for_each(|known| known.until = None);
    let question = Question::new(Action::CredentialReveal, at, &facts);
    text.regulation.is_theirs(&question).unwrap_or_else(|| account.owned_by(one.section, at))
}
