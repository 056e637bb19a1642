//! Integration tests of the tools on packs, and of the engine where its question comes from a file.

mod amended;
mod asked;
mod bounds;
mod contradictions;
mod coverage;
mod fuzz;
mod fuzz_children;
mod lint;
mod manual;
mod mutate;
mod pack_schema;
mod packs;
mod pages;
mod probes;
mod real;
mod records;
#[path = "../../../regulation/tests/it/support.rs"]
mod support;
mod tools;
