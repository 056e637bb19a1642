//! Roles with the people who hold them, as an answer names them.

use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;
use utoipa::ToSchema;

use crate::terms::{Id, Shared};

/// Named holders. One list for all lines of an answer that name the same people.
pub type Holders = Shared<Holder>;

/// Roles with their holders.
pub type People = Shared<Who>;

impl People {
    /// The same roles with those holders only who fit.
    pub fn only(&self, fits: impl Fn(&Holder) -> bool) -> Self {
        let only = |who: &Who| {
            let mut who = who.clone();
            who.holders.retain(&fits);
            who
        };
        self.iter().map(only).collect()
    }
}

/// A role and the people who hold it at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerWho)]
pub struct Who {
    /// Id of the role.
    #[schema(value_type = String)]
    pub role: Id,
    /// Its name in the pack.
    pub label: Localized,
    /// Who may act; empty: nobody holds it.
    #[schema(value_type = Vec<Holder>)]
    pub holders: Holders,
}

/// A named holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AnswerHolder)]
pub struct Holder {
    /// The person's id.
    #[schema(value_type = String)]
    pub person: Id,
    /// The appointment in which they hold the role.
    #[schema(value_type = String)]
    pub capacity: Id,
    /// Their name.
    #[schema(value_type = String)]
    pub name: Id,
    /// The position's name.
    #[schema(value_type = String)]
    pub position: Id,
    /// The section's name.
    #[schema(value_type = String)]
    pub section: Id,
    /// The extension number.
    #[schema(value_type = String)]
    pub extension: Id,
    /// Away at the moment.
    pub absent: bool,
    /// Acts in the place of an absent holder.
    pub deputy: bool,
}
