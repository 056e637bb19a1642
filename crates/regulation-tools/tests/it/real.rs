//! Properties of the answers over the regulations of the repository, asked what their scenarios ask.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tatefuda_domain::Action;
use tatefuda_regulation::{
    Answer, Decision, Facts, Outcome, Pack, PackSource, Regulation, Settings,
    Strength::{Effort, Information},
};
use tatefuda_regulation_tools::{Asked, asked};

use crate::support::{house, source};

const PACKS: [&str; 8] = [
    "packs/kisarazu",
    "packs/minato",
    "packs/misato",
    "packs/ninohe",
    "packs/takanezawa",
    "examples/hinoki",
    "examples/minekaze",
    "examples/shiomi",
];

/// A pack with the questions of its scenarios.
struct Text {
    name: &'static str,
    source: PackSource,
    pack: Arc<Pack>,
    asked: Vec<Asked>,
}

fn load(source: &PackSource) -> Option<Arc<Pack>> {
    Pack::load(source).ok().map(Arc::new)
}

fn texts() -> impl Iterator<Item = Text> {
    PACKS.into_iter().map(|name| {
        let source = source(name);
        let pack = load(&source).expect("a pack of the repository loads");
        let asked = asked(&source, &house()).expect("its scenarios are read");
        Text { name, source, pack, asked }
    })
}

/// A text joined with the house under settings, once for each.
struct Joined {
    pack: Arc<Pack>,
    house: Arc<Pack>,
    known: Vec<(Settings, Regulation)>,
}

impl Joined {
    fn new(pack: &Arc<Pack>) -> Self {
        Self { pack: Arc::clone(pack), house: house(), known: vec![] }
    }

    fn under(&mut self, settings: &Settings) -> &Regulation {
        let at = self.known.iter().position(|(known, _)| known == settings).unwrap_or_else(|| {
            let joined = Regulation::new(Arc::clone(&self.house), Arc::clone(&self.pack), settings.clone());
            self.known.push((settings.clone(), joined.expect("it joins")));
            self.known.len() - 1
        });
        &self.known[at].1
    }

    fn ask(&mut self, asked: &Asked) -> Answer {
        self.under(&asked.settings).ask(&asked.question())
    }
}

/// The same facts, listed from the last to the first.
fn reversed(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    facts.authors.reverse();
    facts.org.reverse();
    facts.records.reverse();
    facts.steps.reverse();
    facts.procedures.reverse();
    facts.duties.reverse();
    facts
}

/// The items of a file, each with its own tables below it.
fn items(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    for line in text.lines() {
        let name = line.trim_start_matches('[').trim_end_matches(']');
        if line.starts_with('[') && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            items.push(String::new());
        }
        if let Some(last) = items.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    items
}

fn is(item: &str, section: &str) -> bool {
    item.starts_with(section)
}

fn id(item: &str) -> Option<&str> {
    item.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'))
}

/// The text with its items from the last to the first. Clauses keep their order, which is that of the regulation, and
/// categories that in which they are offered.
fn turned(source: &PackSource) -> PackSource {
    let turn = |text: &String| {
        let (kept, mut others): (Vec<String>, Vec<String>) =
            items(text).into_iter().partition(|item| is(item, "[[clause]]") || is(item, "[[category]]"));
        // What stands before the first item belongs to no item.
        let first = others.remove(0);
        others.reverse();
        [first].into_iter().chain(others).chain(kept).collect::<String>()
    };
    let is_text = |path: &str| !path.contains('/');
    PackSource::new(
        source.files.iter().map(|(path, text)| (path.clone(), if is_text(path) { turn(text) } else { text.clone() })),
    )
}

/// An answer without the digests, which name text and facts themselves.
fn essence(mut answer: Answer) -> Answer {
    answer.pack_digest = answer.settings_digest;
    answer.facts_digest = answer.settings_digest;
    answer
}

#[test]
fn answers_do_not_depend_on_the_order_of_facts() {
    for text in texts() {
        let mut joined = Joined::new(&text.pack);
        for asked in &text.asked {
            let turned = reversed(&asked.facts);
            let regulation = joined.under(&asked.settings);
            let (one, other) = (regulation.ask(&asked.question()), regulation.ask(&asked.over(&turned)));
            assert!(essence(one) == essence(other), "{}: {}", text.name, asked.name());
        }
    }
}

#[test]
fn answers_do_not_depend_on_the_order_of_items() {
    for text in texts() {
        let other = turned(&text.source);
        assert_ne!(other.files, text.source.files, "{}", text.name);
        let pack = Pack::load(&other).unwrap_or_else(|errors| panic!("{}: {errors}", text.name));
        let (mut written, mut turned) = (Joined::new(&text.pack), Joined::new(&Arc::new(pack)));
        for asked in &text.asked {
            let (one, other) = (written.ask(asked), turned.ask(asked));
            let same = essence(one.clone()) == essence(other.clone());
            assert!(same, "{}: {}\n{one:#?}\n{other:#?}", text.name, asked.name());
        }
    }
}

