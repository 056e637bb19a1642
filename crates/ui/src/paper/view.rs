use crate::view::{Choice, ClauseRef, Link, When};

/// A line of the list.
#[derive(Clone, Debug)]
pub struct PaperRow {
    pub id: String,
    /// Its title, as printed.
    pub title: String,
    /// 文書番号
    pub number: Option<String>,
    /// What kind of thing it is about.
    pub about: String,
    /// The account concerned.
    pub account: Option<String>,
    /// Who archived it.
    pub by: String,
    pub at: When,
}

/// What the list is narrowed to, as typed.
#[derive(Clone, Debug, Default)]
pub struct PaperSearch {
    pub text: String,
    /// Forms to choose from.
    pub forms: Vec<Choice>,
    /// Kinds of things to choose from.
    pub about: Vec<Choice>,
    /// The account that is kept beside the search.
    pub account: Option<String>,
    /// The case that is kept beside the search.
    pub case: Option<String>,
}

/// A document that can be drawn up.
#[derive(Clone, Debug)]
pub struct DrawableView {
    /// Where it is drawn up.
    pub href: String,
    /// The text's word for it.
    pub label: String,
    pub clauses: Vec<ClauseRef>,
    /// Parts that it lacks.
    pub missing: Vec<String>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub struct PartView {
    pub id: String,
    /// Its heading.
    pub label: String,
    pub clauses: Vec<ClauseRef>,
    /// Its lines, each with the printed number of the clause that it gives.
    pub lines: Vec<LineView>,
    /// The document is incomplete without it.
    pub missing: bool,
    /// Where it is entered; `None`: it is part of the text.
    pub source: Option<Link>,
}

/// A line of a part.
#[derive(Clone, Debug)]
pub struct LineView {
    /// The printed number of the clause.
    pub number: Option<String>,
    pub text: String,
    /// It is a summary (要旨), not the text itself.
    pub summary: bool,
}

/// A field of 決裁欄.
#[derive(Clone, Debug)]
pub struct SealView {
    /// The role, in the words of the text.
    pub role: String,
    /// Who did their step, and when.
    pub done: Option<String>,
}

/// An archived paper.
#[derive(Clone, Debug)]
pub struct PaperView {
    pub row: PaperRow,
    /// Where the account stands.
    pub account_href: Option<String>,
    /// The case for which it was drawn up.
    pub case_href: Option<String>,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// How large it is, in words.
    pub size: String,
    /// The text that called for it, with its content hash.
    pub text: String,
}

/// A section and its mark.
#[derive(Clone, Debug)]
pub struct MarkView {
    pub section: String,
    pub name: String,
    pub mark: String,
    /// Setting it; `None`: it is another's.
    pub meta: Option<crate::view::FormMeta>,
}
