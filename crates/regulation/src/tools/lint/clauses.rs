//! Does each clause act, and in the way the pack says?

use super::{Level, Lint};
use crate::{
    pack::{ClauseClass, Layer},
    tools::{
        controls::controls,
        coverage::{carried, status},
    },
};

pub fn check(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    if pack.header.layer == Layer::House {
        // The house promises more than a regulation can be asked: the rest is held by tests.
        return;
    }
    let controls = controls(pack);
    for clause in &pack.clauses {
        let informs = clause.class.contains(&ClauseClass::Informational);
        if status(clause, &controls).is_none() && !informs {
            let message = format!("nothing acts on clause {}", clause.id);
            let help =
                "let a rule, step, record, document, duty or monitor cite it, or say class = [\"informational\"]";
            lint.add(Level::Error, clause.place, "no-control", message, help);
            continue;
        }
        let carried = carried(clause, &controls);
        for class in clause.class.iter().filter(|class| **class != ClauseClass::Informational) {
            if !carried.contains(class) {
                let message = format!("clause {} is declared {}, but nothing carries that", clause.id, class.as_str());
                lint.add(Level::Warning, clause.place, "class-not-carried", message, carriers(*class));
            }
        }
    }
}

/// What would carry a class.
fn carriers(class: ClauseClass) -> &'static str {
    match class {
        ClauseClass::Enforced => {
            "cite it in a rule, finding, standing, category, classification or parameter of a rule"
        }
        ClauseClass::Routed => {
            "cite it in a step of a chain or procedure, a board, or a record or decision that somebody has to give"
        }
        ClauseClass::Attested => "cite it in a line of a declaration, or in a record that its author gives",
        ClauseClass::Published => "cite it in a document, one of its parts, or a listed account",
        ClauseClass::Monitored => {
            "cite it in a monitor, duty, clock, count or baseline, or in a step with a time limit"
        }
        ClauseClass::Informational => "nothing is needed",
    }
}
