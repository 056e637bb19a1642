//! The engine: facts and a question in, a cited answer out. Pure, total, deterministic.

mod ask;
mod builtin;
mod chain;
mod document;
mod duty;
mod guards;
mod help;
mod join;
mod layer;
mod memo;
mod modes;
mod open_to;
mod oracle;
mod power;
mod procedure;
mod readas;
mod records;
mod roles;
mod rule;
mod time;
mod watch;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{Action, Digest, Localized, digest::Canonical};

use crate::{
    answer::{Answer, Choice, Clauses, Who},
    coverage::controls,
    facts::{Facts, Question},
    pack::{Builtin, Category, Chain, Kept, Pack, PackErrors, Parameter, ParameterScope, RecordKind},
    settings::Settings,
};
use layer::LayerState;
pub(crate) use memo::Memo;
pub use watch::{DocumentState, DutyInstance, DutyState, Opening, PartState, Watch, WatchState};

/// A path of the fact schema, as `post.category`.
pub type FieldPath = String;

/// House and body do not fit together; the errors point into the body's pack.
pub type JoinError = PackErrors;

/// A value that the body has not set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unset {
    /// The settings key.
    pub key: String,
    /// Its label.
    pub label: Localized,
    /// Where to look.
    pub hint: Localized,
    /// Its clauses.
    pub clauses: Clauses,
    /// What stays refused until it is set.
    pub required_for: Vec<String>,
}

/// House and body joined with the settings in force, indexed by action.
#[derive(Debug, Clone)]
pub struct Regulation {
    /// In the order in which they are answered: the house first.
    layers: Vec<LayerState>,
    settings: Settings,
    digest: Digest,
    settings_digest: Digest,
    /// HOUSE four eyes is in force (not lifted).
    four_eyes: bool,
    /// Layer and place of each kind of record, by the id that records name.
    kinds: BTreeMap<String, (usize, usize)>,
    /// The zone of the body's dates.
    zone: jiff::tz::TimeZone,
    /// See [`Regulation::events`].
    events: OnceLock<BTreeSet<String>>,
}

/// Places in `layers`.
const HOUSE: usize = 0;
const BODY: usize = 1;

impl Regulation {
    /// Joins and checks what one pack says of the other.
    ///
    /// # Errors
    /// References to the house that do not exist, lifts of rules that cannot be lifted.
    pub fn new(house: Arc<Pack>, body: Arc<Pack>, settings: Settings) -> Result<Self, JoinError> {
        Self::layered(house, body, vec![], settings)
    }

