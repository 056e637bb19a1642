use askama::Template;

use crate::{
    Shell,
    post::PostView,
    record::{RecordFormView, RecordView, StatementView},
};

/// `GET /records/new?kind=&subject_kind=&subject=`; the form posts to `/records`.
#[derive(Clone, Debug, Template)]
#[template(path = "record/new.html")]
pub struct RecordFormPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The generated form.
    pub form: RecordFormView,
    /// The post it is about, as residents will see it: whoever decides sees what they decide on.
    pub matter: Option<PostView>,
    /// What others stated and decided about it.
    pub statements: Vec<StatementView>,
}

/// A record that was given.
#[derive(Clone, Debug, Template)]
#[template(path = "record/show.html")]
pub struct RecordPage {
    pub shell: Shell,
    pub record: RecordView,
}
