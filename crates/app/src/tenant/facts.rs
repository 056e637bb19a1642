//! What is known of the body itself when the regulation is asked: what the governing document and the records say, and
//! nothing beside.

use tatefuda_store::Tx;

use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, SubjectKind},
    noun::Provider,
    reads::Told,
};

/// See above.
pub(super) struct Body;

impl Provider for Body {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Body]
    }

    fn supplies(&self) -> &'static [&'static str] {
        &[]
    }

    fn fill<'a>(&'a self, _: &'a App, _: &'a mut Tx, _: &'a Actor, _: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}
