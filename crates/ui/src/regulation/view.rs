use crate::view::{ClauseRef, Who};

/// A document of the body.
#[derive(Clone, Debug)]
pub struct DocumentView {
    pub title: String,
    /// Version in words.
    pub version: String,
    /// In force from.
    pub effective: String,
    /// Services that it governs.
    pub services: Vec<String>,
    /// Digest of the pack.
    pub digest: String,
    /// How many clauses.
    pub clauses: u32,
    /// What is missing or to be noted, e.g. an annex that is not held.
    pub remarks: Vec<String>,
}

/// A role of the pack and who holds it.
#[derive(Clone, Debug)]
pub struct RoleView {
    /// Holders and deputies; `role` is the label.
    pub who: Who,
    pub clauses: Vec<ClauseRef>,
    /// Positions that carry it, in words; empty when unset.
    pub positions: Vec<String>,
    /// Where it is set or appointed.
    pub href: Option<String>,
}

/// How a doubtful place of the text is read.
#[derive(Clone, Debug)]
pub struct ReadingView {
    pub clause: ClauseRef,
    /// What is written.
    pub written: String,
    /// How it is read.
    pub read: String,
    /// Who decided, or that it is open.
    pub decided: String,
    /// Whether nobody decided yet.
    pub open: bool,
}

/// What the text does not say.
#[derive(Clone, Debug)]
pub struct SilenceView {
    /// About what.
    pub topic: String,
    /// What follows from it.
    pub effect: String,
    /// Near clauses.
    pub clauses: Vec<ClauseRef>,
}
