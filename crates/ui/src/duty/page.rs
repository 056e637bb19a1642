use askama::Template;

use crate::{
    Shell,
    duty::DutyRow,
    view::{FilterTab, Link},
};

/// `GET /duties`; forms post to `/duties`.
#[derive(Clone, Debug, Template)]
#[template(path = "duty/list.html")]
pub struct DutiesPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The reader's own, or the whole body's.
    pub filters: Vec<FilterTab>,
    /// How they stand.
    pub states: Vec<FilterTab>,
    pub rows: Vec<DutyRow>,
    /// The same list as a table for other programs.
    pub csv: Link,
    /// The page behind this one.
    pub next: Option<Link>,
}
