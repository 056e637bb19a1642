use crate::view::{ClauseRef, FieldView, FormMeta, Pair, When};

/// A form generated from a record kind.
#[derive(Clone, Debug)]
pub struct RecordFormView {
    /// Hidden fields of a form of its own; inside another form they are left out.
    pub meta: FormMeta,
    /// Id of the kind.
    pub kind: String,
    /// Name of the kind in words of the pack.
    pub title: String,
    /// What it is for.
    pub intro: Option<String>,
    /// What one declares with it, each line with its clause.
    pub lines: Vec<Declared>,
    /// Clauses that ask for it; empty where `lines` name them.
    pub clauses: Vec<ClauseRef>,
    /// Kind of the subject: `post`, `account`, `person`, `body`.
    pub subject_kind: String,
    /// Id of the subject.
    pub subject: String,
    /// The account whose text of the post is meant; each has content, and so a digest, of its own.
    pub account: Option<String>,
    /// Subject in words, with its page.
    pub subject_label: String,
    /// Page of the subject, when it has one.
    pub subject_href: Option<String>,
    /// Digest that the record will stand for, in hexadecimal, when the kind is bound to content.
    pub digest: Option<String>,
    /// Its 照合番号.
    pub code: Option<String>,
    /// Whether one act uses it up.
    pub single_use: bool,
    /// The post for which it is wanted, where it is given on something else: the way back.
    pub post: Option<String>,
    /// The document for which it is given: it goes on there.
    pub back: Option<String>,
    /// Declared fields in order.
    pub fields: Vec<FieldView>,
    /// The hidden field that answers what nothing in the content makes live; none: everything is answered by itself.
    pub together: Option<String>,
}

impl RecordFormView {
    /// Whether a field asks for the subject, so that no hidden one may stand beside it.
    #[must_use]
    pub fn asks_subject(&self) -> bool {
        self.fields.iter().any(|field| field.name == "subject")
    }
}

/// What somebody stated or decided about a post, shown to whoever decides on it next.
#[derive(Clone, Debug)]
pub struct StatementView {
    /// Name of the kind in words of the pack.
    pub title: String,
    /// Clauses that ask for it.
    pub clauses: Vec<ClauseRef>,
    /// Declared fields and lines with what was answered.
    pub fields: Vec<Pair>,
    /// Who, in which capacity.
    pub by: String,
    pub at: When,
}

/// One line of a declaration.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The clause that asks for it; none where several do.
    pub clause: Option<ClauseRef>,
    /// What is declared.
    pub text: String,
    /// What was found in this very content that the clause speaks of.
    pub found: Vec<String>,
    /// Where it is answered by itself; none: one answer stands for all lines.
    pub tick: Option<Tick>,
}

/// A box that is ticked or not.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Name in the form.
    pub name: String,
    /// As it was left.
    pub ticked: bool,
}

/// A record that was given.
#[derive(Clone, Debug)]
pub struct RecordView {
    pub id: String,
    /// Name of the kind.
    pub title: String,
    pub clauses: Vec<ClauseRef>,
    /// Subject in words.
    pub subject_label: String,
    /// Page of the subject.
    pub subject_href: Option<String>,
    /// Fields in words.
    pub fields: Vec<Pair>,
    /// Who gave it, with the capacity.
    pub by: String,
    pub at: When,
    /// From when it counts.
    pub valid_from: Option<When>,
    /// Until when it counts.
    pub valid_until: Option<When>,
    /// Which act used it up.
    pub used_by: Option<String>,
    /// 照合番号 of the content it stands for.
    pub code: Option<String>,
    /// Whether the content changed since.
    pub stale: bool,
}