#[test]
fn every_answer_cites_and_shows_a_way() {
    for text in texts() {
        let mut joined = Joined::new(&text.pack);
        for (number, asked) in text.asked.iter().enumerate() {
            let regulation = joined.under(&asked.settings);
            // What the scenario asks, and over the same facts some act that nobody thought of.
            let other = Action::ALL[number % Action::ALL.len()];
            let mut strange = asked.question();
            strange.action = other;
            for answer in [regulation.ask(&asked.question()), regulation.ask(&strange)] {
                let where_from = format!("{}: {} ({other:?})", text.name, asked.name());
                assert!(!answer.citations.is_empty(), "{where_from}");
                assert_eq!(answer.decision == Decision::Refused, !answer.refusals.is_empty(), "{where_from}");
                for line in &answer.refusals {
                    let said = !line.message.ja.is_empty() && !line.message.en.is_empty();
                    assert!(said && !line.clauses.is_empty() && !line.remedies.is_empty(), "{where_from}: {line:?}");
                }
                for group in &answer.groups {
                    assert!(!group.clauses.is_empty() && !group.alternatives.is_empty(), "{where_from}: {group:?}");
                }
                let most = answer.trace.iter().map(|line| line.decision).max();
                assert_eq!(most.unwrap_or(answer.decision), answer.decision, "{where_from}");
                for line in &answer.trace {
                    let judged = !matches!(line.outcome, Outcome::Unset | Outcome::Fault);
                    let binds = !matches!(line.strength, Effort | Information);
                    assert!(judged || !binds || line.decision > Decision::Permitted, "{where_from}: {line:?}");
                }
            }
        }
    }
}

/// Settings without one of their keys.
fn without(settings: &Settings, key: &str) -> Settings {
    let mut settings = settings.clone();
    settings.values.remove(key);
    settings
}

#[test]
fn what_is_not_set_permits_nothing_that_needs_it() {
    for text in texts() {
        // A value that the text itself states stands where the body sets none.
        let stated: BTreeSet<String> = text
            .pack
            .parameters
            .iter()
            .filter(|one| one.value.is_some())
            .map(|one| format!("param:{}", one.id))
            .collect();
        let mut joined = Joined::new(&text.pack);
        let mut settings: Vec<&Settings> = vec![];
        for asked in &text.asked {
            if !settings.contains(&&asked.settings) {
                settings.push(&asked.settings);
            }
        }
        // The settings under which most is asked; of each act one question is enough.
        let most = settings.iter().max_by_key(|one| text.asked.iter().filter(|asked| asked.settings == ***one).count());
        let Some(most) = most else { continue };
        let mut questions: BTreeMap<(Action, Decision, usize), &Asked> = BTreeMap::new();
        for (number, asked) in text.asked.iter().enumerate().filter(|(_, asked)| asked.settings == **most) {
            let decision = joined.ask(asked).decision;
            questions.entry((asked.action(), decision, number % 3)).or_insert(asked);
        }
        let keys = most.values.keys().filter(|key| !stated.contains(*key) && !key.contains('@'));
        for key in keys {
            let fewer = Regulation::new(house(), Arc::clone(&text.pack), without(most, key)).expect("it joins");
            for ((_, decision, _), asked) in &questions {
                let answer = fewer.ask(&asked.question());
                assert!(*decision <= answer.decision, "{}: {} without {key}", text.name, asked.name());
            }
        }
    }
}

#[test]
fn the_same_way_on_is_offered_once() {
    for text in texts() {
        let mut joined = Joined::new(&text.pack);
        for asked in &text.asked {
            let answer = joined.ask(asked);
            let groups = answer.groups.iter().map(|group| &group.alternatives);
            for ways in groups.chain(answer.refusals.iter().map(|line| &line.remedies)) {
                let twice = (1..ways.len()).find(|at| ways[..*at].contains(&ways[*at]));
                assert_eq!(twice, None, "{}: {}", text.name, asked.name());
            }
        }
    }
}

#[test]
fn a_rule_less_is_never_stricter() {
    for text in texts() {
        let mut joined = Joined::new(&text.pack);
        // Of each rule the questions in which it stands in the way.
        let mut concerned: BTreeMap<String, Vec<(&Asked, Decision)>> = BTreeMap::new();
        for asked in &text.asked {
            let answer = joined.ask(asked);
            for line in answer.trace.iter().filter(|line| line.layer == text.pack.header.id) {
                if line.outcome != Outcome::NotApplicable {
                    let list = concerned.entry(line.rule.to_string()).or_default();
                    if list.len() < 12 {
                        list.push((asked, answer.decision));
                    }
                }
            }
        }
        let mut tried = 0;
        for (rule, questions) in concerned {
            // Its provisos go with it: they are no exceptions from anything else.
            let names =
                |item: &str| item.contains(&format!("of = [\"{rule}\"]")) || item.contains(&format!("of = \"{rule}\""));
            let dropped = |item: &str| {
                (is(item, "[[rule]]") && id(item) == Some(&rule)) || (is(item, "[[exception]]") && names(item))
            };
            let fewer = PackSource::new(text.source.files.iter().map(|(path, text)| {
                (path.clone(), items(text).into_iter().filter(|item| !dropped(item)).collect::<String>())
            }));
            if fewer.files == text.source.files {
                continue;
            }
            // What other items name cannot be taken away alone.
            let Some(pack) = load(&fewer) else { continue };
            tried += 1;
            let mut fewer = Joined::new(&pack);
            for (asked, decision) in questions {
                let without = fewer.ask(asked).decision;
                assert!(without <= decision, "{}: {} without {rule}", text.name, asked.name());
            }
        }
        assert!(tried > 0, "{}: no rule could be taken away", text.name);
    }
}
