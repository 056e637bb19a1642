//! Integration tests of the engine.

mod chains;
mod coverage;
mod clocks;
mod errors;
mod exceptions;
mod fuzz;
mod joins;
mod layers;
mod manual;
mod mutate;
mod packs;
mod people;
mod procedures;
mod properties;
mod records;
mod support;
mod tools;
mod truth_table;
