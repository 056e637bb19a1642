use askama::Template;

use crate::{
    Shell,
    view::{Choice, FormMeta, When},
};

/// `GET /outside`; the form posts to `/outside`.
#[derive(Clone, Debug, Template)]
#[template(path = "outside/list.html")]
pub struct OutsidePage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// Registered ones, the last posted first.
    pub rows: Vec<OutsideRow>,
    /// Registering one; `None` for those without a capacity.
    pub form: Option<OutsideForm>,
}

/// A registered post.
#[derive(Clone, Debug)]
pub struct OutsideRow {
    pub posted: When,
    pub account: String,
    /// How it came there, in words.
    pub through: String,
    pub text: String,
    pub reason: String,
    pub device: String,
    pub url: Option<String>,
    /// Who registered it, and when.
    pub who: String,
    pub at: When,
}

/// Fields with which one is registered.
#[derive(Clone, Debug, Default)]
pub struct OutsideForm {
    pub meta: FormMeta,
    pub accounts: Vec<Choice>,
    pub throughs: Vec<Choice>,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
    pub text: String,
    pub reason: String,
    pub device: String,
    pub url: String,
}