    /// The same with further layers: the hosting prefecture, a section's own rules. Each is answered alone and joined
    /// with the rest; it only adds rules, chains, procedures, duties and monitors.
    ///
    /// # Errors
    /// As [`Self::new`]; a layer that would loosen what the others say, or that the body's text does not admit.
    pub fn layered(
        house: Arc<Pack>,
        body: Arc<Pack>,
        mut further: Vec<Arc<Pack>>,
        settings: Settings,
    ) -> Result<Self, JoinError> {
        let lifted = join::check(&house, &body)?;
        let mut digest = Canonical::new("tatefuda.regulation.v1\n");
        digest.bytes(1, house.digest().as_bytes()).bytes(2, body.digest().as_bytes());
        let mut layers = vec![
            LayerState::new(house, "house:", &lifted, &settings),
            LayerState::new(body, "", &BTreeSet::new(), &settings),
        ];
        // Their order means nothing: the prefecture's first, then by name.
        further.sort_by(|a, b| (a.header.layer, &a.header.id).cmp(&(b.header.layer, &b.header.id)));
        for pack in further {
            let packs: Vec<&Pack> = layers.iter().map(|layer| &*layer.pack).collect();
            join::further(&packs, &pack)?;
            digest.bytes(3, pack.digest().as_bytes());
            let prefix = format!("{}:", pack.header.id);
            layers.push(LayerState::new(pack, &prefix, &BTreeSet::new(), &settings));
        }
        let four_eyes = layers[HOUSE].builtin(Builtin::FourEyes).is_some();
        let zone = jiff::tz::TimeZone::get(&layers[BODY].pack.header.zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let (digest, settings_digest) = (digest.finish(), settings.digest());
        let mut kinds = BTreeMap::new();
        for (at, layer) in layers.iter().enumerate() {
            let own = layer.pack.record_kinds.iter().enumerate();
            kinds.extend(own.map(|(index, kind)| (format!("{}{}", layer.prefix, kind.id), (at, index))));
        }
        Ok(Self { layers, digest, settings_digest, settings, four_eyes, kinds, zone, events: OnceLock::new() })
    }

    /// The cited answer.
    pub fn ask(&self, question: &Question<'_>) -> Answer {
        let facts = question.facts_digest();
        self.viewed(question, |question| ask::ask(self, question, facts))
    }

    /// Fields that the rules of an action read; the use-case assembles only these.
    pub fn needed(&self, action: Action) -> BTreeSet<FieldPath> {
        self.layers.iter().flat_map(|layer| layer.reads(action)).map(str::to_owned).collect()
    }

    /// Events whose last time conditions, clocks, baselines, duties or monitors of any layer read. Facts need to hold no
    /// other.
    pub fn events(&self) -> &BTreeSet<String> {
        self.events.get_or_init(|| {
            let items = self.layers.iter().flat_map(|layer| controls::items(&layer.pack));
            items.flat_map(|control| control.needs.events).collect()
        })
    }

    /// Who holds a role (`rp`, `house:staff`, `reading:…`) at a time. Persons who could not act on
    /// this content for reasons of four eyes are not left out here.
    pub fn role_holders(&self, role: &str, facts: &Facts, at: Timestamp) -> Who {
        let question = Question::new(Action::RecordGive, at, facts);
        let (layer, reference) = roles::parse(role);
        self.viewed(&question, |question| roles::who(self, question, layer, &reference))
    }

    /// A kind of record of the body, or `house:<id>`.
    pub fn record_kind(&self, id: &str) -> Option<&RecordKind> {
        self.kind(id).map(|(_, kind)| kind)
    }

    fn kind(&self, id: &str) -> Option<(usize, &RecordKind)> {
        let (layer, index) = *self.kinds.get(id)?;
        Some((layer, &self.layers[layer].pack.record_kinds[index]))
    }

    /// The layer that a prefixed id belongs to, and the id there.
    fn layer_of<'i>(&self, id: &'i str) -> (usize, &'i str) {
        let prefixed = self.layers.iter().enumerate().filter(|(_, layer)| !layer.prefix.is_empty());
        prefixed.filter_map(|(at, layer)| Some((at, id.strip_prefix(&layer.prefix)?))).next().unwrap_or((BODY, id))
    }

    /// Every kind with the id by which records name it.
    pub fn record_kinds(&self) -> Vec<(String, &RecordKind)> {
        let of = |layer: &'_ LayerState| layer.pack.record_kinds.len();
        let mut all = Vec::with_capacity(self.layers.iter().map(of).sum());
        for layer in self.layers.iter().rev() {
            all.extend(layer.pack.record_kinds.iter().map(|kind| (layer.kind_id(&kind.id).into_owned(), kind)));
        }
        all
    }

    /// Kinds whose records an action's rules, exceptions and powers read, with their ids.
    pub fn record_kinds_on(&self, action: Action) -> Vec<(String, &RecordKind)> {
        let ids: BTreeSet<String> = self.layers.iter().flat_map(|layer| layer.kinds_on(action)).collect();
        ids.into_iter().filter_map(|id| self.record_kind(&id).map(|kind| (id.clone(), kind))).collect()
    }

    /// The categories of the body's document; empty: content has none.
    pub fn categories(&self) -> &[Category] {
        &self.body().categories
    }

    /// The scheme by which the body classifies what its content says; schemes of ranks and the like are others.
    pub fn classification(&self) -> Option<&crate::pack::Classification> {
        let information = |scheme: &&crate::pack::Classification| scheme.usage == crate::pack::SchemeUse::Information;
        self.body().classifications.iter().find(information)
    }

