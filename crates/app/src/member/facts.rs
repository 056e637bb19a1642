//! What is known of a person when the regulation is asked about them.

use tatefuda_store::Tx;

use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, SubjectKind, SubjectRef, org},
    failure::Failure,
    noun::Provider,
    reads::Told,
};

/// When people came and went. Whom they are and what they hold is part of the organisation.
pub(super) struct People;

impl Provider for People {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Person]
    }

    fn supplies(&self) -> &'static [&'static str] {
        &[]
    }

    fn events(&self) -> &'static [&'static str] {
        &["member.joined", "member.left"]
    }

    fn fill<'a>(&'a self, _: &'a App, _: &'a mut Tx, _: &'a Actor, _: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn happened<'a>(&'a self, app: &'a App, tx: &'a mut Tx, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(happened(app, tx, builder))
    }
}

async fn happened(app: &App, tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let SubjectRef::Person(person) = builder.subject() else { return Ok(()) };
    let read = builder.regulation.events();
    let org = org::load(app, tx, builder.tenant).await?;
    let org = org.whole()?;
    if let Some(known) = org.people.get(person) {
        let first = org.appointments.iter().filter(|one| one.person == *person).map(|one| one.span.from).min();
        for (event, at) in [("member.joined", first), ("member.left", known.ended_at)] {
            if read.contains(event) {
                builder.event(event, at);
            }
        }
    }
    Ok(())
}
