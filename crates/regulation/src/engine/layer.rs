//! One layer: a pack with its values in force and its index by action.

use serde::Serialize;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tatefuda_domain::{Action, Localized};

use tatefuda_calendar::Hours;

use super::values;
use crate::{
    facts::Value,
    pack::{Binding, Builtin, Exception, Kept, Pack, Rule},
    settings::Settings,
    terms::{Clauses, Id},
};

/// A value that the body has not set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unset {
    /// The settings key.
    pub key: String,
    pub label: Localized,
    /// Where to look.
    pub hint: Localized,
    pub clauses: Clauses,
    /// What stays refused until it is set.
    pub required_for: Vec<String>,
}

/// A layer ready to answer.
#[derive(Debug, Clone)]
pub struct LayerState {
    pub pack: Arc<Pack>,
    /// Id of the pack.
    pub document: Id,
    /// `house:` or empty: how settings and records name things of this layer.
    pub prefix: String,
    /// Rules in force, in the order of the regulation.
    pub rules: Vec<Rule>,
    /// Parameters that have a value.
    pub params: BTreeMap<String, Value>,
    /// Levels by scheme, or the parameter that is unset.
    pub schemes: BTreeMap<String, Result<Vec<String>, String>>,
    /// Values by account, where they differ from account to account.
    pub account_params: BTreeMap<String, BTreeMap<String, Value>>,
    /// Opening hours, or the parameter that is unset.
    pub calendars: BTreeMap<String, Result<Hours, String>>,
    /// Record kinds that conditions go through.
    pub viewed: BTreeSet<String>,
    /// Labels by settings key.
    labels: BTreeMap<String, Localized>,
    by_action: BTreeMap<Action, Vec<usize>>,
    /// Exceptions by the rule or exception from which they except.
    exceptions: BTreeMap<String, Vec<usize>>,
}

impl LayerState {
    pub fn new(pack: Arc<Pack>, prefix: &str, lifted: &BTreeSet<String>, settings: &Settings) -> Self {
        let rules: Vec<Rule> = pack.rules.iter().filter(|rule| !lifted.contains(rule.id.as_str())).cloned().collect();
        let mut by_action: BTreeMap<Action, Vec<usize>> = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            for action in &rule.on {
                by_action.entry(*action).or_default().push(index);
            }
        }
        let mut tagged: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for rule in &rules {
            rule.tags.iter().for_each(|tag| tagged.entry(tag).or_default().push(&rule.id));
        }
        let mut exceptions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, exception) in pack.exceptions.iter().enumerate() {
            let tagged = exception.of_tag.iter().filter_map(|tag| tagged.get(tag.as_str())).flatten();
            for of in exception.of.iter().map(String::as_str).chain(tagged.copied()) {
                let list = exceptions.entry(of.to_owned()).or_default();
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        let params = values::params(&pack, prefix, settings);
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
        let calendars = values::calendars(&pack, &params);
        let viewed = pack.conditions().flat_map(|condition| condition.kinds().iter().cloned()).collect();
        let account_params = values::account_params(&pack, prefix, settings);
        let prefix = prefix.to_owned();
        let labels = BTreeMap::new();
        let mut layer = Self {
            document: pack.header.id.as_str().into(),
            pack,
            prefix,
            rules,
            params,
            account_params,
            schemes,
            calendars,
            viewed,
            labels,
            by_action,
            exceptions,
        };
        // Of keys that two items share the first is the one that is shown.
        layer.labels = layer.keys().into_iter().rev().map(|key| (key.key, key.label)).collect();
        layer
    }

    /// The value of a parameter: that of the account, where there is one, else that of the body.
    pub fn param(&self, id: &str, account: Option<&str>) -> Option<&Value> {
        let own = account.and_then(|account| self.account_params.get(account)).and_then(|own| own.get(id));
        own.or_else(|| self.params.get(id))
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

    /// The id by which records name a kind that this layer names.
    pub fn kind_id<'k>(&self, kind: &'k str) -> Cow<'k, str> {
        if self.prefix.is_empty() || kind.starts_with("house:") {
            Cow::Borrowed(kind)
        } else {
            Cow::Owned(format!("{}{kind}", self.prefix))
        }
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
        for role in self.pack.roles.iter().filter(|role| self.prefix.is_empty() && role.leaves_deputies()) {
            keys.push(Unset {
                key: self.key("deputies", &role.id),
                label: super::words::deputies_of(&role.label),
                hint: super::words::deputies_hint(),
                clauses: role.clauses.clone(),
                required_for: vec![],
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
        for reading in self.pack.readings.iter().filter(|reading| reading.by_settings && reading.param.is_none()) {
            keys.push(Unset {
                key: self.key("reading", &reading.id),
                label: super::words::reading(&reading.written, &reading.read),
                hint: reading.note.clone(),
                clauses: [reading.clause.clone()].into_iter().collect(),
                required_for: vec!["activation".to_owned()],
            });
        }
        let principle = crate::Strength::Principle;
        let rules = self.rules.iter().filter(|rule| {
            rule.strength == principle && rule.exception.as_ref().is_none_or(|grant| grant.by.is_empty())
        });
        let chains = self.pack.chains.iter().filter(|chain| chain.strength == principle);
        let rules = rules.map(|rule| (&rule.id, &rule.message, &rule.clauses));
        for (id, hint, clauses) in rules.chain(chains.map(|chain| (&chain.id, &chain.message, &chain.clauses))) {
            keys.push(Unset {
                key: self.key("exception", id),
                label: super::words::granter(),
                hint: hint.clone(),
                clauses: clauses.clone(),
                required_for: vec![],
            });
        }
        keys
    }

    /// Keys without a fitting value.
    pub fn unset(&self, settings: &Settings) -> Vec<Unset> {
        let mut keys = self.keys();
        let start = self.key("param", "");
        keys.retain(|unset| match unset.key.strip_prefix(&start) {
            // While nobody says who acts for a holder, nobody does: that is an answer.
            None if unset.key.starts_with("deputies:") => false,
            Some(parameter) => !self.params.contains_key(parameter),
            None => settings.get(&unset.key).is_none(),
        });
        keys
    }

    /// Label of a settings key of this layer.
    pub fn key_label(&self, key: &str) -> Option<&Localized> {
        self.labels.get(key)
    }
}
