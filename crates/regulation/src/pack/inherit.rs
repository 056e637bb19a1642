//! Inheritance: items of a base pack, of which an own item of the same id takes the place.

use std::collections::BTreeSet;

use super::{
    model::Place,
    names::spot,
    raw, raw_time,
    read::{Placed, Raw, Reader},
    source::generation,
};

/// What tells an item of a section from its neighbours.
trait Named {
    fn name(&self) -> Option<String>;
}

macro_rules! named {
    ($($ty:path),* $(,)?) => {$(
        impl Named for $ty {
            fn name(&self) -> Option<String> {
                Some(self.id.get_ref().clone())
            }
        }
    )*};
}

named!(
    raw::Clause,
    raw::Role,
    raw::Category,
    raw::Classification,
    raw::Parameter,
    raw::Reading,
    raw::ExternalNorm,
    raw::Record,
    raw::Chain,
    raw::Rule,
    raw::Finding,
    raw::Exception,
    raw::Power,
    raw::Silence,
    raw::Mode,
    raw_time::Former,
    raw_time::Account,
    raw_time::AccountClass,
    raw_time::Calendar,
    raw_time::ActorKind,
    raw_time::Board,
    raw_time::ReadAs,
    raw_time::Ground,
    raw_time::Transition,
    raw_time::Procedure,
    raw_time::Duty,
    raw_time::Clock,
    raw_time::Count,
    raw_time::Baseline,
    raw_time::Monitor,
    raw_time::Document,
);

impl Named for raw::Standing {
    fn name(&self) -> Option<String> {
        self.id.as_ref().map(|id| id.get_ref().clone())
    }
}

impl Named for raw::Lift {
    fn name(&self) -> Option<String> {
        Some(self.rule.get_ref().clone())
    }
}

impl Named for raw_time::Term {
    fn name(&self) -> Option<String> {
        Some(self.word.clone())
    }
}

/// Leaves out what the pack itself replaces or does without.
pub fn inherit(reader: &mut Reader<'_>, raw: &mut Raw) {
    let generations: Vec<usize> = reader.files.iter().map(|(path, _)| generation(path)).collect();
    if generations.iter().all(|generation| *generation == 0) {
        if let Some((header, place)) = raw.header.iter().find(|(header, _)| header.base.is_some()) {
            let base = header.base.as_ref().map(|base| (spot(place.file, base), base.get_ref().clone()));
            if let Some((at, base)) = base {
                let message = format!("the pack {base:?} from which this one inherits is not there");
                reader.error(at, "no-base", message, "put it beside this pack, or leave base out");
            }
        }
        return;
    }
    raw.header.retain(|(_, place)| generations.get(place.file) == Some(&0));
    let without: Vec<(String, Place)> = raw
        .header
        .iter()
        .flat_map(|(header, place)| header.without.iter().map(|id| (id.get_ref().clone(), spot(place.file, id))))
        .collect();
    let mut left_out: BTreeSet<String> = BTreeSet::new();
    macro_rules! each {
        ($($section:ident),* $(,)?) => {
            $( section(&mut raw.$section, &generations, &without, &mut left_out); )*
        };
    }
    each!(
        clauses,
        roles,
        categories,
        classifications,
        parameters,
        readings,
        norms,
        records,
        chains,
        rules,
        findings,
        exceptions,
        powers,
        silences,
        standings,
        lifts,
        modes,
        formers,
        terms,
        accounts,
        account_classes,
        calendars,
        actor_kinds,
        boards,
        read_as,
        grounds,
        transitions,
        procedures,
        duties,
        clocks,
        counts,
        baselines,
        monitors,
        documents,
    );
    for (id, place) in without {
        if !left_out.contains(&id) {
            let message = format!("nothing that is inherited is called {id:?}");
            reader.error(place, "unknown-inherited", message, "without names items of the base pack");
        }
    }
}

fn section<T: Named>(
    items: &mut Vec<Placed<T>>,
    generations: &[usize],
    without: &[(String, Place)],
    left_out: &mut BTreeSet<String>,
) {
    let of = |place: &Place| generations.get(place.file).copied().unwrap_or(0);
    let nearest: Vec<(Option<String>, usize)> = items.iter().map(|(item, place)| (item.name(), of(place))).collect();
    items.retain(|(item, place)| {
        let own = of(place);
        let Some(name) = item.name() else { return true };
        if own == 0 {
            return true;
        }
        if without.iter().any(|(id, _)| *id == name) {
            left_out.insert(name);
            return false;
        }
        !nearest.iter().any(|(other, generation)| *generation < own && other.as_ref() == Some(&name))
    });
}
