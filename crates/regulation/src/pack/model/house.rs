//! What a pack names of the house.

use super::Place;

/// A reference to the house pack, checked when both are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseRef {
    pub what: HouseNoun,
    pub id: String,
    pub place: Place,
}

/// What a reference to the house names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseNoun {
    Role,
    Record,
    Rule,
    ListParameter,
}
