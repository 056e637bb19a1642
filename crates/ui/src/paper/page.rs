use askama::Template;

use crate::{
    Shell,
    paper::{DrawableView, MarkView, PaperRow, PaperSearch, PaperView, PartView, SealView},
    view::{Choice, ClauseRef, FormMeta, Link},
};

/// `GET /papers`
#[derive(Clone, Debug, Template)]
#[template(path = "paper/list.html")]
pub struct PapersPage {
    pub shell: Shell,
    pub search: PaperSearch,
    pub rows: Vec<PaperRow>,
    /// Where one is drawn up.
    pub new: Link,
    /// The same list as a table for other programs.
    pub csv: Link,
    /// The page after this one.
    pub next: Option<Link>,
}

/// `GET /papers/new`
#[derive(Clone, Debug, Template)]
#[template(path = "paper/new.html")]
pub struct PaperFormsPage {
    pub shell: Shell,
    /// Accounts to choose from.
    pub accounts: Vec<Choice>,
    /// The case for which they would be drawn up.
    pub case: Option<Link>,
    /// What can be drawn up there.
    pub list: Vec<DrawableView>,
}

/// `GET /papers/draft`; the form posts to `/papers`.
#[derive(Clone, Debug, Template)]
#[template(path = "paper/draft.html")]
pub struct PaperDraftPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The text's word for it.
    pub label: String,
    pub clauses: Vec<ClauseRef>,
    /// Its form did not come with the text.
    pub derived: bool,
    /// What it is about.
    pub about: Option<Link>,
    pub parts: Vec<PartView>,
    /// Parts that it lacks, each with where it is entered.
    pub missing: Vec<PartView>,
    pub seals: Vec<SealView>,
    /// The printed form, as a draft.
    pub sheet: String,
    pub form: ArchiveForm,
}

/// What archiving sends.
#[derive(Clone, Debug)]
pub struct ArchiveForm {
    pub meta: FormMeta,
    /// The form, as the text names it.
    pub form: String,
    /// Id of the text.
    pub document: String,
    /// The account, or nothing.
    pub account: String,
    /// The case, or nothing.
    pub case: String,
    /// What stands in it, by its hash.
    pub shown: String,
    /// A number from elsewhere, as typed.
    pub number: String,
    /// How it would be numbered otherwise, in words.
    pub numbering: String,
}

/// `GET /papers/{id}`
#[derive(Clone, Debug, Template)]
#[template(path = "paper/show.html")]
pub struct PaperPage {
    pub shell: Shell,
    pub paper: PaperView,
}

/// `GET /papers/marks`; forms post to `/papers/marks`.
#[derive(Clone, Debug, Template)]
#[template(path = "paper/marks.html")]
pub struct PaperMarksPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub list: Vec<MarkView>,
}
