//! Records in scope: those on the subject, and those on persons or the body of kinds that the rules read.

use tatefuda_domain::record::Subject;
use tatefuda_regulation::{Binding, RecordScope};
use tatefuda_store::{
    Tx,
    record::{record_list, record_list_kind},
};

use super::{FactsBuilder, SubjectRef};
use crate::failure::Failure;

/// The newest so many of each: lists in facts are bounded.
const MANY: i64 = 256;

/// What [`fill`] sets.
pub(super) const SUPPLIES: &[&str] = &["record.kind"];

pub(super) async fn fill(tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let tenant = builder.tenant;
    let mut subjects: Vec<Subject> = match builder.subject() {
        SubjectRef::Body => vec![],
        subject => vec![subject.subject(tenant)],
    };
    subjects.extend(builder.subject().account().map(|account| Subject::new("account", account)));
    subjects.dedup();
    for subject in &subjects {
        for record in record_list(tx, tenant, subject, MANY).await?.all()? {
            builder.record(&record);
        }
    }
    for kind in kinds(builder) {
        for record in record_list_kind(tx, tenant, &kind, MANY).await?.all()? {
            builder.record(&record);
        }
    }
    if let Some(kind) = &builder.ask.record_kind {
        let kind = kind.clone();
        builder.set("record.kind", kind);
    }
    Ok(())
}

/// Kinds that speak of persons or of the body. Those that appoint are read whoever acts, because who could
/// help is part of the answer.
fn kinds(builder: &FactsBuilder<'_>) -> Vec<String> {
    let regulation = builder.regulation;
    let roles = regulation.body().roles.iter().flat_map(|role| {
        let appointing = match &role.bound {
            Binding::Record(kind) => Some(kind.clone()),
            _ => None,
        };
        appointing.into_iter().chain(role.records.iter().cloned())
    });
    let read = regulation.record_kinds_on(builder.ask.action).into_iter();
    let wide = |scope| matches!(scope, RecordScope::Person | RecordScope::Body);
    let mut kinds: Vec<String> = roles.chain(read.filter(|(_, kind)| wide(kind.scope)).map(|(id, _)| id)).collect();
    if builder.ask.papers {
        let written = regulation.declared().filter_map(|one| one.kind());
        kinds.extend(written.filter(|id| regulation.record_kind(id).is_some_and(|kind| wide(kind.scope))));
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
