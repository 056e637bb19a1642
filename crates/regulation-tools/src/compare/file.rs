//! The file of comparisons as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use tatefuda_domain::Localized;
use toml::Table;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Name of the settings file beside each pack.
    pub(super) settings: Option<String>,
    /// When, where a topic does not say.
    pub(super) at: String,
    pub(super) body: Vec<Body>,
    /// Who holds which position, for all facts.
    #[serde(default)]
    pub(super) org: Vec<Table>,
    pub(super) facts: BTreeMap<String, Table>,
    pub(super) topic: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    /// The pack.
    pub(super) id: String,
    /// The service of its account.
    pub(super) service: String,
    /// The class of its account, where the text has classes.
    pub(super) class: Option<String>,
    /// Settings, mostly which position holds which role.
    #[serde(default)]
    pub(super) settings: Table,
    /// How its text calls what questions name with `@`. A word that it lacks is *not there* as a fact, and itself as
    /// the id of an item.
    #[serde(default)]
    pub(super) words: BTreeMap<String, String>,
    /// Facts of the register, as handle and address.
    #[serde(default)]
    pub(super) fields: Table,
    /// Appointments and the like.
    #[serde(default)]
    pub(super) records: Vec<Table>,
    /// Kinds of record that an author gives with a text; every line of a declaration is answered yes.
    #[serde(default)]
    pub(super) declares: Vec<String>,
    /// Steps given before publication, where a topic says `approved`.
    #[serde(default)]
    pub(super) steps: Vec<Table>,
}

#[derive(Deserialize)]
pub(super) struct Topic {
    pub(super) row: u32,
    pub(super) name: Localized,
    /// The author has declared what each text asks of a post.
    #[serde(default = "yes")]
    pub(super) declared: bool,
    /// The steps before publication were given.
    #[serde(default)]
    pub(super) approved: bool,
    /// Who asks.
    pub(super) by: String,
    /// By pack, what is expected.
    pub(super) answers: BTreeMap<String, Table>,
    /// The question, with the keys of a scenario.
    #[serde(flatten)]
    pub(super) ask: Table,
}

fn yes() -> bool {
    true
}
