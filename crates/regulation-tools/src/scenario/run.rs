//! Runs scenarios: the facts put together, the question asked of the engine.

use std::{cell::OnceCell, collections::BTreeSet, sync::Arc};

use tatefuda_domain::Action;
use tatefuda_regulation::{
    engine::{Question, Regulation},
    facts::{ActorFact, Facts},
    pack::{Event, Pack},
};
use tatefuda_text::LinkData;

use super::{Case, Scenarios, file::Scenario};
use crate::{
    expect::{self, Compared},
    text::complete,
};

/// A pack under the settings of scenarios, each joined when it is first needed.
pub(super) struct Worlds<'s> {
    scenarios: &'s Scenarios,
    house: &'s Arc<Pack>,
    pack: &'s Arc<Pack>,
    built: Vec<OnceCell<Result<Regulation, Vec<String>>>>,
}

impl<'s> Worlds<'s> {
    pub(super) fn new(scenarios: &'s Scenarios, house: &'s Arc<Pack>, pack: &'s Arc<Pack>) -> Self {
        Self { scenarios, house, pack, built: scenarios.worlds.iter().map(|_| OnceCell::new()).collect() }
    }

    pub(super) fn regulation(&self, world: usize) -> Result<&Regulation, Vec<String>> {
        let built = self.built[world].get_or_init(|| {
            let settings = self.scenarios.worlds[world].clone();
            Regulation::new(Arc::clone(self.house), Arc::clone(self.pack), settings)
                .map_err(|errors| errors.errors.iter().map(ToString::to_string).collect())
        });
        built.as_ref().map_err(Clone::clone)
    }

    pub(super) fn run(&self, case: &Case) -> Outcome {
        let regulation = self.regulation(case.world)?;
        let mut all = Compared::default();
        for (at, facts) in case.facts.as_ref().map_err(Clone::clone)?.iter().enumerate() {
            let one = ask(&case.scenario, regulation, &question(&case.scenario, facts)?)?;
            let prefix = if at == 0 { String::new() } else { format!("{}: ", facts.actor.person) };
            all.failures.extend(one.failures.into_iter().map(|failure| format!("{prefix}{failure}")));
            all.acted.extend(one.acted);
            all.cited.extend(one.cited);
            all.said = one.said;
            all.differs = if at == 0 { one.differs } else { vec![] };
        }
        Ok(all)
    }

    pub(super) fn items(&self, case: &Case) -> BTreeSet<String> {
        let (Ok(regulation), Ok(all)) = (self.regulation(case.world), &case.facts) else { return BTreeSet::new() };
        let scenario = &case.scenario;
        let mut items: BTreeSet<String> = BTreeSet::new();
        items.extend(scenario.watch.iter().chain(&scenario.instances).chain(&scenario.document).cloned());
        items.extend(scenario.record.iter().chain(&scenario.procedure).chain(&scenario.duty).cloned());
        for question in all.iter().filter_map(|facts| question(scenario, facts).ok()) {
            if let Some(event) = &scenario.event {
                items.extend(regulation.opens(&Event(event.clone()), &question).into_iter().map(|one| one.id));
            } else if scenario.action.is_some() {
                let answer = regulation.ask(&question);
                let spoke =
                    answer.trace.iter().filter(|line| line.outcome != tatefuda_regulation::Outcome::NotApplicable);
                items.extend(spoke.flat_map(|line| line.rule.split('/')).map(str::to_owned));
                items.extend(answer.exceptions_used.into_iter().map(|used| used.id.into()));
                items.extend(answer.powers_used.into_iter().map(|used| used.id.into()));
            }
        }
        items
    }
}

pub(super) type Outcome = Result<Compared, Vec<String>>;

/// The question that a scenario asks of facts.
pub(super) fn question<'f>(scenario: &Scenario, facts: &'f Facts) -> Result<Question<'f>, Vec<String>> {
    let action = match scenario.action.as_deref().map(str::parse::<Action>) {
        Some(Ok(action)) => action,
        Some(Err(_)) => return Err(vec![format!("unknown act {:?}", scenario.action)]),
        None => Action::RecordGive,
    };
    let mut question = Question::new(action, scenario.at, facts);
    question.mode.clone_from(&scenario.mode);
    question.step.clone_from(&scenario.step);
    question.procedure.clone_from(&scenario.procedure);
    question.duty.clone_from(&scenario.duty);
    question.record_kind.clone_from(&scenario.record);
    Ok(question)
}

