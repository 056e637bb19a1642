//! Records and stored answers.

use askama::Template;

use crate::Shell;
use crate::view::{AnswerView, ClauseRef, Link, Pair, RecordFormView, RecordView, TraceRow, When};

/// `GET /records/new?kind=&subject_kind=&subject=`; the form posts to `/records`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/record_new.html")]
pub struct RecordFormPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The generated form.
    pub form: RecordFormView,
}

/// A record that was given.
#[derive(Clone, Debug, Template)]
#[template(path = "page/record.html")]
pub struct RecordPage {
    /// Surroundings.
    pub shell: Shell,
    /// The record.
    pub record: RecordView,
}

/// `GET /answers/{id}`: why was it so?
#[derive(Clone, Debug, Template)]
#[template(path = "page/answer.html")]
pub struct AnswerPage {
    /// Surroundings.
    pub shell: Shell,
    /// The answer.
    pub answer: AnswerView,
    /// What was asked, in words.
    pub question: String,
    /// Who asked, in which capacity.
    pub by: String,
    /// When.
    pub at: When,
    /// What it was about.
    pub subject: Option<Link>,
    /// Every rule that was considered, in the order of the regulation.
    pub trace: Vec<TraceRow>,
    /// Digests of pack, settings and facts, versions.
    pub digests: Vec<Pair>,
    /// The clauses with their text as the pack holds it.
    pub clauses: Vec<ClauseRef>,
}

impl AnswerPage {
    /// How many rules did not apply.
    #[must_use]
    pub fn others(&self) -> usize {
        self.trace.iter().filter(|row| !row.applied).count()
    }
}
