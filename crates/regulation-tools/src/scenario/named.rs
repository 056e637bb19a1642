//! Names that scenario files use, for the lint: facts, kinds of record, positions.

use std::collections::{BTreeMap, BTreeSet};

use super::File;
use tatefuda_regulation::{facts::Facts, pack::PackSource};

/// A name with what it should be one of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A field of the fact schema.
    Fact(String),
    /// A kind of record.
    Kind(String),
}

impl Name {
    /// As written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Fact(name) | Self::Kind(name) => name,
        }
    }
}

/// What the scenario files of a pack name.
#[derive(Debug, Default)]
pub struct Named {
    /// Positions that somebody holds in any of them.
    pub positions: BTreeSet<String>,
    files: BTreeMap<String, BTreeSet<Name>>,
}

impl Named {
    /// The names that a file uses.
    pub fn in_file(&self, path: &str) -> impl Iterator<Item = &Name> {
        self.files.get(path).into_iter().flatten()
    }
}

/// The names in the scenario files of a pack; a file that cannot be read names nothing, which is said elsewhere.
pub fn named(source: &PackSource) -> Named {
    let mut named = Named::default();
    for (path, text) in source.scenario_files() {
        let Ok(file) = toml::from_str::<File>(text) else { continue };
        let mut names = BTreeSet::new();
        let mut facts = |facts: &Facts| {
            names.extend(facts.fields.keys().cloned().map(Name::Fact));
            names.extend(facts.records.iter().map(|record| Name::Kind(record.kind.clone())));
            named.positions.extend(facts.org.iter().map(|one| one.position.clone()));
        };
        file.facts.values().for_each(&mut facts);
        if let Some(shared) = &file.shared {
            names.extend(shared.records.iter().map(|record| Name::Kind(record.kind.clone())));
            named.positions.extend(shared.org.iter().map(|one| one.position.clone()));
        }
        for scenario in &file.scenario {
            names.extend(scenario.set.keys().chain(&scenario.absent).cloned().map(Name::Fact));
            names.extend(scenario.add_records.iter().map(|record| Name::Kind(record.kind.clone())));
        }
        named.files.insert(path.to_owned(), names);
    }
    named
}
