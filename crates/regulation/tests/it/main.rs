//! Integration tests of the engine.

mod chains;
mod errors;
mod exceptions;
mod fuzz;
mod joins;
mod mutate;
mod layers;
mod packs;
mod properties;
mod records;
mod support;
mod tools;
mod truth_table;
