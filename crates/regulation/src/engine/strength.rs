//! The table of strengths (decision 0001): what follows from an item that is kept, is not kept, or cannot be judged.
//! Rules, steps of chains, duties that others wait for and steps of procedures bind by this one table.

use tatefuda_domain::Localized;

use super::{
    cx::{Cx, Source},
    excuse::{self, Excused},
    readas, records, roles,
    verdict::{Verdict, group},
    words,
};
use crate::{
    answer::{Outcome, People, Remedy},
    expr::Halt,
    pack::ExceptionGrant,
    terms::{Id, Strength},
};

/// Whether an item is kept.
pub enum State {
    /// By these records, where it is by records.
    Kept(Vec<String>),
    NotKept,
    Halted(Halt),
}

/// The permission that a principle (原則) opens to.
pub struct Opens<'s> {
    /// The rule, or the chain of a step: what the permission names.
    pub of: &'s Id,
    /// Who gives it, and by which record, where the text says so; else the house's exception, given by whom the body
    /// has set.
    pub grant: Option<&'s ExceptionGrant>,
}

/// Something that binds by its strength.
pub trait Binds {
    /// With which clauses it speaks.
    fn source(&self) -> Source<'_>;

    /// How strongly it binds here; what is shown is the strength of its source.
    fn strength(&self) -> Strength {
        self.source().strength
    }

    /// The item that a need of it names: itself, or the chain or procedure of which it is a step.
    fn named(&self) -> &Id;

    /// What is said where it is not kept or cannot be judged.
    fn says(&self, cx: Cx<'_, '_>) -> Localized {
        cx.says(self.source())
    }

    /// What would keep it.
    fn ways(&self, cx: Cx<'_, '_>) -> Vec<Remedy>;

    /// Whether a proviso covers it.
    fn provisos(&self, _: Cx<'_, '_>) -> Excused {
        Excused::No(vec![])
    }

    /// What it opens to as a principle; `None`: to nothing, it is then an ordinary duty.
    fn opens(&self) -> Option<Opens<'_>> {
        None
    }

    /// What is shown beside a fault that blocks nothing.
    fn cures(&self, _: Cx<'_, '_>, _: &Halt) -> Vec<Remedy> {
        vec![]
    }
}

