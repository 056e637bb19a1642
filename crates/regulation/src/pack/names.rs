//! Resolves the names by which parts of a pack refer to each other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tatefuda_domain::Action;

use super::{
    error::nearest,
    model::{Guards, Place, RoleRef},
    raw::{self, S},
    read::{Raw, Reader},
};
use crate::{
    expr::{Condition, Scope},
    schema::ACCOUNT_STATES,
};

/// A reference to the house pack, checked when both are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseRef {
    pub what: HouseNoun,
    pub id: String,
    pub place: Place,
}

/// What a reference to the house names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseNoun {
    Role,
    Record,
    Rule,
}

/// The ids declared in a pack, and the reader to which errors go.
pub struct Names<'r, 's> {
    pub reader: &'r mut Reader<'s>,
    pub house_refs: Vec<HouseRef>,
    pub clauses: BTreeSet<String>,
    pub roles: BTreeSet<String>,
    pub categories: BTreeSet<String>,
    pub schemes: BTreeSet<String>,
    pub params: BTreeMap<String, super::model::ParameterKind>,
    pub readings: BTreeSet<String>,
    pub norms: BTreeSet<String>,
    pub records: BTreeSet<String>,
    pub chains: BTreeSet<String>,
    pub steps: BTreeSet<String>,
    pub rules: BTreeSet<String>,
    pub tags: BTreeSet<String>,
    pub exceptions: BTreeSet<String>,
    pub modes: BTreeSet<String>,
}

