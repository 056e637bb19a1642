use askama::Template;

use super::{DisasterAccount, DisasterContact, DisasterForm, DisasterOn, DisasterPost};
use crate::{Shell, view::When};

/// `GET /disaster`; forms post to `/disaster/start` and `/disaster/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "disaster/show.html")]
pub struct DisasterPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// That it is on.
    pub on: Option<DisasterOn>,
    /// The form that begins it, or ends it; `None` for those who may not.
    pub form: Option<DisasterForm>,
    /// What is held.
    pub held: Vec<DisasterPost>,
    /// What is still to come.
    pub coming: Vec<DisasterPost>,
    /// What was said and never taken back.
    pub open: Vec<DisasterPost>,
    /// Accounts with the last look at their comments.
    pub accounts: Vec<DisasterAccount>,
    /// Who is on duty.
    pub on_call: Vec<DisasterContact>,
    /// Who decides.
    pub deciders: Vec<DisasterContact>,
}

/// `GET /disaster/card`: what lies in an envelope for the night on which nothing of this works.
#[derive(Clone, Debug, Template)]
#[template(path = "disaster/card.html")]
pub struct DisasterCardPage {
    pub shell: Shell,
    /// In whose name it is printed.
    pub body: String,
    /// When it was printed.
    pub printed: When,
    pub accounts: Vec<DisasterAccount>,
    pub on_call: Vec<DisasterContact>,
    pub deciders: Vec<DisasterContact>,
}
