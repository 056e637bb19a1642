//! The files of a pack as text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, digest::Canonical};

/// Files of a pack by path relative to its folder, with `/` as separator.
///
/// `scenarios/`, `settings/` and `survivors.toml` belong to the pack's folder but not to the regulation:
/// they do not change the digest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackSource {
    /// Text by path.
    pub files: BTreeMap<String, String>,
}

/// Files of the pack from which one inherits stand under this folder, those of its own base once more below.
const BASE: &str = "base/";

/// How many times removed a file is inherited; 0: the pack's own.
pub fn generation(path: &str) -> usize {
    path.split('/').take_while(|part| *part == "base").count()
}

impl PackSource {
    /// From pairs of path and text.
    pub fn new<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self { files: files.into_iter().map(|(path, text)| (path.into().replace('\\', "/"), text.into())).collect() }
    }

    /// The files that make up the regulation, in the order of their paths.
    pub fn regulation_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| {
                path.ends_with(".toml")
                    && !path.starts_with("scenarios/")
                    && !path.starts_with("settings/")
                    && *path != "survivors.toml"
            })
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The id of the pack from which this one inherits, as its head says; `None`: none, or no readable head.
    pub fn base_id(&self) -> Option<String> {
        let inherits = |text: &String| -> Option<String> {
            let table: toml::Table = text.parse().ok()?;
            Some(table.get("pack")?.get("base")?.as_str()?.to_owned())
        };
        let own = self.files.iter().filter(|(path, _)| path.ends_with(".toml") && !path.contains('/'));
        own.map(|(_, text)| text).find_map(inherits)
    }

    /// Adds the regulation files of the pack from which this one inherits.
    #[must_use]
    pub fn with_base(mut self, base: &Self) -> Self {
        for (path, text) in base.regulation_files() {
            self.files.insert(format!("{BASE}{path}"), text.to_owned());
        }
        self
    }

    pub fn scenario_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| path.starts_with("scenarios/") && path.ends_with(".toml"))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// All settings fixtures.
    pub fn settings_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| path.starts_with("settings/") && path.ends_with(".toml"))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The settings fixture of a name, `settings/<name>.toml`.
    pub fn settings_file(&self, name: &str) -> Option<(String, &str)> {
        let path = format!("settings/{name}.toml");
        self.files.get(&path).map(|text| (path, text.as_str()))
    }

    /// Content hash of the regulation files. CRLF counts as LF, so that a check-out on another
    /// system has the same digest.
    pub fn digest(&self) -> Digest {
        let mut out = Canonical::new("tatefuda.pack.v1\n");
        for (path, text) in self.regulation_files() {
            out.text(1, path).text(2, &tatefuda_domain::text::at_input(text));
        }
        out.finish()
    }
}