/// What follows.
///
/// What cannot be told counts neither as kept nor as broken: a duty waits or refuses and names what would let it be told, an
/// effort says so and lets pass. A value that the body has not set comes before every proviso: nobody can be asked for an
/// exception from what nobody has decided.
pub fn by_strength(cx: Cx<'_, '_>, item: &impl Binds, state: State) -> Verdict {
    let source = item.source();
    let says = || item.says(cx);
    // A principle that opens to nothing binds as a duty.
    let opens = || item.opens().filter(|_| item.strength() == Strength::Principle);
    let needs = |outcome: Outcome, message: Localized, ways: Vec<Remedy>| {
        let mut group = group(cx, source, message, ways);
        group.rule.clone_from(item.named());
        Verdict::needs(cx, source, outcome, group)
    };
    match (item.strength(), state) {
        (Strength::Information, State::Halted(halt)) => {
            let line = cx.line(source, Outcome::Fault, words::fault(&halt, &says()));
            Verdict::noted(cx, source, line).detail(halt.detail())
        }
        (Strength::Information, _) => {
            let line = cx.line(source, Outcome::Kept, says());
            Verdict::noted(cx, source, line)
        }
        (_, State::Kept(records)) => {
            let mut verdict = Verdict::permitted(cx, source, Outcome::Kept).detail(records.join(", "));
            verdict.rely(records);
            verdict
        }
        (Strength::Effort, State::NotKept) => {
            if let Excused::Used(verdict) = excused(cx, item) {
                return *verdict;
            }
            let mut line = cx.line(source, Outcome::Open, says());
            line.remedies = item.ways(cx);
            Verdict::noted(cx, source, line)
        }
        (Strength::Effort, State::Halted(halt @ (Halt::Unset(_) | Halt::Key(_)))) => {
            let key = cx.unset_key(&halt);
            let mut line = cx.line(source, Outcome::Unset, words::unset(&cx.key_label(&key)));
            line.remedies = vec![cx.set(&key)];
            Verdict::noted(cx, source, line).detail(key)
        }
        (Strength::Effort, State::Halted(halt)) => {
            let mut line = cx.line(source, Outcome::Fault, words::fault(&halt, &says()));
            line.remedies = item.cures(cx, &halt);
            Verdict::noted(cx, source, line).detail(halt.detail())
        }
        (_, State::Halted(halt @ (Halt::Unset(_) | Halt::Key(_)))) => unset(cx, source, &cx.unset_key(&halt), vec![]),
        (_, State::Halted(halt)) => match excused(cx, item) {
            Excused::Used(verdict) => *verdict,
            Excused::No(also) => {
                let message = words::fault(&halt, &says());
                if let Some(opens) = opens() {
                    let mut ways = also;
                    match permission(cx, &opens) {
                        Ok(remedy) => ways.push(remedy),
                        Err(key) => return unset(cx, source, &key, ways),
                    }
                    ways.push(cx.cure(&halt));
                    return needs(Outcome::Fault, message, ways).detail(halt.detail());
                }
                let cure = vec![cx.cure(&halt)];
                let line = cx.refusal(source, Outcome::Fault, message, People::default(), cure);
                Verdict::refused(cx, source, line).detail(halt.detail())
            }
        },
        (_, State::NotKept) => match excused(cx, item) {
            Excused::Used(verdict) => *verdict,
            Excused::No(also) => {
                let mut ways = item.ways(cx);
                ways.extend(also);
                if let Some(opens) = opens() {
                    match permission(cx, &opens) {
                        Ok(remedy) => ways.push(remedy),
                        Err(key) => return unset(cx, source, &key, ways),
                    }
                }
                // A duty that nobody can meet any more is refused. While there is a way it is no refusal but something still to do.
                if ways.is_empty() {
                    let line = cx.refusal(source, Outcome::Broken, says(), People::default(), vec![]);
                    return Verdict::refused(cx, source, line);
                }
                needs(Outcome::Open, says(), ways)
            }
        },
    }
}

/// Whether a proviso covers an item, or the permission that a principle opens to was given.
pub fn excused(cx: Cx<'_, '_>, item: &impl Binds) -> Excused {
    let missing = match item.provisos(cx) {
        Excused::No(missing) => missing,
        used => return used,
    };
    if let Some(opens) = item.opens().filter(|_| item.strength() == Strength::Principle) {
        let kind = opens.grant.map_or(EXCEPTION, |grant| &grant.record);
        let kind = cx.regulation.layers[cx.layer].kind_id(kind);
        if let Some(record) = records::in_scope(cx.regulation, cx.question, &kind, cx.own(opens.of)).first() {
            let by = Source { id: opens.of, ..item.source() };
            return Excused::Used(Box::new(excuse::used(cx, item.source(), opens.of, by, vec![record.id.clone()])));
        }
    }
    Excused::No(missing)
}

/// The house's record of a permission, where the text names none of its own.
const EXCEPTION: &str = "house:exception";

/// The record that a principle opens to, or the settings key that says who gives it.
fn permission(cx: Cx<'_, '_>, opens: &Opens<'_>) -> Result<Remedy, String> {
    let none = ExceptionGrant { by: vec![], record: EXCEPTION.to_owned() };
    let grant = opens.grant.unwrap_or(&none);
    if grant.by.is_empty() {
        let key = cx.regulation.layers[cx.layer].key("exception", opens.of);
        if cx.regulation.settings.list(&key).is_empty() {
            return Err(key);
        }
    } else if let Some(key) =
        roles::first_unset(cx.regulation, cx.question, cx.layer, &readas::roles(cx, opens.of, &grant.by))
    {
        return Err(key.0);
    }
    Ok(cx.give(&grant.record, opens.of, Some(grant)))
}

/// A refusal because the body has not set a value.
pub fn unset(cx: Cx<'_, '_>, source: Source<'_>, key: &str, ways: Vec<Remedy>) -> Verdict {
    let mut remedies = vec![cx.set(key)];
    remedies.extend(ways);
    let line = cx.refusal(source, Outcome::Unset, words::unset(&cx.key_label(key)), People::default(), remedies);
    Verdict::refused(cx, source, line).detail(key)
}
