use askama::Template;

use crate::{
    Shell,
    absence::{AbsenceForm, AbsenceRow},
};

/// `GET /absences`: one's own; forms post to `/absences` and `/absences/{id}/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "absence/list.html")]
pub struct AbsencesPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// Absences that run or lie ahead.
    pub rows: Vec<AbsenceRow>,
    /// Entering one.
    pub form: AbsenceForm,
}
