//! The questions about acts that scenarios ask, for those who ask them otherwise: benchmarks, properties.

use tatefuda_domain::Action;

use super::{Scenario, Scenarios, question};
use tatefuda_regulation::{
    engine::Question,
    facts::Facts,
    pack::{Pack, PackErrors, PackSource},
    settings::Settings,
};

/// A question about an act, as a scenario asks it.
pub struct Asked {
    scenario: std::rc::Rc<Scenario>,
    action: Action,
    /// The settings under which it is asked.
    pub settings: Settings,
    /// What is known.
    pub facts: Facts,
}

impl Asked {
    pub fn name(&self) -> &str {
        self.scenario.name.get_ref()
    }

    /// The act.
    pub fn action(&self) -> Action {
        self.action
    }

    /// The question over its own facts.
    pub fn question(&self) -> Question<'_> {
        self.over(&self.facts)
    }

    /// The same question over other facts.
    pub fn over<'f>(&self, facts: &'f Facts) -> Question<'f> {
        let named = Question::new(self.action, self.scenario.at, facts);
        question(&self.scenario, facts).unwrap_or(named)
    }
}

/// The questions about acts that the scenarios of a pack ask, in their order.
///
/// # Errors
/// A scenario file cannot be read; pointing at the line.
pub fn asked(source: &PackSource, house: &Pack) -> Result<Vec<Asked>, PackErrors> {
    let Scenarios { cases, worlds } = Scenarios::read(source, house)?;
    let mut all = vec![];
    for case in cases {
        let Some(Ok(action)) = case.scenario.action.as_deref().map(str::parse::<Action>) else { continue };
        let scenario = std::rc::Rc::new(case.scenario);
        for facts in case.facts.into_iter().flatten() {
            let settings = worlds[case.world].clone();
            all.push(Asked { scenario: std::rc::Rc::clone(&scenario), action, settings, facts });
        }
    }
    Ok(all)
}
