use askama::Template;

use crate::{
    Shell,
    regulation::{BookState, BookView, DocumentView, ReadingView, RoleView, SilenceView},
    setting::ParameterView,
};

/// `GET /regulation/clauses`
#[derive(Clone, Debug, Template)]
#[template(path = "regulation/handbook.html")]
pub struct HandbookPage {
    pub shell: Shell,
    /// Documents in force.
    pub books: Vec<BookView>,
}

impl HandbookPage {
    /// States that occur in a document, with their numbers.
    #[must_use]
    pub fn counts(book: &BookView) -> Vec<(BookState, usize)> {
        BookState::ALL.iter().map(|state| (*state, book.count(*state))).filter(|(_, count)| *count > 0).collect()
    }
}

/// `GET /regulation`; forms post to `/regulation/settings` and `/regulation/settings/{id}/confirm`.
#[derive(Clone, Debug, Template)]
#[template(path = "regulation/show.html")]
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
    /// How many parameters have no value: none that was set, and none that counts without being set.
    #[must_use]
    pub fn unset(&self) -> usize {
        self.parameters.iter().filter(|p| p.value.is_none() && p.stated.is_none()).count()
    }
}
