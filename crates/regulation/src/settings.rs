//! Values in force of what the text leaves to the body (decision 0004).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, digest::Canonical};

pub use crate::pack::{PasswordFacts, PasswordPolicy, hours, lines, row, typed};

/// The values in force at one moment, by key. Unset is a value: a key that is not here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Settings {
    /// By key: `param:<id>`, `role:<id>`, `exception:<rule>`, `reading:<id>`, `extend:<service>`.
    /// Parameters of the house pack: `param:house:<id>`.
    pub values: BTreeMap<String, Setting>,
}

/// One value in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The value as text; the pack declares its type. Lists: one element per line (LF).
    pub value: String,
    /// The document that decided it: title, number.
    #[serde(default)]
    pub source: String,
    /// A remark shown with it.
    #[serde(default)]
    pub note: String,
    /// Who proposed it.
    #[serde(default)]
    pub decided_by: String,
    /// The second person who confirmed it.
    #[serde(default)]
    pub confirmed_by: String,
    /// Since when it acts.
    #[serde(default)]
    pub effective_from: Option<Timestamp>,
    /// Practice data (練習用): invented, shown as such.
    #[serde(default)]
    pub practice: bool,
}

impl Settings {
    /// The text of a value; `None` is *unset*. Blank text counts as unset.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(|setting| setting.value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements of a list value; empty when unset.
    pub fn list(&self, key: &str) -> Vec<&str> {
        self.get(key).map_or_else(Vec::new, lines)
    }

    /// Sets a value without provenance, for tests and scenarios.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>) -> &mut Self {
        self.values.insert(
            key.into(),
            Setting {
                value: value.into(),
                source: String::new(),
                note: String::new(),
                decided_by: String::new(),
                confirmed_by: String::new(),
                effective_from: None,
                practice: false,
            },
        );
        self
    }

    /// Positions that carry a role.
    pub fn role_positions(&self, role: &str) -> Vec<&str> {
        self.list(&format!("role:{role}"))
    }

    /// Services beyond its own text to which the body extends a document.
    pub fn extensions(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.values.iter().filter_map(|(key, setting)| Some((key.strip_prefix("extend:")?, setting)))
    }

    /// Digest of everything that can change an answer: keys and values. Part of each answer.
    pub fn digest(&self) -> Digest {
        let mut out = Canonical::new("tatefuda.settings.v1\n");
        out.count(0, self.values.len());
        for (key, setting) in &self.values {
            out.text(1, key).text(2, &setting.value).bytes(3, &[u8::from(setting.practice)]);
        }
        out.finish()
    }
}
