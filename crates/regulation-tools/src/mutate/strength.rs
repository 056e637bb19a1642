//! Another strength, where the table of strengths (decision 0001) says something else for that item.

use super::List;
use tatefuda_regulation::{
    pack::{Kept, Pack, StepKind},
    terms::Strength,
};

pub fn mutants(pack: &Pack, list: &mut List) {
    for (index, rule) in pack.rules.iter().enumerate() {
        let other = match rule.strength {
            // The two have the same row.
            Strength::Absolute | Strength::Duty | Strength::AsNeeded => Strength::Effort,
            Strength::Principle | Strength::Effort => Strength::Duty,
            // Where nothing is demanded, the mutant that deletes it says the same.
            Strength::Information if matches!(rule.kept, Kept::Always) => continue,
            Strength::Information => Strength::Duty,
            Strength::Power => continue,
        };
        list.add(format!("rule:{}:strength:{}", rule.id, other.as_str()), move |pack| {
            pack.rules[index].strength = other;
        });
    }
    for (index, chain) in pack.chains.iter().enumerate() {
        // Steps that are only shown around block at no strength.
        if chain.steps.iter().all(|step| step.kind == StepKind::Circulate) {
            continue;
        }
        let other = match chain.strength {
            Strength::Principle | Strength::Effort | Strength::Information => Strength::Duty,
            _ => Strength::Effort,
        };
        list.add(format!("chain:{}:strength:{}", chain.id, other.as_str()), move |pack| {
            pack.chains[index].strength = other;
        });
    }
    // The strength of a duty says whether acts wait for it; without such acts it is only shown.
    for (index, duty) in pack.duties.iter().enumerate().filter(|(_, duty)| !duty.blocks.is_empty()) {
        let other = match duty.strength {
            Strength::Effort | Strength::Information => Strength::Duty,
            _ => Strength::Effort,
        };
        list.add(format!("duty:{}:strength:{}", duty.id, other.as_str()), move |pack| {
            pack.duties[index].strength = other;
        });
    }
}
