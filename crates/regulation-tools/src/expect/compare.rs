//! Compares what a scenario expects with what the engine says.

use std::collections::BTreeSet;

use tatefuda_regulation::{
    answer::{Answer, Decision},
    engine::{DocumentState, DutyInstance, DutyState, Opening, Watch, WatchState},
    pack::Document,
    terms::{ClauseRef, Id},
};

use super::{Compared, Expect, listed, written};
use crate::short::{people, persons, short, way};

struct Failures(Vec<String>);

impl Failures {
    fn differ(&mut self, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.0.push(format!("{what}: expected {expected}, answered {found}"));
        }
    }

    fn sets(&mut self, what: &str, expected: &BTreeSet<String>, found: &BTreeSet<String>) {
        self.differ(what, &format!("{expected:?}"), &format!("{found:?}"));
    }
}

pub fn answer(expect: &Expect, answer: &Answer, body: &str) -> Compared {
    let mut failures = Failures(vec![]);
    let decision = expect.decision.map_or("(a decision)", Decision::as_str);
    failures.differ("decision", decision, answer.decision.as_str());
    let mut differs = vec![];
    if expect.decision != Some(answer.decision) {
        differs.push(("decision", format!("{:?}", answer.decision.as_str())));
    }
    let mut needs: BTreeSet<String> = BTreeSet::new();
    let wanted: BTreeSet<String> = expect.needs.iter().map(|need| shown(&need.rule, &need.ways, &need.who)).collect();
    let found: BTreeSet<String> = answer
        .groups
        .iter()
        .map(|group| {
            let rule = group.id.split_once('/').map_or(group.id.as_str(), |(_, rest)| rest);
            let ways = group.alternatives.iter().map(way).collect();
            let who = group.alternatives.iter().flat_map(people).collect();
            needs.insert(written(rule, &ways, &who));
            shown(rule, &ways, &who)
        })
        .collect();
    failures.sets("needs", &wanted, &found);
    if wanted != found {
        differs.push(("needs", format!("[{}]", needs.into_iter().collect::<Vec<_>>().join(", "))));
    }
    let refused: BTreeSet<String> =
        answer.refusals.iter().flat_map(|line| &line.clauses).map(|clause| clause.id.to_string()).collect();
    let sets = [
        ("refused", &expect.refused, refused),
        ("exceptions", &expect.exceptions, answer.exceptions_used.iter().map(|used| used.id.to_string()).collect()),
        ("powers", &expect.powers, answer.powers_used.iter().map(|used| used.id.to_string()).collect()),
        ("consumes", &expect.consumes, answer.consumes.iter().cloned().collect()),
    ];
    for (key, expected, found) in sets {
        failures.sets(key, expected, &found);
        if *expected != found {
            differs.push((key, listed(&found)));
        }
    }
    if let Some(helped_by) = &expect.helped_by {
        let found = answer.refusals.iter().flat_map(|line| persons(&line.who)).collect();
        failures.sets("helped_by", helped_by, &found);
    }
    let mut failures = failures.0;
    for clause in &expect.cites {
        if !answer.citations.iter().any(|cited| cited.id == *clause) {
            failures.push(format!("{clause} is not cited"));
        }
    }
    for rule in &expect.notes {
        if !answer.notes.iter().any(|line| line.rule == *rule) {
            failures.push(format!("{rule} is not noted"));
        }
    }
    for rule in &expect.not_noted {
        if answer.notes.iter().any(|line| line.rule == *rule) {
            failures.push(format!("{rule} is noted"));
        }
    }
    let groups = answer.groups.iter().flat_map(|group| &group.clauses);
    let refusals = answer.refusals.iter().flat_map(|line| &line.clauses);
    let noted = answer
        .notes
        .iter()
        .filter(|line| line.outcome == tatefuda_regulation::Outcome::Open)
        .flat_map(|line| &line.clauses);
    let used = answer.exceptions_used.iter().flat_map(|used| &used.clauses);
    let powers = answer.powers_used.iter().flat_map(|used| &used.clauses);
    let acted = groups.chain(refusals).chain(noted).chain(used).chain(powers);
    let acted = acted.filter(|clause| clause.document == body).map(|clause| clause.id.to_string()).collect();
    Compared { failures, acted, said: short(answer), cited: answer.citations.iter().cloned().collect(), differs }
}

pub fn watch(expect: &Expect, watch: &Watch) -> Compared {
    let mut failures = Failures(vec![]);
    let word = word(watch.state);
    failures.differ("watch", expect.watch.as_deref().unwrap_or("(a state)"), &word);
    if let Some(alert) = &expect.alert {
        failures.sets("alert", alert, &persons(&watch.alert));
    }
    if let Some(opens) = &expect.opens {
        failures.sets("opens", opens, &watch.opens.iter().cloned().collect());
    }
    let acts = matches!(watch.state, WatchState::Fires | WatchState::Warns | WatchState::CannotJudge);
    let acted = if acts { watch.clauses.iter().map(|clause| clause.id.to_string()).collect() } else { BTreeSet::new() };
    Compared {
        failures: failures.0,
        acted,
        said: word,
        cited: watch.clauses.iter().cloned().collect(),
        differs: vec![],
    }
}

