//! What house and body say of each other.

use std::collections::{BTreeMap, BTreeSet};

use tatefuda_domain::Localized;

use super::regulation::{BODY, HOUSE};
use crate::{
    pack::{Builtin, HouseNoun, Kept, Layer, MAX_ERRORS, Pack, PackError, PackErrors, Place},
    say::{self, nearest, say},
};

/// Checks and returns the ids of the house rules that the body lifts.
pub fn check(house: &Pack, body: &Pack) -> Result<BTreeSet<String>, PackErrors> {
    let mut errors = vec![];
    if house.header.layer != Layer::House {
        errors.push(at_start(
            house,
            "not-house",
            say!("これは house のパックではありません", "this is not a house pack"),
        ));
    }
    if body.header.layer == Layer::House {
        errors.push(at_start(
            body,
            "not-body",
            say!("house のパックを団体のパックにすることはできません", "a house pack cannot be a body's"),
        ));
    }
    for builtin in [
        Builtin::Governing,
        Builtin::Standing,
        Builtin::FourEyes,
        Builtin::Order,
        Builtin::Power,
        Builtin::Known,
        Builtin::RequiredSettings,
        Builtin::ActorKind,
    ] {
        let carried = house.rules.iter().filter(|rule| matches!(rule.kept, Kept::Builtin(known) if known == builtin));
        if carried.count() != 1 {
            let message = say!(
                "house のパックには検査 {builtin:?} がちょうど一つ要ります",
                "the house pack must carry the check {builtin:?} exactly once"
            );
            errors.push(at_start(house, "builtin", message));
        }
    }
    for reference in &body.house_refs {
        // Each error carries its source: more than so many help nobody.
        if MAX_ERRORS <= errors.len() {
            break;
        }
        let known: Vec<&str> = match reference.what {
            HouseNoun::Role => house.roles.iter().map(|role| role.id.as_str()).collect(),
            HouseNoun::Record => house.record_kinds.iter().map(|kind| kind.id.as_str()).collect(),
            HouseNoun::Rule => house.rules.iter().map(|rule| rule.id.as_str()).collect(),
            HouseNoun::ListParameter => house
                .parameters
                .iter()
                .filter(|parameter| parameter.kind == crate::terms::ParameterKind::List)
                .map(|parameter| parameter.id.as_str())
                .collect(),
        };
        let noun = match reference.what {
            HouseNoun::Role => "role",
            HouseNoun::Record => "record kind",
            HouseNoun::Rule => "rule",
            HouseNoun::ListParameter => "parameter of type list",
        };
        if !known.contains(&reference.id.as_str()) {
            let help = nearest(&reference.id, known.iter().copied())
                .map_or_else(|| say::known(known.iter().copied()), say::did_you_mean);
            let noun = say::noun(noun);
            let message =
                say!([noun], "house のパックに{noun}「{}」はありません", "the house has no {noun} {:?}", reference.id);
            errors.push(body.error_at(reference.place, "unknown-house", message).help(help));
        } else if reference.what == HouseNoun::Rule
            && !house.rules.iter().any(|rule| rule.id == reference.id && rule.liftable)
        {
            let message = say!("house の定め「{}」は外せません", "the house rule {:?} cannot be lifted", reference.id);
            let liftable: Vec<&str> =
                house.rules.iter().filter(|rule| rule.liftable).map(|rule| rule.id.as_str()).collect();
            errors.push(body.error_at(reference.place, "not-liftable", message).help(say!(
                "外せるのは {} です",
                "liftable are {}",
                liftable.join(", ")
            )));
        }
    }
    if errors.is_empty() {
        // What is lifted only of some content stays in force.
        Ok(body.lifts.iter().filter(|lift| lift.adopted.is_none()).map(|lift| lift.rule.clone()).collect())
    } else {
        Err(PackErrors { errors })
    }
}

