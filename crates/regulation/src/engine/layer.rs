//! One layer: a pack with its values in force and its index by action.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tatefuda_domain::{Action, Localized};

use super::Unset;
use crate::{
    expr::Condition,
    facts::Value,
    pack::{Binding, Builtin, Exception, Guards, Kept, Pack, RemedySpec, Rule},
    settings::{self, Settings},
};

/// A layer ready to answer.
#[derive(Debug, Clone)]
pub struct LayerState {
    pub pack: Arc<Pack>,
    /// `house:` or empty: how settings and records name things of this layer.
    pub prefix: &'static str,
    /// Rules in force, in the order of the regulation.
    pub rules: Vec<Rule>,
    /// Parameters that have a value.
    pub params: BTreeMap<String, Value>,
    /// Levels by scheme, or the parameter that is unset.
    pub schemes: BTreeMap<String, Result<Vec<String>, String>>,
    by_action: BTreeMap<Action, Vec<usize>>,
    /// Exceptions by the rule or exception from which they except.
    exceptions: BTreeMap<String, Vec<usize>>,
}

impl LayerState {
    pub fn new(pack: Arc<Pack>, prefix: &'static str, lifted: &BTreeSet<String>, settings: &Settings) -> Self {
        let rules: Vec<Rule> = pack.rules.iter().filter(|rule| !lifted.contains(&rule.id)).cloned().collect();
        let mut by_action: BTreeMap<Action, Vec<usize>> = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            for action in &rule.on {
                by_action.entry(*action).or_default().push(index);
            }
        }
        let mut exceptions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, exception) in pack.exceptions.iter().enumerate() {
            let tagged = exception.of_tag.iter().flat_map(|tag| rules.iter().filter(|rule| rule.tags.contains(tag)));
            for of in exception.of.iter().chain(tagged.map(|rule| &rule.id)) {
                let list = exceptions.entry(of.clone()).or_default();
                if !list.contains(&index) {
                    list.push(index);
                }
            }
        }
        let params = params(&pack, prefix, settings);
        let schemes = pack
            .classifications
            .iter()
            .map(|scheme| {
                let order = match &scheme.order {
                    None => Ok(scheme.levels.iter().map(|level| level.id.clone()).collect()),
                    Some(param) => match params.get(param) {
                        Some(Value::TextList(order)) => Ok(order.clone()),
                        _ => Err(param.clone()),
                    },
                };
                (scheme.id.clone(), order)
            })
            .collect();
        Self { pack, prefix, rules, params, schemes, by_action, exceptions }
    }

    /// Rules of an action in the order of the regulation.
    pub fn rules_on(&self, action: Action) -> impl Iterator<Item = &Rule> {
        self.by_action.get(&action).into_iter().flatten().map(|index| &self.rules[*index])
    }

    /// Exceptions from a rule or an exception.
    pub fn exceptions_of(&self, id: &str) -> impl Iterator<Item = &Exception> {
        self.exceptions.get(id).into_iter().flatten().map(|index| &self.pack.exceptions[*index])
    }

    /// The rule in force that carries a check of the engine.
    pub fn builtin(&self, builtin: Builtin) -> Option<&Rule> {
        self.rules.iter().find(|rule| matches!(rule.kept, Kept::Builtin(known) if known == builtin))
    }

    /// The settings key of something of this layer.
    pub fn key(&self, kind: &str, id: &str) -> String {
        format!("{kind}:{}{id}", self.prefix)
    }

    /// Fields that the rules of an action read.
    pub fn reads(&self, action: Action) -> BTreeSet<&'static str> {
        let mut reads = BTreeSet::new();
        let mut add = |guards: &Guards, conditions: &[&Option<Condition>]| {
            let guarded = [
                (&guards.class, "account.class"),
                (&guards.service, "target.service"),
                (&guards.category, "post.category"),
                (&guards.actor, "actor.kind"),
                (&guards.state, "account.state"),
                (&guards.finding, "post.findings"),
            ];
            reads.extend(guarded.into_iter().filter(|(list, _)| !list.is_empty()).map(|(_, path)| path));
            reads.extend(conditions.iter().filter_map(|c| c.as_ref()).flat_map(|c| c.reads().iter().copied()));
        };
        for rule in self.rules_on(action) {
            let kept = match &rule.kept {
                Kept::Condition(condition) => Some(condition.clone()),
                _ => None,
            };
            add(&rule.guards, &[&rule.applies, &kept]);
            for exception in self.exceptions_below(&rule.id) {
                add(&exception.guards, &[&exception.applies]);
            }
        }
        for chain in self.pack.chains.iter().filter(|chain| chain.before.contains(&action) || is_post(action)) {
            add(&chain.guards, &[]);
        }
        for power in self.pack.powers.iter().filter(|power| power.grants.contains(&action)) {
            add(&power.guards, &[&power.applies]);
        }
        for silence in self.pack.silences.iter().filter(|silence| silence.on.contains(&action)) {
            add(&silence.guards, &[]);
        }
        if self.rules_on(action).any(|rule| matches!(rule.kept, Kept::Builtin(Builtin::Governing))) {
            reads.insert("target.service");
        }
        if action == Action::RecordGive {
            reads.extend(["record.kind", "record.rule", "record.person"]);
        }
        // The way outside the system is named where life and limb are concerned.
        if is_post(action) && self.pack.categories.iter().any(|category| category.disaster) {
            reads.insert("post.category");
        }
        reads
    }

    /// Exceptions from a rule, and theirs in turn.
    fn exceptions_below(&self, id: &str) -> Vec<&Exception> {
        let mut found: Vec<&Exception> = self.exceptions_of(id).collect();
        let mut at = 0;
        while at < found.len() {
            let more: Vec<&Exception> = self.exceptions_of(&found[at].id).collect();
            found.extend(more);
            at += 1;
        }
        found
    }

    /// Ids of the kinds whose records an action's rules read.
    pub fn kinds_on(&self, action: Action) -> BTreeSet<String> {
        let mut kinds = BTreeSet::new();
        for rule in self.rules_on(action) {
            if let Kept::Record(kind) | Kept::Decision(kind) = &rule.kept {
                kinds.insert(self.kind_id(kind));
            }
            kinds.extend(rule.remedies.iter().filter_map(|remedy| match remedy {
                RemedySpec::Record(kind) => Some(self.kind_id(kind)),
                _ => None,
            }));
            kinds.extend(rule.exception.iter().map(|grant| self.kind_id(&grant.record)));
            kinds.extend(self.exceptions_below(&rule.id).iter().flat_map(|x| &x.needs).map(|kind| self.kind_id(kind)));
        }
        let powers = self.pack.powers.iter().filter(|power| power.grants.contains(&action));
        kinds.extend(powers.flat_map(|power| &power.needs).map(|kind| self.kind_id(kind)));
        kinds
    }

    /// The id by which records name a kind that this layer names.
    pub fn kind_id(&self, kind: &str) -> String {
        if kind.starts_with("house:") { kind.to_owned() } else { format!("{}{kind}", self.prefix) }
    }

    /// Every key that the body may set.
    pub fn keys(&self) -> Vec<Unset> {
        let mut keys = vec![];
        for role in self.pack.roles.iter().filter(|role| role.bound == Binding::Position) {
            keys.push(Unset {
                key: self.key("role", &role.id),
                label: role.label.clone(),
                hint: role.hint.clone(),
                clauses: role.clauses.clone(),
                required_for: vec!["activation".to_owned()],
            });
        }
        for parameter in self.pack.parameters.iter().filter(|parameter| parameter.open) {
            keys.push(Unset {
                key: self.key("param", &parameter.id),
                label: parameter.label.clone(),
                hint: parameter.hint.clone(),
                clauses: parameter.clauses.clone(),
                required_for: parameter.required_for.clone(),
            });
        }
        for reading in self.pack.readings.iter().filter(|reading| reading.by_settings) {
            keys.push(Unset {
                key: self.key("reading", &reading.id),
                label: super::words::reading(&reading.written, &reading.read),
                hint: reading.note.clone(),
                clauses: vec![reading.clause.clone()],
                required_for: vec!["activation".to_owned()],
            });
        }
        for rule in self.rules.iter().filter(|rule| rule.strength == crate::Strength::Principle) {
            if rule.exception.as_ref().is_none_or(|grant| grant.by.is_empty()) {
                keys.push(Unset {
                    key: self.key("exception", &rule.id),
                    label: super::words::granter(),
                    hint: rule.message.clone(),
                    clauses: rule.clauses.clone(),
                    required_for: vec![],
                });
            }
        }
        keys
    }

    /// Keys without a fitting value.
    pub fn unset(&self, settings: &Settings) -> Vec<Unset> {
        let mut keys = self.keys();
        keys.retain(|unset| {
            let param = self.pack.parameters.iter().find(|p| self.key("param", &p.id) == unset.key);
            match param {
                Some(parameter) => !self.params.contains_key(&parameter.id),
                None => settings.get(&unset.key).is_none(),
            }
        });
        keys
    }

    /// Label of a settings key of this layer.
    pub fn key_label(&self, key: &str) -> Localized {
        self.keys().into_iter().find(|known| known.key == key).map_or_else(Localized::default, |known| known.label)
    }
}

fn is_post(action: Action) -> bool {
    action.as_str().starts_with("post.")
}

/// Values by parameter: set by the body where the text leaves it open, else stated by the text. A
/// value that does not fit its type counts as unset.
fn params(pack: &Pack, prefix: &str, settings: &Settings) -> BTreeMap<String, Value> {
    let mut params = BTreeMap::new();
    for parameter in &pack.parameters {
        let key = format!("param:{prefix}{}", parameter.id);
        let set = if parameter.open { settings.get(&key) } else { None };
        let text = set.or(parameter.value.as_deref());
        if let Some(value) = text.and_then(|text| settings::typed(parameter, text).ok()) {
            params.insert(parameter.id.clone(), value);
        }
    }
    params
}
