//! 組織: sections, positions, absences

use askama::Template;

use crate::Shell;
use crate::view::{AbsenceForm, AbsenceRow, PositionForm, SectionForm, SectionView};

/// `GET /organisation?day=YYYY-MM-DD`; forms post to `/sections/{id}/end` and `/positions/{id}/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/organisation.html")]
pub struct OrganisationPage {
    /// Surroundings.
    pub shell: Shell,
    /// The day that is shown, `YYYY-MM-DD`.
    pub day: String,
    /// Sections in their order.
    pub sections: Vec<SectionView>,
    /// Whether the reader may change it.
    pub may: bool,
}

/// `GET /sections/new`; the form posts to `/sections`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/section_new.html")]
pub struct SectionPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The form.
    pub form: SectionForm,
}

/// `GET /positions/new`; the form posts to `/positions`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/position_new.html")]
pub struct PositionPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The form.
    pub form: PositionForm,
}

/// `GET /absences`: one's own; forms post to `/absences` and `/absences/{id}/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/absences.html")]
pub struct AbsencesPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// Absences that run or lie ahead.
    pub rows: Vec<AbsenceRow>,
    /// Entering one.
    pub form: AbsenceForm,
}
