use askama::Template;

use crate::{
    Shell,
    record::{RecordFormView, RecordView},
};

/// `GET /records/new?kind=&subject_kind=&subject=`; the form posts to `/records`.
#[derive(Clone, Debug, Template)]
#[template(path = "record/new.html")]
pub struct RecordFormPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The generated form.
    pub form: RecordFormView,
}

/// A record that was given.
#[derive(Clone, Debug, Template)]
#[template(path = "record/show.html")]
pub struct RecordPage {
    pub shell: Shell,
    /// The record.
    pub record: RecordView,
}
