use askama::Template;

use crate::{
    Shell,
    answer::{AnswerView, TraceRow},
    post::SubmitForm,
    view::{ClauseRef, Link, Pair, When},
};

/// The regulation does not permit the act; also shown when something is still needed.
#[derive(Clone, Debug, Template)]
#[template(path = "answer/refusal.html")]
pub struct RefusalPage {
    pub shell: Shell,
    /// What was tried, in words.
    pub act: String,
    /// The stored answer.
    pub answer: AnswerView,
    /// What was typed, so that it is not lost.
    pub kept: Vec<Pair>,
    /// もう一度確認を依頼: submits the post again.
    pub ask_again: Option<SubmitForm>,
    /// Post that `ask_again` is about.
    pub post_id: Option<String>,
    /// Where to go on.
    pub back: Link,
}

/// `GET /answers/{id}`: why was it so?
#[derive(Clone, Debug, Template)]
#[template(path = "answer/show.html")]
pub struct AnswerPage {
    pub shell: Shell,
    pub answer: AnswerView,
    /// What was asked, in words.
    pub question: String,
    /// Who asked, in which capacity.
    pub by: String,
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
