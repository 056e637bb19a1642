//! One layer: a pack with its values in force and its index by action.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tatefuda_domain::{Action, Localized};

use tatefuda_calendar::Hours;

use super::Unset;
use crate::{
    answer::Id,
    expr::{Condition, Query},
    facts::Value,
    pack::{
        Binding, Builtin, Calendar, Exception, Guards, Kept, Met, Pack, ParameterKind, ParameterScope, PartContent,
        Procedure, RemedySpec, Rule, Within,
    },
    schema,
    settings::{self, Settings},
};

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
        let calendars = calendars(&pack, &params);
        let viewed = pack.conditions().flat_map(|condition| condition.kinds().iter().cloned()).collect();
        let account_params = account_params(&pack, prefix, settings);
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

    /// Fields that the rules of an action read.
    pub fn reads(&self, action: Action) -> BTreeSet<&'static str> {
        let mut reads = Reads::default();
        for rule in self.rules_on(action) {
            reads.guards(&rule.guards).condition(rule.applies.as_ref());
            if let Kept::Condition(condition) = &rule.kept {
                reads.condition(Some(condition));
            }
            self.exceptions_below(&rule.id).into_iter().for_each(|exception| reads.exception(exception));
        }
        for chain in self.pack.chains.iter().filter(|chain| chain.before.contains(&action) || is_post(action)) {
            reads.guards(&chain.guards).condition(chain.applies.as_ref());
            self.exceptions_below(&chain.id).into_iter().for_each(|exception| reads.exception(exception));
        }
        for power in self.pack.powers.iter().filter(|power| power.grants.contains(&action)) {
            reads.guards(&power.guards).condition(power.applies.as_ref());
        }
        for silence in self.pack.silences.iter().filter(|silence| silence.on.contains(&action)) {
            reads.guards(&silence.guards);
        }
        for standing in self.pack.standings.iter().filter(|standing| standing.on.contains(&action)) {
            reads.guards(&standing.guards);
        }
        for read_as in &self.pack.read_as {
            reads.guards(&read_as.guards);
        }
        for procedure in self.pack.procedures.iter().filter(|procedure| self.stands_before(procedure, action)) {
            reads.guards(&procedure.guards).condition(procedure.applies.as_ref());
        }
        for duty in self.pack.duties.iter().filter(|duty| duty.blocks.contains(&action)) {
            reads.guards(&duty.guards).condition(duty.applies.as_ref());
        }
        for role in &self.pack.roles {
            if role.within == Some(Within::Owner) {
                reads.found.insert("account.sections");
            }
            if role.bound == Binding::Another && matches!(action, Action::PostDeny | Action::PostResolve) {
                reads.found.insert("post.scheduled_by");
            }
            if let Binding::Table { key, .. } = &role.bound {
                reads.found.extend(schema::field(key).map(|field| field.path));
            }
        }
        let asked =
            self.pack.documents.iter().filter(|document| {
                reads.documents.contains(&document.id)
                    || self.pack.procedures.iter().filter(|procedure| self.stands_before(procedure, action)).any(
                        |procedure| procedure.steps.iter().any(|step| step.document.as_ref() == Some(&document.id)),
                    )
            });
        let mut reads = {
            let facts = asked.flat_map(|document| &document.parts).filter_map(|part| match &part.content {
                PartContent::Fact(path) => schema::field(path).map(|field| field.path),
                _ => None,
            });
            let facts: Vec<&'static str> = facts.collect();
            reads.found.extend(facts);
            reads.found
        };
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

    /// Whether a procedure has a say in an act.
    fn stands_before(&self, procedure: &Procedure, action: Action) -> bool {
        matches!(action, Action::StepDo | Action::IncidentClose)
            || procedure.steps.iter().any(|step| step.act == Some(action))
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
        let own = |kind: &str| self.kind_id(kind).into_owned();
        let mut kinds = BTreeSet::new();
        for rule in self.rules_on(action) {
            if let Kept::Record(kind) | Kept::Decision(kind) = &rule.kept {
                kinds.insert(own(kind));
            }
            kinds.extend(rule.remedies.iter().filter_map(|remedy| match remedy {
                RemedySpec::Record(kind) => Some(own(kind)),
                _ => None,
            }));
            kinds.extend(rule.exception.iter().map(|grant| own(&grant.record)));
            kinds.extend(self.exceptions_below(&rule.id).iter().flat_map(|x| &x.needs).map(|kind| own(kind)));
        }
        // What roles, kinds of actor, modes, boards and conditions read, whatever the act.
        for role in &self.pack.roles {
            if let Binding::Record(kind) | Binding::RecordField { kind, .. } = &role.bound {
                kinds.insert(own(kind));
            }
            kinds.extend(role.records.iter().map(|kind| own(kind)));
        }
        kinds.extend(self.pack.actor_kinds.iter().flat_map(|kind| &kind.needs).map(|kind| own(kind)));
        kinds.extend(self.pack.modes.iter().flat_map(|mode| mode.start.iter().chain(&mode.end)).map(|kind| own(kind)));
        kinds.extend(self.pack.boards.iter().map(|board| own(&board.record)));
        kinds.extend(self.pack.conditions().flat_map(Condition::kinds).map(|kind| own(kind)));
        if self.pack.procedures.iter().any(|procedure| self.stands_before(procedure, action)) {
            let steps = self.pack.procedures.iter().flat_map(|procedure| &procedure.steps);
            kinds.extend(steps.flat_map(|step| step.record.iter().chain(&step.decision)).map(|kind| own(kind)));
            kinds.extend(
                self.pack.documents.iter().filter_map(|document| document.record.as_ref()).map(|kind| own(kind)),
            );
        }
        for duty in self.pack.duties.iter().filter(|duty| duty.blocks.contains(&action)) {
            if let Met::Record(kind) = &duty.met {
                kinds.insert(own(kind));
            }
        }
        for chain in self.pack.chains.iter() {
            if chain.strength == crate::Strength::Principle {
                kinds.insert("house:exception".to_owned());
            }
            kinds.extend(self.exceptions_below(&chain.id).iter().flat_map(|x| &x.needs).map(|kind| own(kind)));
        }
        let powers = self.pack.powers.iter().filter(|power| power.grants.contains(&action));
        kinds.extend(powers.flat_map(|power| &power.needs).map(|kind| own(kind)));
        // With what waits for its approval comes what approves it.
        let approvals = self.pack.record_kinds.iter().filter_map(|kind| Some((kind, kind.approval.as_ref()?)));
        for (kind, approval) in approvals {
            if kinds.contains(&own(&kind.id)) {
                kinds.insert(own(&approval.record));
            }
        }
        kinds
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

/// Fields found so far, and documents that conditions ask about.
#[derive(Default)]
struct Reads {
    found: BTreeSet<&'static str>,
    documents: BTreeSet<String>,
}

impl Reads {
    fn guards(&mut self, guards: &Guards) -> &mut Self {
        let guarded = [
            (&guards.class, "account.class"),
            (&guards.service, "target.service"),
            (&guards.category, "post.category"),
            (&guards.actor, "actor.kind"),
            (&guards.state, "account.state"),
            (&guards.finding, "post.findings"),
        ];
        self.found.extend(guarded.into_iter().filter(|(list, _)| !list.is_empty()).map(|(_, path)| path));
        self
    }

    fn condition(&mut self, condition: Option<&Condition>) -> &mut Self {
        if let Some(condition) = condition {
            self.found.extend(condition.reads().iter().copied());
            self.documents.extend(condition.queries().iter().filter_map(|query| match query {
                Query::Complete(id) => Some(id.clone()),
                _ => None,
            }));
        }
        self
    }

    fn exception(&mut self, exception: &Exception) {
        self.guards(&exception.guards).condition(exception.applies.as_ref());
    }
}

/// Opening hours with the local days that the settings add.
fn calendars(pack: &Pack, params: &BTreeMap<String, Value>) -> BTreeMap<String, Result<Hours, String>> {
    let zone = jiff::tz::TimeZone::get(&pack.header.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let list = |param: &Option<String>| -> Result<Vec<String>, String> {
        let Some(id) = param else { return Ok(vec![]) };
        match params.get(id) {
            Some(Value::TextList(list)) => Ok(list.clone()),
            _ => Err(id.clone()),
        }
    };
    let build = |calendar: &Calendar| -> Result<Hours, String> {
        let (closed, open) = (list(&calendar.closed_param)?, list(&calendar.open_param)?);
        let mut hours = calendar.hours.clone();
        hours.closed.extend(closed);
        let (from, until) = (hours.from.clone(), hours.until.clone());
        hours.open.extend(open.into_iter().map(|date| tatefuda_calendar::OpenSpec {
            date,
            from: from.clone(),
            until: until.clone(),
            end: hours.end,
        }));
        // Days that cannot be read are as good as unset: nothing is guessed.
        let param = || calendar.closed_param.clone().or_else(|| calendar.open_param.clone()).unwrap_or_default();
        hours.build(zone.clone()).map_err(|_| param())
    };
    let stated = pack.calendars.iter().map(|calendar| (calendar.id.clone(), build(calendar)));
    let set = pack.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Hours).map(|parameter| {
        let hours = params.get(&parameter.id).and_then(|value| hours(value, &zone));
        (parameter.id.clone(), hours.ok_or_else(|| parameter.id.clone()))
    });
    stated.chain(set).collect()
}

/// Opening hours that a parameter holds.
pub fn hours(value: &Value, zone: &jiff::tz::TimeZone) -> Option<Hours> {
    let Value::TextList(lines) = value else { return None };
    settings::hours(&lines.join("\n")).ok()?.build(zone.clone()).ok()
}

/// Values set for single accounts: `param:<id>@<account>`.
fn account_params(pack: &Pack, prefix: &str, settings: &Settings) -> BTreeMap<String, BTreeMap<String, Value>> {
    let mut found: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for parameter in pack.parameters.iter().filter(|parameter| parameter.scope == ParameterScope::Account) {
        let start = format!("param:{prefix}{}@", parameter.id);
        let own = settings.values.range(start.clone()..).take_while(|(key, _)| key.starts_with(&start));
        for (key, setting) in own {
            if let Ok(value) = settings::typed(parameter, setting.value.trim()) {
                found.entry(key[start.len()..].to_owned()).or_default().insert(parameter.id.clone(), value);
            }
        }
    }
    found
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
