//! What duties were answered, as far as a question is about the thing or its account.

use tatefuda_regulation::DutyFact;
use tatefuda_store::{Tx, duty};

use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, SubjectKind},
    failure::Failure,
    noun::Provider,
    reads::Told,
};

/// Most answers that a question takes note of, the newest first: more than a daily duty gets in two years.
const MANY: i64 = 1_000;

/// See [`Provider`].
pub(super) struct Answers;

impl Provider for Answers {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[]
    }

    fn supplies(&self) -> &'static [&'static str] {
        &[]
    }

    fn fill<'a>(&'a self, _: &'a App, tx: &'a mut Tx, _: &'a Actor, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(fill(tx, builder))
    }
}

async fn fill(tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    if !builder.regulation.has_duties() {
        return Ok(());
    }
    let document = builder.regulation.body().header.id.to_string();
    let (tenant, account) = (builder.tenant, builder.subject().account());
    let subject = builder.subject().subject(tenant);
    for one in duty::answers(tx, tenant, account, &subject, MANY).await?.all()? {
        if one.document == document {
            builder.duty(DutyFact {
                answer: one.answer,
                at: one.at,
                capacity: one.by.capacity.to_string(),
                duty: one.duty,
                instance: one.instance,
                person: one.by.person.to_string(),
                subject: (one.subject.kind != "body").then_some(one.subject.id),
            });
        }
    }
    Ok(())
}
