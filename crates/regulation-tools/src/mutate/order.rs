//! Another order of steps, or none.

use super::List;
use tatefuda_regulation::pack::Pack;

pub fn mutants(pack: &Pack, list: &mut List) {
    for (at, chain) in pack.chains.iter().enumerate() {
        for edge in edges(chain.steps.iter().map(|step| (&step.id, &step.after))) {
            let Edge { before, after, .. } = edge.clone();
            let name = format!("chain:{}", chain.id);
            let own = edge.clone();
            list.add(format!("{name}/{after}:after:{before}:drop"), move |pack| {
                pack.chains[at].steps[own.at].after.retain(|id| *id != own.before);
            });
            list.add(format!("{name}:swap:{before}<->{after}"), move |pack| {
                let mut lists: Vec<_> =
                    pack.chains[at].steps.iter_mut().map(|step| (step.id.clone(), &mut step.after)).collect();
                exchange(&mut lists, &edge);
            });
        }
    }
    for (at, procedure) in pack.procedures.iter().enumerate() {
        for edge in edges(procedure.steps.iter().map(|step| (&step.id, &step.after))) {
            let Edge { before, after, .. } = edge.clone();
            let name = format!("procedure:{}", procedure.id);
            let own = edge.clone();
            list.add(format!("{name}/{after}:after:{before}:drop"), move |pack| {
                pack.procedures[at].steps[own.at].after.retain(|id| *id != own.before);
            });
            list.add(format!("{name}:swap:{before}<->{after}"), move |pack| {
                let mut lists: Vec<_> =
                    pack.procedures[at].steps.iter_mut().map(|step| (step.id.clone(), &mut step.after)).collect();
                exchange(&mut lists, &edge);
            });
        }
    }
}

/// A step that waits for another.
#[derive(Clone)]
struct Edge {
    /// The place of the one that waits.
    at: usize,
    before: String,
    after: String,
}

fn edges<'s>(steps: impl Iterator<Item = (&'s String, &'s Vec<String>)>) -> Vec<Edge> {
    let of = |(at, (id, waits)): (usize, (&String, &'s Vec<String>))| {
        let id = id.clone();
        waits.iter().map(move |before| Edge { at, before: before.clone(), after: id.clone() }).collect::<Vec<_>>()
    };
    steps.enumerate().flat_map(of).collect()
}

/// Exchanges two steps in the order: each takes what the other waited for, and what waited for one waits for the other.
fn exchange(lists: &mut [(String, &mut Vec<String>)], edge: &Edge) {
    let find = |lists: &[(String, &mut Vec<String>)], id: &str| lists.iter().position(|(known, _)| known == id);
    let (Some(first), Some(second)) = (find(lists, &edge.before), find(lists, &edge.after)) else { return };
    let (a, b) = (lists[first].1.clone(), lists[second].1.clone());
    *lists[first].1 = b;
    *lists[second].1 = a;
    for (_, waits) in lists.iter_mut() {
        for id in waits.iter_mut() {
            if *id == edge.before {
                id.clone_from(&edge.after);
            } else if *id == edge.after {
                id.clone_from(&edge.before);
            }
        }
    }
}
