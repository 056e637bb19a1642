//! What this program asks and supplies: from its commands, its fact providers, its detectors, its worker, its routes.

use tatefuda_app::registry;
use tatefuda_regulation::coverage::Wiring;

/// As the program stands.
pub fn wiring() -> Wiring {
    of(&registry::commands())
}

/// The same with some commands.
fn of(commands: &[registry::Entry]) -> Wiring {
    tatefuda_web::wiring(commands, tatefuda_worker::RUNS)
}

#[cfg(test)]
mod tests {
    use tatefuda_domain::Action;
    use tatefuda_regulation::coverage::CoveredBy;
    use tatefuda_regulation_tools::coverage;

    use super::*;
    use crate::{packs, regulation::house};

    fn controls(commands: &[registry::Entry]) -> Vec<CoveredBy> {
        let source = packs::find("hinoki").expect("a pack");
        let report = coverage(&source, &house().expect("the house"), &of(commands)).expect("coverage");
        report.clauses.into_iter().flat_map(|clause| clause.controls).collect()
    }

    #[test]
    fn without_its_command_a_control_is_not_connected() {
        let all = registry::commands();
        // What binds publishing binds a correction too.
        let of_publishing = [Action::PostPublish, Action::PostCorrect];
        let asks = |entry: &registry::Entry| of_publishing.iter().any(|action| entry.asks.contains(action));
        let less: Vec<registry::Entry> = all.iter().filter(|entry| !asks(entry)).copied().collect();
        assert!(less.len() < all.len());
        let only = |control: &&CoveredBy| {
            control.kind == "rule"
                && !control.acts.is_empty()
                && control.acts.iter().all(|act| of_publishing.contains(act))
        };
        let before = controls(&all);
        let wired: Vec<&CoveredBy> = before.iter().filter(only).filter(|control| control.wired).collect();
        assert!(!wired.is_empty(), "{before:#?}");
        let after = controls(&less);
        for control in wired {
            let now = after.iter().find(|now| now.id == control.id).expect("the same control");
            assert!(!now.wired && now.missing.iter().any(|what| what.contains("post.publish")), "{now:?}");
        }
    }

    #[test]
    fn what_has_no_command_yet_is_said_to_be_unconnected() {
        let wiring = wiring();
        for action in [Action::StepDo, Action::DutyAnswer] {
            let asked = registry::commands().iter().any(|entry| entry.asks.contains(&action));
            assert_eq!(wiring.actions.contains(&action), asked);
        }
        assert!(wiring.actions.contains(&Action::PostStep) && wiring.fields.contains("post.text"));
    }
}
