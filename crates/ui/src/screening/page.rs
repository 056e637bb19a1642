use askama::Template;

use crate::{Shell, screening::FoundRow, view::Choice};

/// `GET /screening`; the form posts to `/screening`.
#[derive(Clone, Debug, Template)]
#[template(path = "screening/show.html")]
pub struct ScreeningPage {
    pub shell: Shell,
    /// What was typed.
    pub text: String,
    /// `draft` and `comment`.
    pub modes: Vec<Choice>,
    /// What was found; absent before a text was read.
    pub found: Option<Vec<FoundRow>>,
}