pub(super) fn ask(scenario: &Scenario, regulation: &Regulation, question: &Question<'_>) -> Outcome {
    let expect = &scenario.expect;
    if scenario.watch.as_deref() == Some("*") {
        let monitors = &regulation.body().monitors;
        let all: Vec<_> = monitors.iter().filter_map(|monitor| regulation.watch(&monitor.id, question)).collect();
        return Ok(expect::watches(expect, &all));
    }
    if let Some(id) = &scenario.watch {
        let watch = regulation.watch(id, question).ok_or_else(|| vec![format!("there is no monitor {id:?}")])?;
        return Ok(expect::watch(expect, &watch));
    }
    if let Some(id) = &scenario.instances {
        let (from, to) = (scenario.from.unwrap_or(scenario.at), scenario.to.unwrap_or(scenario.at));
        let clauses = regulation.body().duties.iter().find(|duty| duty.id == *id).map(|duty| duty.clauses.clone());
        return Ok(expect::instances(
            expect,
            &regulation.instances(id, question, from, to),
            &clauses.unwrap_or_default(),
            &regulation.body().header.id,
        ));
    }
    if let Some(event) = &scenario.event {
        return Ok(expect::openings(expect, &regulation.opens(&Event(event.clone()), question)));
    }
    if let Some(id) = &scenario.document {
        let state = regulation.document(id, question).ok_or_else(|| vec![format!("there is no document {id:?}")])?;
        let document = regulation.body().documents.iter().find(|document| document.id == *id);
        return Ok(expect::document(expect, &state, document, &regulation.body().header.id));
    }
    if scenario.action.is_none() {
        return Err(vec!["the scenario asks nothing: action, watch, instances, event or document".to_owned()]);
    }
    Ok(expect::answer(expect, &regulation.ask(question), &regulation.body().header.id))
}

pub(super) fn facts(
    scenario: &Scenario,
    base: &Facts,
    actor: Option<&ActorFact>,
    hosts: &LinkData,
) -> Result<Facts, Vec<String>> {
    let mut facts = base.clone();
    if let Some(actor) = actor {
        facts.actor = actor.clone();
    }
    if let Some(authors) = &scenario.authors {
        facts.authors.clone_from(authors);
    }
    if let Some(subject) = &mut facts.subject {
        if scenario.digest.is_some() {
            subject.digest.clone_from(&scenario.digest);
        }
        if scenario.service.is_some() {
            subject.service.clone_from(&scenario.service);
        }
        if scenario.account_class.is_some() {
            subject.account_class.clone_from(&scenario.account_class);
        }
    }
    if scenario.set.contains_key("post.text") {
        // What the named facts found stands in another text.
        facts.fields.retain(|path, _| path != "post.links" && path != "post.findings");
    }
    facts.fields.extend(scenario.set.iter().map(|(path, fact)| (path.clone(), fact.clone())));
    complete(&mut facts, hosts);
    for path in &scenario.absent {
        facts.absent(path, "not supplied in this scenario");
    }
    facts.steps.extend(scenario.add_steps.iter().cloned());
    facts.records.extend(scenario.add_records.iter().cloned());
    facts.records.retain(|record| !scenario.without.contains(&record.id));
    facts.procedures.retain(|one| !scenario.without.contains(&one.id));
    for added in &scenario.add_procedures {
        facts.procedures.retain(|one| one.id != added.id);
        facts.procedures.push(added.clone());
    }
    facts.duties.extend(scenario.add_duties.iter().cloned());
    facts.org.retain(|one| !scenario.vacant.contains(&one.capacity));
    for (event, at) in &scenario.events {
        let at = match at.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| vec![format!("{text:?} is no time")])?),
        };
        facts.events.insert(event.clone(), at);
    }
    facts.events.retain(|event, _| !scenario.unknown_events.contains(event));
    facts.counts.extend(scenario.counts.iter().map(|(id, count)| (id.clone(), *count)));
    facts.given.extend(scenario.given.iter().map(|(field, value)| (field.clone(), value.clone())));
    Ok(facts)
}