impl<'r, 's> Names<'r, 's> {
    /// Collects the ids; a doubled one is an error.
    pub fn new(reader: &'r mut Reader<'s>, raw: &Raw) -> Self {
        let mut names = Self {
            reader,
            house_refs: vec![],
            clauses: BTreeSet::new(),
            roles: BTreeSet::new(),
            categories: BTreeSet::new(),
            schemes: BTreeSet::new(),
            params: BTreeMap::new(),
            readings: BTreeSet::new(),
            norms: BTreeSet::new(),
            records: BTreeSet::new(),
            chains: BTreeSet::new(),
            steps: BTreeSet::new(),
            rules: BTreeSet::new(),
            tags: BTreeSet::new(),
            exceptions: BTreeSet::new(),
            modes: BTreeSet::new(),
        };
        names.clauses = names.ids("clause", raw.clauses.iter().map(|(item, place)| (&item.id, place.file)));
        names.roles = names.ids("role", raw.roles.iter().map(|(item, place)| (&item.id, place.file)));
        names.categories = names.ids("category", raw.categories.iter().map(|(item, place)| (&item.id, place.file)));
        names.schemes = names.ids("classification", raw.classifications.iter().map(|(i, p)| (&i.id, p.file)));
        names.ids("parameter", raw.parameters.iter().map(|(item, place)| (&item.id, place.file)));
        names.params = raw.parameters.iter().map(|(item, _)| (item.id.get_ref().clone(), item.r#type)).collect();
        names.readings = names.ids("reading", raw.readings.iter().map(|(item, place)| (&item.id, place.file)));
        names.norms = names.ids("external norm", raw.norms.iter().map(|(item, place)| (&item.id, place.file)));
        names.records = names.ids("record kind", raw.records.iter().map(|(item, place)| (&item.id, place.file)));
        names.modes = names.ids("mode", raw.modes.iter().map(|(item, place)| (&item.id, place.file)));
        // These share one space, because answers and exceptions name them.
        let rules = raw.rules.iter().map(|(item, place)| (&item.id, place.file));
        let findings = raw.findings.iter().map(|(item, place)| (&item.id, place.file));
        let chains = raw.chains.iter().map(|(item, place)| (&item.id, place.file));
        let exceptions = raw.exceptions.iter().map(|(item, place)| (&item.id, place.file));
        let powers = raw.powers.iter().map(|(item, place)| (&item.id, place.file));
        let silences = raw.silences.iter().map(|(item, place)| (&item.id, place.file));
        names.ids(
            "rule, chain, exception, power or silence",
            rules.chain(findings).chain(chains).chain(exceptions).chain(powers).chain(silences),
        );
        let text = |id: &S| id.get_ref().clone();
        names.rules =
            raw.rules.iter().map(|(i, _)| text(&i.id)).chain(raw.findings.iter().map(|(i, _)| text(&i.id))).collect();
        names.tags = raw.rules.iter().flat_map(|(item, _)| item.tags.iter().cloned()).collect();
        names.chains = raw.chains.iter().map(|(item, _)| text(&item.id)).collect();
        names.steps = raw.chains.iter().flat_map(|(item, _)| item.steps.iter().map(|step| text(&step.id))).collect();
        names.exceptions = raw.exceptions.iter().map(|(item, _)| text(&item.id)).collect();
        names
    }

    fn ids<'i>(&mut self, what: &str, ids: impl Iterator<Item = (&'i S, usize)>) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        for (id, file) in ids {
            let text = id.get_ref();
            let place = spot(file, id);
            let blank = text.is_empty()
                || text.chars().count() > 64
                || text.chars().any(|c| c.is_whitespace() || c.is_control());
            if blank || text.starts_with("house:") || text.contains('/') {
                self.reader.error(
                    place,
                    "bad-id",
                    format!("{text:?} cannot be an id"),
                    "1 to 64 characters without blanks, / and house:",
                );
            }
            if !known.insert(text.clone()) {
                self.reader.error(
                    place,
                    "doubled-id",
                    format!("the {what} {text:?} is declared twice"),
                    "give each its own id",
                );
            }
        }
        known
    }

    /// An error about a name, with the nearest known one.
    fn unknown(&mut self, file: usize, name: &S, code: &'static str, what: &str, known: &BTreeSet<String>) {
        let word = name.get_ref();
        let help = nearest(word, known.iter().map(String::as_str)).map_or_else(
            || match known.len() {
                0 => format!("the pack declares no {what}"),
                _ => format!("known are {}", known.iter().take(20).cloned().collect::<Vec<_>>().join(", ")),
            },
            |near| format!("did you mean {near:?}?"),
        );
        self.reader.error(spot(file, name), code, format!("unknown {what} {word:?}"), help);
    }

    fn all(
        &mut self,
        file: usize,
        names: &[S],
        code: &'static str,
        what: &str,
        known: &BTreeSet<String>,
    ) -> Vec<String> {
        for name in names {
            if !known.contains(name.get_ref()) {
                self.unknown(file, name, code, what, known);
            }
        }
        names.iter().map(|name| name.get_ref().clone()).collect()
    }

    pub fn clauses(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = std::mem::take(&mut self.clauses);
        let found = self.all(file, names, "unknown-clause", "clause", &known);
        self.clauses = known;
        found
    }

    /// Clauses of something that must cite at least one.
    pub fn cited(&mut self, place: Place, names: &[S]) -> Vec<String> {
        if names.is_empty() {
            self.reader.error(place, "no-clause", "it cites no clause", "clause = [\"…\"] names what it rests on");
        }
        self.clauses(place.file, names)
    }

    pub fn norm(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.norms);
        self.all(file, std::slice::from_ref(name), "unknown-norm", "external norm", &known);
        self.norms = known;
        name.get_ref().clone()
    }

    pub fn param(&mut self, file: usize, name: &S) -> String {
        let known = self.params.keys().cloned().collect();
        self.all(file, std::slice::from_ref(name), "unknown-parameter", "parameter", &known);
        name.get_ref().clone()
    }

    pub fn chains(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = std::mem::take(&mut self.chains);
        let found = self.all(file, names, "unknown-chain", "chain", &known);
        self.chains = known;
        found
    }

    /// Rules or exceptions that an exception excepts from.
    pub fn excepted(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = self.rules.union(&self.exceptions).cloned().collect();
        self.all(file, names, "unknown-rule", "rule or exception", &known)
    }

    pub fn tag(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.tags);
        self.all(file, std::slice::from_ref(name), "unknown-tag", "tag", &known);
        self.tags = known;
        name.get_ref().clone()
    }

    pub fn record(&mut self, file: usize, name: &S) -> String {
        if let Some(id) = name.get_ref().strip_prefix("house:") {
            self.house(HouseNoun::Record, id, spot(file, name));
        } else {
            let known = std::mem::take(&mut self.records);
            self.all(file, std::slice::from_ref(name), "unknown-record", "record kind", &known);
            self.records = known;
        }
        name.get_ref().clone()
    }

    pub fn house(&mut self, what: HouseNoun, id: &str, place: Place) {
        self.house_refs.push(HouseRef { what, id: id.to_owned(), place });
    }

    pub fn role(&mut self, file: usize, name: &S) -> RoleRef {
        let text = name.get_ref();
        if let Some(id) = text.strip_prefix("house:") {
            self.house(HouseNoun::Role, id, spot(file, name));
            return RoleRef::House(id.to_owned());
        }
        if let Some(id) = text.strip_prefix("reading:") {
            if !self.readings.contains(id) {
                let known = self.readings.clone();
                self.unknown(file, name, "unknown-reading", "reading", &known);
            }
            return RoleRef::Reading(id.to_owned());
        }
        if !self.roles.contains(text) {
            let known = self.roles.clone();
            self.unknown(file, name, "unknown-role", "role", &known);
        }
        RoleRef::Own(text.clone())
    }

    pub fn roles(&mut self, file: usize, names: &[S]) -> Vec<RoleRef> {
        names.iter().map(|name| self.role(file, name)).collect()
    }

    pub fn actions(&mut self, place: Place, names: &[S]) -> Vec<Action> {
        if names.is_empty() {
            self.reader.error(place, "no-action", "it names no act", "for example on = [\"post.publish\"]");
        }
        if names.len() == 1 && names[0].get_ref() == "*" {
            return Action::ALL.to_vec();
        }
        names.iter().filter_map(|name| self.action(place.file, name)).collect()
    }

    pub fn action(&mut self, file: usize, name: &S) -> Option<Action> {
        let parsed = name.get_ref().parse().ok();
        if parsed.is_none() {
            let known = Action::ALL.iter().map(|action| action.as_str().to_owned()).collect();
            self.unknown(file, name, "unknown-action", "act", &known);
        }
        parsed
    }

    pub fn guards(&mut self, file: usize, raw: Option<raw::Guards>) -> Guards {
        let Some(raw) = raw else { return Guards::default() };
        let plain = |names: &[S]| names.iter().map(|name| name.get_ref().clone()).collect::<Vec<_>>();
        let (categories, modes, steps) = (self.categories.clone(), self.modes.clone(), self.steps.clone());
        let states = ACCOUNT_STATES.iter().map(|state| state.0.to_owned()).collect();
        Guards {
            class: plain(&raw.class),
            service: plain(&raw.service),
            mode: self.all(file, &raw.mode, "unknown-mode", "mode", &modes),
            category: self.all(file, &raw.category, "unknown-category", "category", &categories),
            actor: plain(&raw.actor),
            state: self.all(file, &raw.state, "unknown-state", "account state", &states),
            record: raw.record.iter().map(|name| self.record(file, name)).collect(),
            step: self.all(file, &raw.step, "unknown-step", "step", &steps),
            finding: vec![],
        }
    }

    pub fn findings(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = tatefuda_text::FINDING_KINDS.iter().map(|kind| kind.id.to_owned()).collect();
        self.all(file, names, "unknown-finding", "finding", &known)
    }

    /// Compiles a condition; its errors point into the file.
    pub fn condition(&mut self, file: usize, text: Option<S>) -> Option<Condition> {
        self.condition_after(file, None, text)
    }

    /// The same for a condition that is evaluated only where an earlier one holds.
    pub fn condition_after(&mut self, file: usize, earlier: Option<&Condition>, text: Option<S>) -> Option<Condition> {
        let text = text?;
        let scope = Scope {
            categories: self.categories.iter().map(String::as_str).collect(),
            params: self.params.iter().map(|(id, kind)| (id.as_str(), *kind)).collect(),
            schemes: self.schemes.iter().map(String::as_str).collect(),
        };
        match Condition::compile_after(earlier, text.get_ref(), &scope) {
            Ok(condition) => Some(condition),
            Err(error) => {
                let span = text.span();
                let source = self.reader.files.get(file).map_or("", |(_, text)| *text);
                // In a literal string the text stands unchanged between the quotes.
                let offset = source.get(span.clone()).and_then(|written| written.find(text.get_ref().as_str()));
                let place = offset.map_or(Place { file, start: span.start, end: span.end }, |offset| Place {
                    file,
                    start: span.start + offset + error.span.start,
                    end: span.start + offset + error.span.end,
                });
                self.reader.error(place, error.code, format!("in the condition: {}", error.message), error.help);
                None
            }
        }
    }

    pub fn date(&mut self, file: usize, text: Option<&S>) -> Option<Date> {
        let text = text?;
        let parsed = text.get_ref().parse().ok();
        if parsed.is_none() {
            self.reader.error(
                spot(file, text),
                "bad-date",
                format!("{:?} is no day", text.get_ref()),
                "write 2026-04-01",
            );
        }
        parsed
    }
}

/// The place of a text.
pub fn spot(file: usize, text: &S) -> Place {
    Place { file, start: text.span().start, end: text.span().end }
}
