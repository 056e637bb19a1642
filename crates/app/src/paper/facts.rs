//! Which papers were archived, as far as a step of a procedure takes one.

use tatefuda_regulation::PaperFact;
use tatefuda_store::{Tx, paper};

use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, SubjectKind},
    noun::Provider,
    reads::Told,
};

/// The newest so many: a step takes one that was archived since its case began.
const MANY: i64 = 256;

/// See [`Provider`].
pub(super) struct Papers;

impl Provider for Papers {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[]
    }

    fn supplies(&self) -> &'static [&'static str] {
        &[]
    }

    fn fill<'a>(&'a self, _: &'a App, tx: &'a mut Tx, _: &'a Actor, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(async move {
            if !builder.regulation.takes_papers(builder.ask.action) {
                return Ok(());
            }
            let (tenant, account) = (builder.tenant, builder.subject().account());
            let subject = builder.subject().subject(tenant);
            let found = paper::concerned(tx, tenant, account, &subject, MANY).await?.all()?;
            let fact = |paper: tatefuda_domain::paper::Paper| PaperFact {
                at: paper.at,
                document: paper.form,
                id: paper.id.to_string(),
                subject: (paper.subject.kind != "body").then_some(paper.subject.id),
            };
            builder.papers(found.into_iter().map(fact).collect());
            Ok(())
        })
    }
}
