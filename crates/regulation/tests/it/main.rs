//! Integration tests of the engine.

mod asked;
mod bounds;
mod chains;
mod clocks;
mod contradictions;
mod coverage;
mod errors;
mod exceptions;
mod fuzz;
mod fuzz_children;
mod joins;
mod layers;
mod lint;
mod manual;
mod mutate;
mod packs;
mod pages;
mod people;
mod probes;
mod procedures;
mod properties;
mod real;
mod records;
mod support;
mod tools;
mod truth_table;
