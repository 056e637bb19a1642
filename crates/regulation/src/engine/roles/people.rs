//! Roles with their holders, as answers name them.

use smol_str::format_smolstr;

use super::{bearers, held::stand_ins, resolve};
use crate::{
    answer::{Holder, Holders, People, Who},
    engine::{
        question::Question,
        regulation::{HOUSE, Regulation},
        words,
    },
    facts::AppointmentFact,
    pack::RoleRef,
};

/// A role with its holders; empty where nobody holds it or it is not bound.
pub fn who(regulation: &Regulation, question: &Question<'_>, layer: usize, reference: &RoleRef) -> Who {
    let resolved = resolve(regulation, layer, reference);
    let name = |layer: usize, id: &str| if layer == HOUSE { format_smolstr!("house:{id}") } else { id.into() };
    match resolved {
        Ok(Some(found)) => {
            let find = || {
                let bearers = bearers(regulation, question, found, question.at);
                let bearers = bearers.iter().flat_map(|list| list.iter());
                Who {
                    role: name(found.layer, &found.role.id),
                    label: found.role.label.clone(),
                    holders: bearers.map(|(place, deputy)| holder(&question.facts.org[*place], *deputy)).collect(),
                }
            };
            match question.memo {
                Some(memo) => memo.who((found.layer, found.index), question.nested, find),
                None => find(),
            }
        }
        _ => {
            let (RoleRef::Own(id) | RoleRef::House(id) | RoleRef::Reading(id)) = reference;
            let reading = regulation.layers[layer].pack.readings.iter().find(|reading| reading.id == *id);
            let label = reading.map(|reading| tatefuda_domain::Localized::new(&reading.written, &reading.written));
            Who { role: name(layer, id), label: label.unwrap_or_default(), holders: Holders::default() }
        }
    }
}

/// Several roles with their holders; with four eyes in force the authors are left out.
pub fn able(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    refs: &[RoleRef],
    four_eyes: bool,
) -> People {
    refs.iter()
        .map(|reference| {
            let mut who = who(regulation, question, layer, reference);
            if four_eyes {
                who.holders.retain(|holder| !question.facts.authors.iter().any(|author| holder.person == *author));
                if who.holders.is_empty() {
                    let stand_ins = stand_ins(regulation, question, layer, reference, question.at).unwrap_or_default();
                    who.holders = stand_ins.into_iter().map(|one| holder(one, true)).collect();
                }
            }
            who
        })
        .collect()
}

/// Holders of positions named by a settings key.
pub fn positions(regulation: &Regulation, question: &Question<'_>, key: &str) -> Who {
    let positions = regulation.settings.list(key);
    let running = question.facts.org.iter().filter(|one| one.runs(question.at));
    let mut holders: Vec<&AppointmentFact> = running.filter(|one| positions.contains(&one.position.as_str())).collect();
    holders.sort_by_key(|one| &one.capacity);
    Who {
        role: key.into(),
        label: words::granter(),
        holders: holders.into_iter().map(|one| holder(one, false)).collect(),
    }
}

fn holder(one: &AppointmentFact, deputy: bool) -> Holder {
    Holder {
        person: one.person.as_str().into(),
        capacity: one.capacity.as_str().into(),
        name: one.name.as_str().into(),
        position: one.position_name.as_str().into(),
        section: one.section_name.as_str().into(),
        extension: one.extension.as_str().into(),
        absent: one.absent,
        deputy,
    }
}
