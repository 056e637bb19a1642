//! Chains of steps.

use std::collections::BTreeSet;

use toml::Spanned;

use super::{
    model::{Chain, ChainStep, Exclusion, Place},
    names::{Names, spot},
    raw, steps,
};
use crate::say::{code, say};

pub fn chain(n: &mut Names<'_, '_>, raw: raw::Chain, place: Place) -> Chain {
    let file = place.file;
    let help = say!(
        "この確認の流れのうち、それより上にあるものを書いてください",
        "name a step of this chain that stands above it"
    );
    let known = steps::order(n, place, raw.steps.iter().map(|step| (&step.id, step.after.as_slice())), &help);
    for step in raw.steps.iter().filter(|step| step.by.is_empty() && step.decision_of.is_none()) {
        let message = say!("この段を行える人がいません", "nobody may give this step");
        n.reader.error(spot(file, &step.id), "no-role", message, code("by = [\"<role>\"]"));
    }
    let steps: Vec<ChainStep> = raw
        .steps
        .into_iter()
        .map(|step| {
            let exclude = step.exclude.iter().filter_map(|who| exclusion(n, file, who, &known)).collect();
            let together = step.together.and_then(|raw| super::people::together(n, place, &raw));
            ChainStep {
                by: n.roles(file, &step.by),
                clauses: n.clauses(file, &step.clause),
                id: step.id.into_inner(),
                label: step.label,
                kind: step.kind,
                after: step.after.into_iter().map(Spanned::into_inner).collect(),
                exclude,
                together,
                decision_of: step.decision_of.map(|board| n.board(file, &board)),
                means: step.means,
            }
        })
        .collect();
    Chain {
        steps,
        clauses: n.cited(place, &raw.clause),
        before: n.asked_before(place, &raw.before, &raw.not_before),
        guards: n.guards_between(file, raw.r#where, raw.from.as_ref(), raw.until.as_ref()),
        applies: n.condition(file, None, raw.applies),
        replaces: n.chains(file, &raw.replaces),
        id: raw.id.into_inner().into(),
        label: raw.label,
        strength: raw.strength,
        message: raw.message,
        place,
    }
}

/// `author`, a step of the chain, or `role:<id>`.
fn exclusion(
    n: &mut Names<'_, '_>,
    file: usize,
    who: &super::raw_base::S,
    steps: &BTreeSet<String>,
) -> Option<Exclusion> {
    let text = who.get_ref();
    if text == "author" {
        return Some(Exclusion::Author);
    }
    if let Some(role) = text.strip_prefix("role:") {
        let role = Spanned::new(who.span(), role.to_owned());
        return Some(Exclusion::Role(n.role(file, &role)));
    }
    if steps.contains(text) {
        return Some(Exclusion::Step(text.clone()));
    }
    let message = say!("「{text}」では誰も除けません", "{text:?} excludes nobody");
    n.reader.error(
        spot(file, who),
        "unknown-step",
        message,
        say!("author、この確認の流れのどれか、role:<id>", "author, a step of this chain, or role:<id>"),
    );
    None
}
