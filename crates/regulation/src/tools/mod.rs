//! Tools on packs, as functions that return values: the command line prints them.

mod expect;
mod lint;
mod mutate;
mod reads;
mod scenario;
mod schema_json;
mod text;

pub use lint::{Level, LintFinding, LintReport, lint};
pub use mutate::{MutationReport, Survivor, mutate};
pub use scenario::{ScenarioReport, ScenarioResult, run_scenarios};
pub use schema_json::{answer_schema, facts_schema, settings_schema};
pub use text::{complete, facts_from_text, settings_from_toml};
