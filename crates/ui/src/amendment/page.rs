use askama::Template;

use super::{
    AmendmentField, AmendmentGroup, AmendmentInput, AmendmentLine, AmendmentOpenForm, AmendmentPick, AmendmentRowView,
    AmendmentSourceForm,
};
use crate::{
    Shell,
    view::{FilterTab, FormMeta, Link, Pair, Tone},
};

/// `GET /amendments`
#[derive(Clone, Debug, Template)]
#[template(path = "amendment/list.html")]
pub struct AmendmentsPage {
    pub shell: Shell,
    pub filters: Vec<FilterTab>,
    pub rows: Vec<AmendmentLine>,
    /// To open one, for whoever may.
    pub open: Option<AmendmentOpenForm>,
    /// The page after this one.
    pub next: Option<Link>,
}

/// `GET /amendments/{id}`; forms post to `/amendments/{id}/source` and so on.
#[derive(Clone, Debug, Template)]
#[template(path = "amendment/show.html")]
pub struct AmendmentPage {
    pub shell: Shell,
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Where it stands, in words.
    pub state: String,
    pub tone: Tone,
    pub facts: Vec<Pair>,
    /// What stands in the way, with what would be right.
    pub problems: Vec<(String, String)>,
    /// The document has moved on: the form by which the draft starts from there.
    pub rebase: Option<FormMeta>,
    /// The document has moved on.
    pub moved_on: bool,
    pub rows: Vec<AmendmentRowView>,
    /// What ends, what is under way.
    pub groups: Vec<AmendmentGroup>,
    /// What can be changed; empty: nothing more.
    pub picks: Vec<AmendmentPick>,
    pub source: Option<AmendmentSourceForm>,
    /// To put it forward.
    pub propose: Option<FormMeta>,
    /// To confirm it, for a second person.
    pub confirm: Option<FormMeta>,
    /// Whoever looks put it forward, and so cannot confirm it.
    pub own: bool,
    pub give_back: Option<FormMeta>,
    /// To give it up.
    pub withdraw: Option<FormMeta>,
}

/// `GET /amendments/{id}/edit`; its forms post to `/amendments/{id}/changes`.
#[derive(Clone, Debug, Template)]
#[template(path = "amendment/edit.html")]
pub struct AmendmentEditPage {
    pub shell: Shell,
    pub id: String,
    /// What is changed, in words.
    pub title: String,
    pub meta: FormMeta,
    /// The kind of change.
    pub kind: String,
    /// What is sent along unseen.
    pub hidden: Vec<Pair>,
    pub fields: Vec<AmendmentField>,
    /// To strike the clause, or to take the account out of the list.
    pub strike: Option<AmendmentStrike>,
}

/// The form that strikes a clause or takes an account out of the list.
#[derive(Clone, Debug)]
pub struct AmendmentStrike {
    pub meta: FormMeta,
    /// The kind of change.
    pub kind: String,
    /// The name of the field, and what it holds.
    pub field: Pair,
    /// What the button says.
    pub label: String,
}

/// `GET /amendments/{id}/table`: 新旧対照表, to print on A4.
#[derive(Clone, Debug, Template)]
#[template(path = "amendment/table.html")]
pub struct AmendmentTablePage {
    pub shell: Shell,
    pub id: String,
    /// Title of the document.
    pub title: String,
    pub facts: Vec<Pair>,
    pub rows: Vec<AmendmentRowView>,
}
