use askama::Template;

use crate::{
    Shell,
    case::{CaseRow, CaseSearch, CaseView, IncidentFields, OpenableView},
    view::{Choice, FilterTab, FormMeta, Link},
};

/// `GET /cases`
#[derive(Clone, Debug, Template)]
#[template(path = "case/list.html")]
pub struct CasesPage {
    pub shell: Shell,
    pub filters: Vec<FilterTab>,
    pub search: CaseSearch,
    pub rows: Vec<CaseRow>,
    /// The same list as a table for other programs.
    pub csv: Link,
    /// The page after this one.
    pub next: Option<Link>,
}

/// `GET /cases/new`; forms post to `/cases` and `/incidents`.
#[derive(Clone, Debug, Template)]
#[template(path = "case/new.html")]
pub struct CaseOpenPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// Accounts to choose from, and none.
    pub accounts: Vec<Choice>,
    /// The account chosen.
    pub account: String,
    /// What can be opened there.
    pub list: Vec<OpenableView>,
    /// Reporting what happened, where the text begins something with that alone.
    pub report: Option<FormMeta>,
    pub typed: IncidentFields,
    /// Which form was sent.
    pub sent: String,
}

impl CaseOpenPage {
    /// Whether what begins a procedure is seen without being asked for: what was typed must be, and a single one may.
    fn is_open(&self, one: &OpenableView) -> bool {
        one.procedure == self.sent || (self.list.len() == 1 && self.report.is_none())
    }
}

/// `GET /cases/{id}`; forms post to `/cases/{id}/step` and so on.
#[derive(Clone, Debug, Template)]
#[template(path = "case/show.html")]
pub struct CasePage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub case: CaseView,
}
