//! Tools on packs, as functions that return values: the command line prints them.

mod compare;
mod controls;
mod coverage;
mod diff;
mod expect;
mod html;
mod lint;
mod mutate;
mod reads;
mod reference;
mod render;
mod scenario;
mod schema_json;
mod short;
mod text;
mod wiring;

pub use compare::{Compared, Comparison, Said, compare};
pub(crate) use controls::items;
pub use coverage::{CoverageReport, Covered, CoveredBy, coverage, covered};
pub use diff::{Change, Group, ItemDiff, PackDiff, Row, Side, diff};
pub use lint::{Level, LintFinding, LintReport, lint};
pub use mutate::{MutationReport, Survivor, mutate};
pub use reference::{Language, pack_schema, reference};
pub use render::{Known, render};
pub use scenario::{Asked, ScenarioReport, ScenarioResult, accepted, asked, run_scenarios};
pub use schema_json::{answer_schema, facts_schema, settings_schema};
pub use text::{complete, facts_from_text, settings_from_toml};
pub use wiring::{Part, Wiring};
