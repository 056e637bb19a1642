//! Steps of a chain or a procedure: each once, and none before what it waits for.

use std::collections::BTreeSet;

use tatefuda_domain::Localized;

use super::{
    bounds::MAX_STEPS,
    model::Place,
    names::{Names, spot},
    raw_base::S,
};
use crate::say::say;

/// Notes what is wrong with the ids of steps and with the steps that they wait for; gives the ids. Steps may only come
/// after steps written above them: that also keeps them out of circles.
pub fn order<'s>(
    n: &mut Names<'_, '_>,
    place: Place,
    steps: impl Iterator<Item = (&'s S, &'s [S])> + Clone,
    help: &Localized,
) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (id, _) in steps.clone() {
        if !known.insert(id.get_ref().clone()) {
            let message = say!("段「{}」が二度定められています", "the step {:?} is declared twice", id.get_ref());
            let help = say!("それぞれ別の id にしてください", "give each its own id");
            n.reader.error(spot(place.file, id), "doubled-id", message, help);
        }
    }
    if steps.clone().count() > MAX_STEPS {
        let message = say!("段の数が{MAX_STEPS}を超えています", "more than {MAX_STEPS} steps");
        n.reader.error(place, "bounds", message, say!("分けてください", "split it"));
    }
    let mut above: BTreeSet<&str> = BTreeSet::new();
    for (id, waits) in steps {
        for after in waits.iter().filter(|after| !above.contains(after.get_ref().as_str())) {
            let message = if known.contains(after.get_ref()) {
                say!("段「{}」はこれより後にあります", "it waits for the later step {:?}", after.get_ref())
            } else {
                say!("「{}」という段はありません", "unknown step {:?}", after.get_ref())
            };
            n.reader.error(spot(place.file, after), "unknown-step", message, help.clone());
        }
        above.insert(id.get_ref());
    }
    known
}
