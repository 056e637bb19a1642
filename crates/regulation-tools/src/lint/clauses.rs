//! Does each clause act, and in the way the pack says?

use tatefuda_domain::Localized;

use super::{Level, Lint};
use tatefuda_regulation::{
    coverage::controls::controls,
    coverage::{carried, status},
    pack::{ClauseClass, Layer},
    say::say,
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
            let message = say!("条「{}」によって働くものがありません", "nothing acts on clause {}", clause.id);
            let help = say!(
                "rule・段・記録・文書・務め・monitor のどれかの根拠にするか、class = [\"informational\"] としてください",
                "let a rule, step, record, document, duty or monitor cite it, or say class = [\"informational\"]"
            );
            lint.add(Level::Error, clause.place, "no-control", message, help);
            continue;
        }
        let carried = carried(clause, &controls);
        for class in clause.class.iter().filter(|class| **class != ClauseClass::Informational) {
            if !carried.contains(class) {
                let message = say!(
                    "条「{}」は {} とされていますが、それを担うものがありません",
                    "clause {} is declared {}, but nothing carries that",
                    clause.id,
                    class.as_str()
                );
                lint.add(Level::Warning, clause.place, "class-not-carried", message, carriers(*class));
            }
        }
    }
}

/// What would carry a class.
fn carriers(class: ClauseClass) -> Localized {
    match class {
        ClauseClass::Enforced => {
            say!(
                "rule・finding・standing・category・classification・rule の読む parameter のどれかの根拠にしてください",
                "cite it in a rule, finding, standing, category, classification or parameter of a rule"
            )
        }
        ClauseClass::Routed => {
            say!(
                "chain か procedure の段、board、誰かが出す record や decision のどれかの根拠にしてください",
                "cite it in a step of a chain or procedure, a board, or a record or decision that somebody has to give"
            )
        }
        ClauseClass::Attested => say!(
            "確認書の一行か、書いた本人の出す record の根拠にしてください",
            "cite it in a line of a declaration, or in a record that its author gives"
        ),
        ClauseClass::Published => say!(
            "document、その部分、掲げられた account のどれかの根拠にしてください",
            "cite it in a document, one of its parts, or a listed account"
        ),
        ClauseClass::Monitored => {
            say!(
                "monitor・duty・clock・count・baseline か、期限のある段の根拠にしてください",
                "cite it in a monitor, duty, clock, count or baseline, or in a step with a time limit"
            )
        }
        ClauseClass::Informational => say!("何も要りません", "nothing is needed"),
    }
}
