//! Integration tests of the engine.

mod chains;
mod clocks;
mod counting;
mod deputies;
mod disaster;
mod errors;
mod exceptions;
mod joins;
mod layers;
mod original;
mod people;
mod procedures;
mod properties;
mod silent;
mod support;
mod truth_table;
