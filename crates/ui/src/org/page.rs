use askama::Template;

use crate::{
    Shell,
    org::{PositionForm, SectionForm, SectionView},
};

/// `GET /organisation?day=YYYY-MM-DD`; forms post to `/sections/{id}/end` and `/positions/{id}/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "org/show.html")]
pub struct OrganisationPage {
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
#[template(path = "org/section.html")]
pub struct SectionPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub form: SectionForm,
}

/// `GET /positions/new`; the form posts to `/positions`.
#[derive(Clone, Debug, Template)]
#[template(path = "org/position.html")]
pub struct PositionPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub form: PositionForm,
}
