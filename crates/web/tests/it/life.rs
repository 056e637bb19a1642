//! Accounts of each town through their whole life, through the router: opened with everything that the town's text asks,
//! suspended, ended as far as the text goes. None of them is under 経過措置. Each wrong order and each wrong owner is tried on screen and by
//! the interface, and refused by both with the clause.

mod kisarazu;
mod minato;
mod misato;
mod ninohe;
mod takanezawa;
mod troubles;
