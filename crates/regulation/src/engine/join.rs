//! What house and body say of each other.

use std::collections::BTreeSet;

use crate::pack::{Builtin, HouseNoun, Kept, Layer, Pack, PackError, PackErrors, nearest};

/// Checks and returns the ids of the house rules that the body lifts.
pub fn check(house: &Pack, body: &Pack) -> Result<BTreeSet<String>, PackErrors> {
    let mut errors = vec![];
    if house.header.layer != Layer::House {
        errors.push(at_start(house, "not-house", "this is not a house pack"));
    }
    if body.header.layer == Layer::House {
        errors.push(at_start(body, "not-body", "a house pack cannot be a body's"));
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
            let message = format!("the house pack must carry the check {builtin:?} exactly once");
            errors.push(at_start(house, "builtin", &message));
        }
    }
    for reference in &body.house_refs {
        let known: Vec<&str> = match reference.what {
            HouseNoun::Role => house.roles.iter().map(|role| role.id.as_str()).collect(),
            HouseNoun::Record => house.record_kinds.iter().map(|kind| kind.id.as_str()).collect(),
            HouseNoun::Rule => house.rules.iter().map(|rule| rule.id.as_str()).collect(),
            HouseNoun::ListParameter => house
                .parameters
                .iter()
                .filter(|parameter| parameter.kind == crate::pack::ParameterKind::List)
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
                .map_or_else(|| format!("known are {}", known.join(", ")), |near| format!("did you mean {near}?"));
            let message = format!("the house has no {noun} {:?}", reference.id);
            errors.push(body.error_at(reference.place, "unknown-house", message).help(help));
        } else if reference.what == HouseNoun::Rule
            && !house.rules.iter().any(|rule| rule.id == reference.id && rule.liftable)
        {
            let message = format!("the house rule {:?} cannot be lifted", reference.id);
            let liftable: Vec<&str> =
                house.rules.iter().filter(|rule| rule.liftable).map(|rule| rule.id.as_str()).collect();
            errors.push(
                body.error_at(reference.place, "not-liftable", message)
                    .help(format!("liftable are {}", liftable.join(", "))),
            );
        }
    }
    if errors.is_empty() {
        Ok(body.lifts.iter().map(|lift| lift.rule.clone()).collect())
    } else {
        Err(PackErrors { errors })
    }
}

fn at_start(pack: &Pack, code: &'static str, message: &str) -> PackError {
    pack.error_at(crate::pack::Place::default(), code, message)
}
