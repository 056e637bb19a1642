//! What a case has beside its steps: files, and of something that happened the posts and what was told.

use crate::view::{Choice, FormMeta, Link, When};

/// A file that was brought as evidence.
#[derive(Clone, Debug)]
pub struct FileRow {
    /// Its name, and where it is handed out.
    pub file: Link,
    /// What it is, in words.
    pub kind: String,
    pub size: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// The step for which it is, by the text's word.
    pub step: Option<String>,
    /// Who brought it.
    pub by: String,
    pub at: When,
}

/// A post that something concerns.
#[derive(Clone, Debug)]
pub struct PostRow {
    /// Whose it is, in words.
    pub sort: String,
    /// Nobody here knows it.
    pub unknown: bool,
    /// Its account; empty: nobody knows.
    pub account: String,
    /// Where the send stands, in words.
    pub state: Option<String>,
    /// When it was posted.
    pub posted: Option<When>,
    /// How it begins.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
}

/// What was told to whom.
#[derive(Clone, Debug)]
pub struct ToldRow {
    pub whom: String,
    pub how: String,
    pub text: String,
    pub told: When,
    /// Who wrote it down.
    pub by: String,
}

/// What belongs to something that happened.
#[derive(Clone, Debug)]
pub struct ConcernsView {
    pub posts: Vec<PostRow>,
    pub told: Vec<ToldRow>,
    /// Adding to it; `None`: the reader is in no office.
    pub form: Option<ConcernsForm>,
}

/// Adding a post, and what was told. As typed.
#[derive(Clone, Debug)]
pub struct ConcernsForm {
    pub post: FormMeta,
    /// Posts to choose from.
    pub offered: Vec<Choice>,
    pub url: String,
    pub tell: FormMeta,
    pub whom: String,
    pub how: String,
    pub text: String,
    /// `YYYY-MM-DD` or empty.
    pub date: String,
    /// `HH:MM` or empty.
    pub time: String,
}

/// Bringing files.
#[derive(Clone, Debug)]
pub struct FileForm {
    pub meta: FormMeta,
    /// The steps for which they can be.
    pub steps: Vec<Choice>,
}
