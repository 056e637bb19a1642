//! House, body and further layers with the values in force: what answers rest on.

use jiff::Timestamp;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use jiff::civil::Date;
use tatefuda_calendar::date_at;
use tatefuda_domain::{Action, Digest, Localized};

use super::{
    layer::{LayerState, Unset},
    question::Question,
};
use crate::{
    coverage::controls,
    facts::Value,
    pack::{Category, Classification, Pack, Parameter, ParameterScope, RecordKind, SchemeUse},
    settings::Settings,
    terms::Choice,
};

/// A path of the fact schema, as `post.category`.
pub type FieldPath = String;

/// House and body joined with the settings in force, indexed by action.
#[derive(Debug, Clone)]
pub struct Regulation {
    /// In the order in which they are answered: the house first.
    pub(super) layers: Vec<LayerState>,
    pub(super) settings: Settings,
    pub(super) digest: Digest,
    pub(super) settings_digest: Digest,
    /// HOUSE four eyes is in force (not lifted).
    pub(super) four_eyes: bool,
    /// Layer and place of each kind of record, by the id that records name.
    pub(super) kinds: BTreeMap<String, (usize, usize)>,
    /// The zone of the body's dates.
    pub(super) zone: jiff::tz::TimeZone,
    /// See [`Regulation::events`].
    pub(super) events: OnceLock<BTreeSet<String>>,
}

/// Places in `layers`.
pub(super) const HOUSE: usize = 0;
pub(super) const BODY: usize = 1;

impl Regulation {
    /// Fields that the rules of an action read; the use-case assembles only these.
    pub fn needed(&self, action: Action) -> BTreeSet<FieldPath> {
        self.layers.iter().flat_map(|layer| layer.reads(action)).map(str::to_owned).collect()
    }

    /// Whether papers that were archived are asked for by anything that has a say in an act.
    pub fn takes_papers(&self, action: Action) -> bool {
        self.layers.iter().any(|layer| layer.takes_papers(action))
    }

    /// Events whose last time conditions, clocks, baselines, duties or monitors of any layer read. Facts need to hold no
    /// other.
    pub fn events(&self) -> &BTreeSet<String> {
        self.events.get_or_init(|| {
            let items = self.layers.iter().flat_map(|layer| controls::items(&layer.pack));
            items.flat_map(|control| control.needs.events).collect()
        })
    }

    /// A kind of record of the body, or `house:<id>`.
    pub fn record_kind(&self, id: &str) -> Option<&RecordKind> {
        self.kind(id).map(|(_, kind)| kind)
    }

    pub(super) fn kind(&self, id: &str) -> Option<(usize, &RecordKind)> {
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

    /// How the body calls the kinds of its content, where its text has a word.
    pub fn category_word(&self) -> Option<&Localized> {
        Some(&self.body().header.category_word).filter(|word| !word.ja.is_empty())
    }

    /// How the body tells the classes of its accounts apart, where its text has a word.
    pub fn class_word(&self) -> Option<&Localized> {
        Some(&self.body().header.class_word).filter(|word| !word.ja.is_empty())
    }

    /// The hours of the body: the first calendar of its text, where it has one and what it needs is set.
    pub fn hours(&self) -> Option<&tatefuda_calendar::Hours> {
        let body = &self.layers[BODY];
        body.calendars.get(&body.pack.calendars.first()?.id)?.as_ref().ok()
    }

    /// The scheme by which the body classifies what its content says; schemes of ranks and the like are others.
    pub fn classification(&self) -> Option<&Classification> {
        let information = |scheme: &&Classification| scheme.usage == SchemeUse::Information;
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

    /// Further layers: prefecture, sections.
    pub fn further(&self) -> impl Iterator<Item = &Pack> {
        self.layers.iter().skip(BODY + 1).map(|layer| &*layer.pack)
    }

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
        crate::pack::typed(self.parameter_of(key)?.0, value).err()
    }

    /// The value of a parameter in force: set by the body, else stated by the text.
    pub fn parameter(&self, id: &str) -> Option<&Value> {
        let (layer, id) = self.layer_of(id);
        self.layers[layer].params.get(id)
    }

    /// For whom the actor of a question about a step (post.step) acts: the capacity of the holder who is away or wrote the
    /// content. `None`: the step is the actor's own, or not theirs at all.
    pub fn acting_for<'q>(&self, question: &Question<'q>) -> Option<&'q str> {
        super::deputy::acting_for(self, question)
    }

    /// Since when a mode of the house is in force; `None`: it is not.
    pub fn house_mode(&self, id: &str, question: &Question<'_>) -> Option<Timestamp> {
        super::modes::began(self, HOUSE, question, id)
    }

    /// The zone in which the body reads the clock.
    pub fn zone(&self) -> &jiff::tz::TimeZone {
        &self.zone
    }

    /// The day of a moment in the zone of the body.
    pub fn day(&self, at: Timestamp) -> Date {
        date_at(at, &self.zone)
    }
}