/// Every monitor of the pack at once: what fires, and what cannot be judged.
pub fn watches(expect: &Expect, all: &[Watch]) -> Compared {
    let mut failures = Failures(vec![]);
    let of = |state: WatchState| -> BTreeSet<String> {
        all.iter().filter(|watch| watch.state == state).map(|watch| watch.monitor.clone()).collect()
    };
    let (fires, blind) = (of(WatchState::Fires), of(WatchState::CannotJudge));
    failures.sets("fires", &expect.fires, &fires);
    failures.sets("cannot_judge", &expect.cannot_judge, &blind);
    let spoke = |watch: &&Watch| matches!(watch.state, WatchState::Fires | WatchState::CannotJudge);
    let cited: BTreeSet<ClauseRef> = all.iter().filter(spoke).flat_map(|watch| watch.clauses.clone()).collect();
    let join = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
    let said = match (fires.is_empty(), blind.is_empty()) {
        (true, true) => "nothing fires".to_owned(),
        (false, true) => format!("fires: {}", join(&fires)),
        (true, false) => format!("cannot judge: {}", join(&blind)),
        (false, false) => format!("fires: {}; cannot judge: {}", join(&fires), join(&blind)),
    };
    Compared {
        failures: failures.0,
        acted: cited.iter().map(|clause| clause.id.to_string()).collect(),
        said,
        cited,
        differs: vec![],
    }
}

pub fn instances(expect: &Expect, found: &Result<Vec<DutyInstance>, String>, clauses: &[Id], body: &str) -> Compared {
    let mut failures = Failures(vec![]);
    match (found, expect.cannot_tell) {
        (Err(why), false) => failures.0.push(format!("it cannot be told: {why}")),
        (Ok(_), true) => failures.0.push("it can be told".to_owned()),
        _ => {}
    }
    let found = found.as_deref().unwrap_or_default();
    let wanted = expect.instances.as_deref().unwrap_or_default();
    let join = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" ");
    let line = |id: &str, state: &str, who: &BTreeSet<String>, alert: &BTreeSet<String>, opens: Option<&str>| {
        format!("{id} {state} by [{}] alert [{}] opens {}", join(who), join(alert), opens.unwrap_or("-"))
    };
    let expected: Vec<String> =
        wanted.iter().map(|one| line(&one.id, &one.state, &one.who, &one.alert, one.opens.as_deref())).collect();
    let answered: Vec<String> = found
        .iter()
        .map(|one| line(&one.id, &word(one.state), &persons(&one.who), &persons(&one.alert), one.opens.as_deref()))
        .collect();
    failures.differ("instances", &format!("{expected:?}"), &format!("{answered:?}"));
    for (wanted, found) in wanted.iter().zip(found) {
        if let Some(due) = wanted.due {
            failures.differ("due", &due.to_string(), &found.due.map(|due| due.to_string()).unwrap_or_default());
        }
    }
    let acted = found.iter().any(|one| matches!(one.state, DutyState::Open | DutyState::Missed | DutyState::Late));
    let cited = clauses.iter().map(|id| ClauseRef { id: id.clone(), document: body.into() }).collect();
    let acted = if acted { clauses.iter().map(Id::to_string).collect() } else { BTreeSet::new() };
    Compared { failures: failures.0, acted, said: answered.join("; "), cited, differs: vec![] }
}

pub fn openings(expect: &Expect, found: &[Opening]) -> Compared {
    let mut failures = Failures(vec![]);
    let ids: BTreeSet<String> = found.iter().map(|one| one.id.clone()).collect();
    failures.sets("opens", expect.opens.as_ref().unwrap_or(&BTreeSet::new()), &ids);
    if let Some(due) = expect.due {
        let dues: BTreeSet<String> = found.iter().filter_map(|one| one.due).map(|due| due.to_string()).collect();
        failures.sets("due", &BTreeSet::from([due.to_string()]), &dues);
    }
    if let Some(who) = &expect.who {
        failures.sets("who", who, &found.iter().flat_map(|one| persons(&one.who)).collect());
    }
    let cited: BTreeSet<ClauseRef> = found.iter().flat_map(|one| one.clauses.clone()).collect();
    let said =
        if ids.is_empty() { "opens nothing".to_owned() } else { format!("opens {}", Vec::from_iter(ids).join(", ")) };
    Compared {
        failures: failures.0,
        acted: cited.iter().map(|clause| clause.id.to_string()).collect(),
        said,
        cited,
        differs: vec![],
    }
}

pub fn document(expect: &Expect, state: &DocumentState, declared: Option<&Document>, body: &str) -> Compared {
    let mut failures = Failures(vec![]);
    let missing: BTreeSet<String> = state.missing.iter().cloned().collect();
    failures.sets("missing", expect.missing.as_ref().unwrap_or(&BTreeSet::new()), &missing);
    let mut acted = BTreeSet::new();
    if let Some(document) = declared {
        for part in document.parts.iter().filter(|part| missing.contains(&part.id)) {
            let clauses = if part.clauses.is_empty() { &document.clauses } else { &part.clauses };
            acted.extend(clauses.iter().map(Id::to_string));
        }
    }
    let cited = acted.iter().map(|id: &String| ClauseRef { id: id.into(), document: body.into() }).collect();
    let said = format!("missing: {}", Vec::from_iter(missing).join(", "));
    Compared { failures: failures.0, acted, said, cited, differs: vec![] }
}

/// The word of a state in reports.
fn word<T: serde::Serialize>(state: T) -> String {
    serde_json::to_value(state).ok().and_then(|json| json.as_str().map(str::to_owned)).unwrap_or_default()
}

fn shown(rule: &str, ways: &BTreeSet<String>, who: &BTreeSet<String>) -> String {
    let join = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" or ");
    format!("{rule}: {} by [{}]", join(ways), join(who))
}
