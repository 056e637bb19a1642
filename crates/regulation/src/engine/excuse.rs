//! Provisos (ただし): whether one of them covers an item that is not kept.

use super::{
    applies::applies,
    cx::{Cx, Source},
    records,
    verdict::Verdict,
};
use crate::{
    answer::{Outcome, Remedy, UsedException},
    pack::Exception,
    terms::{ClauseRef, Id},
};

/// Whether something covers an item that is not kept.
pub enum Excused {
    /// The verdict under it.
    Used(Box<Verdict>),
    /// Nothing does; these would make a proviso cover it.
    No(Vec<Remedy>),
}

/// The provisos of a rule, or of a chain as a whole. The first that counts is used.
pub fn provisos(cx: Cx<'_, '_>, item: Source<'_>) -> Excused {
    let mut missing = vec![];
    for exception in cx.regulation.layers[cx.layer].exceptions_of(item.id) {
        match standing(cx, exception) {
            Standing::Counts(records) => {
                let by = Source { id: &exception.id, clauses: &exception.clauses, ..item };
                return Excused::Used(Box::new(used(cx, item, item.id, by, records)));
            }
            Standing::Lacks(remedies) => missing.push(together(remedies)),
            Standing::No => {}
        }
    }
    Excused::No(missing)
}

/// The verdict on an item that something covers: a proviso, or a record for the item of which it is a part.
pub fn used(cx: Cx<'_, '_>, item: Source<'_>, part_of: &Id, by: Source<'_>, records: Vec<String>) -> Verdict {
    let mut verdict = Verdict::permitted(cx, item, Outcome::Excepted).detail(by.id.as_str());
    let clauses = cx.cite(by.clauses);
    verdict.cite_also(clauses.clone());
    let (layer, id) = (cx.document().clone(), by.id.clone());
    verdict.rest().exceptions.push(UsedException {
        layer,
        id,
        rule: part_of.clone(),
        clauses,
        records: records.clone(),
    });
    verdict.rely(records);
    verdict
}

/// Several remedies that are needed together.
pub fn together(mut remedies: Vec<Remedy>) -> Remedy {
    if remedies.len() == 1 { remedies.remove(0) } else { Remedy::All { of: remedies } }
}

/// How an exception stands.
enum Standing {
    /// Its conditions hold and its needs are met by these records.
    Counts(Vec<String>),
    /// Only these are missing.
    Lacks(Vec<Remedy>),
    No,
}

/// Exceptions are acyclic, and loading bounds how many there are; depth is that of the nesting.
fn standing(cx: Cx<'_, '_>, exception: &Exception) -> Standing {
    // A fault in an exception means that it does not apply.
    let own = Cx { item: &exception.id, ..cx };
    if !applies(own, &exception.guards, exception.applies.as_ref()).unwrap_or(false) {
        return Standing::No;
    }
    let layer = &cx.regulation.layers[cx.layer];
    if layer.exceptions_of(&exception.id).any(|inner| matches!(standing(cx, inner), Standing::Counts(_))) {
        return Standing::No;
    }
    match met(cx, &exception.id, &exception.needs) {
        Ok(records) => Standing::Counts(records),
        Err(remedies) => Standing::Lacks(remedies),
    }
}

/// Records that meet all needs, or what is missing.
pub fn met(cx: Cx<'_, '_>, id: &str, needs: &[String]) -> Result<Vec<String>, Vec<Remedy>> {
    let (mut found, mut missing) = (vec![], vec![]);
    for kind in needs {
        let full = cx.regulation.layers[cx.layer].kind_id(kind);
        match records::in_scope(cx.regulation, cx.question, &full, cx.own(id)).first() {
            Some(record) => found.push(record.id.clone()),
            None => missing.push(cx.give(kind, id, None)),
        }
    }
    if missing.is_empty() { Ok(found) } else { Err(missing) }
}

/// Clauses of provisos that keep a proviso of a rule from applying now: why what would excuse does not.
pub fn blocked(cx: Cx<'_, '_>, id: &str) -> Vec<ClauseRef> {
    let layer = &cx.regulation.layers[cx.layer];
    let written = layer.exceptions_of(id);
    let written = written.filter(|one| applies(cx, &one.guards, one.applies.as_ref()).unwrap_or(false));
    let inner = written.flat_map(|one| layer.exceptions_of(&one.id));
    let inner = inner.filter(|inner| matches!(standing(cx, inner), Standing::Counts(_)));
    inner.flat_map(|inner| cx.cite(&inner.clauses)).collect()
}
