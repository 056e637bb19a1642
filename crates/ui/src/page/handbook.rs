//! 規程の手引き

use askama::Template;

use crate::Shell;
use crate::view::{BookState, BookView};

/// `GET /regulation/clauses`
#[derive(Clone, Debug, Template)]
#[template(path = "page/handbook.html")]
pub struct HandbookPage {
    /// Surroundings.
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