/// Checks a further layer: it may only tighten, and sections only where the body's text admits their rules.
/// `before`: the house, the body's pack, further ones already joined.
pub fn further(before: &[&Pack], pack: &Pack) -> Result<(), PackErrors> {
    let (house, body) = (before[HOUSE], before[BODY]);
    let mut errors = vec![];
    if before.iter().any(|other| other.header.id == pack.header.id) {
        let message = say!("パック「{}」はすでに加わっています", "a pack {:?} is joined already", pack.header.id);
        errors.push(at_start(pack, "doubled-id", message));
    }
    // Steps, procedures, duties and monitors are asked for by their ids alone: one of two would never be reached.
    let own: BTreeMap<(&str, &str), Place> = reached(pack).into_iter().map(|(what, id, at)| ((what, id), at)).collect();
    for other in before.iter().filter(|other| other.header.id != pack.header.id) {
        for (what, id, _) in reached(other) {
            if let Some(place) = own.get(&(what, id)).filter(|_| errors.len() < MAX_ERRORS) {
                let what = say::noun(what);
                let message = say!(
                    [what],
                    "{what}「{id}」は、すでに「{}」にあります",
                    "the {what} {id:?} is already one of {:?}",
                    other.header.id
                );
                errors.push(
                    pack.error_at(*place, "doubled-id", message)
                        .help(say!("別の id にしてください", "give it another id")),
                );
            }
        }
    }
    match pack.header.layer {
        Layer::Prefecture => {}
        Layer::Section if body.header.sub_rules.is_some() => {}
        Layer::Section => {
            let message = say!(
                "「{}」は、課などが細目を定めることを認めていません",
                "the document {:?} admits no rules of sections",
                body.header.id
            );
            errors.push(at_start(pack, "no-sub-rules", message));
        }
        Layer::House | Layer::Body => {
            errors.push(at_start(
                pack,
                "not-further",
                say!(
                    "団体のパックに加えられるのは、都道府県と課などのパックだけです",
                    "only a prefecture's or a section's pack is added to a body's"
                ),
            ));
        }
    }
    let places = pack
        .powers
        .iter()
        .map(|power| ("a power", power.place))
        .chain(pack.standings.iter().map(|standing| ("a standing", standing.place)))
        .chain(pack.lifts.iter().map(|lift| ("a lift", lift.place)))
        .chain(pack.categories.iter().map(|category| ("a category", category.place)));
    for (what, place) in places.take(MAX_ERRORS) {
        let what = say::noun(what);
        let message = say!(
            [what],
            "{what}は、団体の規程の定めを緩めることになります",
            "{what} would loosen what the body's text says"
        );
        let help = say!(
            "加えるパックにできるのは、rule・chain・procedure・duty・monitor を足すことだけです",
            "a further layer only adds rules, chains, procedures, duties and monitors"
        );
        errors.push(pack.error_at(place, "loosens", message).help(help.clone()));
    }
    for reference in &pack.house_refs {
        if MAX_ERRORS <= errors.len() {
            break;
        }
        let known = match reference.what {
            HouseNoun::Role => house.roles.iter().any(|role| role.id == reference.id),
            HouseNoun::Record => house.record_kinds.iter().any(|kind| kind.id == reference.id),
            HouseNoun::Rule => false,
            HouseNoun::ListParameter => house.parameters.iter().any(|parameter| parameter.id == reference.id),
        };
        if !known {
            errors.push(pack.error_at(
                reference.place,
                "unknown-house",
                say!("house のパックに「{}」はありません", "the house has no {:?}", reference.id),
            ));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(PackErrors { errors }) }
}

/// What is reached by its id alone, whatever the layer.
fn reached(pack: &Pack) -> Vec<(&'static str, &str, Place)> {
    let steps = pack.chains.iter().flat_map(|chain| {
        let mut ids: Vec<&str> = chain.steps.iter().map(|step| step.id.as_str()).collect();
        ids.sort_unstable();
        ids.into_iter().map(|id| ("step", id, chain.place)).collect::<Vec<_>>()
    });
    let procedures = pack.procedures.iter().map(|item| ("procedure", item.id.as_str(), item.place));
    let duties = pack.duties.iter().map(|item| ("duty", item.id.as_str(), item.place));
    let monitors = pack.monitors.iter().map(|item| ("monitor", item.id.as_str(), item.place));
    let documents = pack.documents.iter().map(|item| ("document", item.id.as_str(), item.place));
    steps.chain(procedures).chain(duties).chain(monitors).chain(documents).collect()
}

fn at_start(pack: &Pack, code: &'static str, message: Localized) -> PackError {
    pack.error_at(Place::default(), code, message)
}
