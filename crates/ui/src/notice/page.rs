use askama::Template;

use crate::{
    Shell,
    notice::{FailingRow, HoursForm, PlaceRow},
    view::{Choice, FormMeta},
};

/// `GET /notices`: one's own places; forms post to `/notices` and `/notices/{id}/prove`, `/code`, `/change`, `/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "notice/list.html")]
pub struct NoticesPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub places: Vec<PlaceRow>,
    /// The installation has no mail server.
    pub no_mail: bool,
    pub meta: FormMeta,
    /// Mail or chat.
    pub kinds: Vec<Choice>,
    /// What was typed.
    pub address: String,
    pub langs: Vec<Choice>,
    pub hours: HoursForm,
    /// Places of others at which nothing arrives, for whoever manages people.
    pub failing: Vec<FailingRow>,
}
