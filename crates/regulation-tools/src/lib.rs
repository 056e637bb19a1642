#![doc = include_str!("../README.md")]

mod compare;
mod coverage;
mod diff;
mod expect;
mod html;
mod lint;
mod mutate;
mod reference;
mod render;
mod scenario;
mod schema_json;
mod short;
mod text;

pub use compare::{Compared, Comparison, Said, compare};
pub use coverage::{CoverageReport, coverage};
pub use diff::{Change, Group, ItemDiff, PackDiff, Row, Side, diff};
pub use lint::{Level, LintFinding, LintReport, lint};
pub use mutate::{MutationReport, Survivor, mutate};
pub use reference::{Language, pack_schema, reference};
pub use render::{Known, render};
pub use scenario::{Asked, ScenarioReport, ScenarioResult, accepted, asked, run_scenarios};
pub use schema_json::{answer_schema, facts_schema, settings_schema};
pub use text::{complete, facts_from_text, settings_from_toml};
