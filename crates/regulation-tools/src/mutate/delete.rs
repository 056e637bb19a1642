//! One thing less.

use super::{List, sites::standing_name};
use tatefuda_regulation::pack::Pack;

/// A mutant for each item of some lists of the pack.
macro_rules! each {
    ($pack:expr, $list:expr, $($items:ident = $kind:literal),*) => {$(
        for (index, item) in $pack.$items.iter().enumerate() {
            $list.add(format!("{}:{}:delete", $kind, item.id), move |pack: &mut Pack| {
                pack.$items.remove(index);
            });
        }
    )*};
}

pub fn mutants(pack: &Pack, list: &mut List) {
    each!(
        pack,
        list,
        rules = "rule",
        chains = "chain",
        exceptions = "exception",
        powers = "power",
        read_as = "read-as",
        duties = "duty",
        monitors = "monitor"
    );
    for (index, standing) in pack.standings.iter().enumerate() {
        list.add(format!("{}:delete", standing_name(standing)), move |pack| {
            pack.standings.remove(index);
        });
    }
    // What came after a deleted step comes after what came before it: the order of the others stays.
    for (at, chain) in pack.chains.iter().enumerate() {
        for (step, known) in chain.steps.iter().enumerate() {
            list.add(format!("chain:{}/{}:delete", chain.id, known.id), move |pack| {
                let steps = &mut pack.chains[at].steps;
                let gone = steps.remove(step);
                steps.iter_mut().for_each(|step| bridge(&mut step.after, &gone.id, &gone.after));
            });
        }
    }
    for (at, procedure) in pack.procedures.iter().enumerate() {
        for (step, known) in procedure.steps.iter().enumerate() {
            list.add(format!("procedure:{}/{}:delete", procedure.id, known.id), move |pack| {
                let steps = &mut pack.procedures[at].steps;
                let gone = steps.remove(step);
                steps.iter_mut().for_each(|step| bridge(&mut step.after, &gone.id, &gone.after));
            });
        }
    }
    for (index, kind) in pack.record_kinds.iter().enumerate() {
        if kind.uses.is_some() {
            list.add(format!("record:{}:uses:drop", kind.id), move |pack| pack.record_kinds[index].uses = None);
        }
    }
}

fn bridge(after: &mut Vec<String>, gone: &str, before: &[String]) {
    if let Some(at) = after.iter().position(|id| id == gone) {
        after.remove(at);
        after.extend(before.iter().filter(|id| !after.contains(id)).cloned().collect::<Vec<_>>());
    }
}