    /// Levels of [`Self::classification`] from the least to the most sensitive; empty while the order is not set, or
    /// where the pack has no classification.
    pub fn levels(&self) -> Vec<Choice> {
        let Some(scheme) = self.classification() else { return vec![] };
        if !scheme.levels.is_empty() {
            return scheme.levels.clone();
        }
        match self.layers[BODY].schemes.get(&scheme.id) {
            Some(Ok(order)) => {
                order.iter().map(|level| Choice { id: level.clone(), label: Localized::new(level, level) }).collect()
            }
            _ => vec![],
        }
    }

    /// The chain of the body that a question stands under; none: no chain, or not unique. For acts
    /// on a post other than publishing (a step, a return) it is the chain before publishing.
    pub fn chain_for(&self, question: &Question<'_>) -> Option<&Chain> {
        self.viewed(question, |question| match chain::applicable(self, question, BODY) {
            chain::Applicable::One(chain) => Some(chain),
            _ => None,
        })
    }

    /// Further layers: prefecture, sections.
    pub fn further(&self) -> impl Iterator<Item = &Pack> {
        self.layers.iter().skip(BODY + 1).map(|layer| &*layer.pack)
    }

    /// The house pack.
    pub fn house(&self) -> &Pack {
        &self.layers[HOUSE].pack
    }

    /// The body's pack.
    pub fn body(&self) -> &Pack {
        &self.layers[BODY].pack
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Digest of both packs, part of each answer.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Values that the text leaves to the body and that are not set, or set to something that does
    /// not fit: parameters, roles bound to positions, granters of exceptions, readings.
    pub fn unset_parameters(&self) -> Vec<Unset> {
        self.layers.iter().rev().flat_map(|layer| layer.unset(&self.settings)).collect()
    }

    /// Every key that the body may set, set or not, in the order of the packs.
    pub fn setting_keys(&self) -> Vec<Unset> {
        self.layers.iter().rev().flat_map(LayerState::keys).collect()
    }

    /// The parameter that a settings key names, and the account for which it is set: `param:<id>` is the body's value,
    /// `param:<id>@<account>` that of one account, where the pack says that accounts differ.
    pub fn parameter_of<'k>(&self, key: &'k str) -> Option<(&Parameter, Option<&'k str>)> {
        let id = key.strip_prefix("param:")?;
        let find = |id: &str| {
            let (layer, id) = self.layer_of(id);
            self.layers[layer].pack.parameters.iter().find(|parameter| parameter.id == id)
        };
        if let Some(parameter) = find(id) {
            return Some((parameter, None));
        }
        let (id, account) = id.split_once('@')?;
        let parameter = find(id).filter(|parameter| parameter.scope == ParameterScope::Account)?;
        Some((parameter, Some(account)))
    }

    /// What is wrong with the form of a value; `None`: it fits, or the key is not a parameter.
    pub fn setting_problem(&self, key: &str, value: &str) -> Option<String> {
        crate::settings::typed(self.parameter_of(key)?.0, value).err()
    }

    /// The value of a parameter in force: set by the body, else stated by the text.
    pub fn parameter(&self, id: &str) -> Option<&crate::facts::Value> {
        let (layer, id) = self.layer_of(id);
        self.layers[layer].params.get(id)
    }

    /// Counts what of an action's rules, exceptions and steps holds; see [`crate::bench::conditions`].
    pub(crate) fn matching(&self, question: &Question<'_>) -> usize {
        self.viewed(question, |question| {
            let count = |layer: usize| {
                let cx = help::Cx { regulation: self, question, layer, item: "" };
                let rules = self.layers[layer].rules_on(question.action).filter(|rule| rule::matches(cx, rule)).count();
                rules + chain::matching(cx)
            };
            (0..self.layers.len()).map(count).sum()
        })
    }

    /// Whether a rule of the house is in force.
    pub fn has_builtin(&self, builtin: Builtin) -> bool {
        self.layers[HOUSE].rules.iter().any(|rule| matches!(rule.kept, Kept::Builtin(known) if known == builtin))
    }
}
