//! Inheritance: items of a base pack, of which an own item of the same id takes the place.

use std::collections::BTreeSet;

use super::{
    model::Place,
    names::spot,
    raw, raw_time,
    read::{Placed, Raw, Reader},
    source::generation,
};
use crate::say::say;

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
                let message = say!(
                    "元にするパック「{base}」がありません",
                    "the pack {base:?} from which this one inherits is not there"
                );
                reader.error(
                    at,
                    "no-base",
                    message,
                    say!("このパックの隣に置くか、base を消してください", "put it beside this pack, or leave base out"),
                );
            }
        }
        return;
    }
    // What each pack does without, the oldest first: each was made from what was there.
    let mut heads: Vec<(usize, Vec<(String, Place)>)> = raw
        .header
        .iter()
        .map(|(header, place)| {
            let without = header.without.iter().map(|id| (id.get_ref().clone(), spot(place.file, id)));
            (generations.get(place.file).copied().unwrap_or(0), without.collect())
        })
        .collect();
    raw.header.retain(|(_, place)| generations.get(place.file) == Some(&0));
    // A generation whose head could not be read still takes the place of what it inherits.
    let oldest = generations.iter().max().copied().unwrap_or(0);
    for heir in (0..oldest).rev() {
        let own = heads.iter_mut().filter(|(generation, _)| *generation == heir);
        let without: Vec<(String, Place)> = own.flat_map(|(_, without)| std::mem::take(without)).collect();
        step(reader, raw, &generations, heir, &without);
    }
    for (id, place) in heads.into_iter().flat_map(|(_, without)| without) {
        unknown(reader, &id, place);
    }
}

fn unknown(reader: &mut Reader<'_>, id: &str, place: Place) {
    let message = say!("引き継ぐものに「{id}」はありません", "nothing that is inherited is called {id:?}");
    reader.error(
        place,
        "unknown-inherited",
        message,
        say!("without には元のパックのものを書きます", "without names items of the base pack"),
    );
}

/// One pack takes over what the older ones hold.
fn step(reader: &mut Reader<'_>, raw: &mut Raw, generations: &[usize], heir: usize, without: &[(String, Place)]) {
    let names: BTreeSet<&str> = without.iter().map(|(id, _)| id.as_str()).collect();
    let mut left_out: BTreeSet<String> = BTreeSet::new();
    macro_rules! each {
        ($($section:ident),* $(,)?) => {
            $( section(&mut raw.$section, generations, heir, &names, &mut left_out); )*
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
        if !left_out.contains(id) {
            unknown(reader, id, *place);
        }
    }
}

fn section<T: Named>(
    items: &mut Vec<Placed<T>>,
    generations: &[usize],
    heir: usize,
    without: &BTreeSet<&str>,
    left_out: &mut BTreeSet<String>,
) {
    let of = |place: &Place| generations.get(place.file).copied().unwrap_or(0);
    let own = items.iter().filter(|(_, place)| of(place) == heir);
    let own: BTreeSet<String> = own.filter_map(|(item, _)| item.name()).collect();
    items.retain(|(item, place)| {
        let Some(name) = item.name().filter(|_| heir < of(place)) else { return true };
        if without.contains(name.as_str()) {
            left_out.insert(name);
            return false;
        }
        !own.contains(&name)
    });
}
