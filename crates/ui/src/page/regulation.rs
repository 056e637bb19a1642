//! 規程の設定

use askama::Template;

use crate::Shell;
use crate::view::{DocumentView, ParameterView, ReadingView, RoleView, SilenceView};

/// `GET /regulation`; forms post to `/regulation/settings` and `/regulation/settings/{id}/confirm`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/regulation.html")]
pub struct RegulationPage {
    /// Surroundings; `errors` by field name prefixed with the anchor of the parameter.
    pub shell: Shell,
    /// Documents of the body.
    pub documents: Vec<DocumentView>,
    /// What the text leaves to the body.
    pub parameters: Vec<ParameterView>,
    /// Roles and who holds them.
    pub roles: Vec<RoleView>,
    /// How doubtful places are read.
    pub readings: Vec<ReadingView>,
    /// What the text does not say.
    pub silences: Vec<SilenceView>,
}

impl RegulationPage {
    /// How many parameters have no value.
    #[must_use]
    pub fn unset(&self) -> usize {
        self.parameters.iter().filter(|p| p.value.is_none()).count()
    }
}
