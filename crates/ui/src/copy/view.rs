use crate::view::{Choice, FormMeta, Tone, When};

/// A machine that sends.
#[derive(Clone, Debug)]
pub struct NodeRow {
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it stands, in words.
    pub state: String,
    /// How that is marked.
    pub tone: Tone,
    /// When it was last heard of.
    pub seen: When,
    /// Hidden fields of the form that lets it send; `None`: it does, or may not be let by the reader.
    pub admit: Option<FormMeta>,
}

/// The hold because the database may be a copy.
#[derive(Clone, Debug)]
pub struct HoldShown {
    pub id: String,
    /// Why, in words.
    pub cause: String,
    /// Which node found it.
    pub node: String,
    /// Since when it holds.
    pub at: When,
    /// Time of the last entry: what came later is not in this database.
    pub upto: Option<When>,
    /// How many answers are missing.
    pub open: usize,
    /// Hidden fields of the form that ends it; `None` while answers are missing, and for those who may not.
    pub release: Option<FormMeta>,
}

/// Something that may have been sent since.
#[derive(Clone, Debug)]
pub struct DoubtRow {
    pub id: String,
    /// Title of the post.
    pub title: String,
    /// The page of the post.
    pub href: String,
    /// Name of the account; empty for a post that waited without a send.
    pub account: String,
    /// Where it stood in this database, in words.
    pub state: String,
    /// For when it was planned.
    pub planned: Option<When>,
    /// What was answered, by whom and when.
    pub answered: Option<(String, String, When)>,
    /// The remark with the answer.
    pub note: String,
    /// The answers that can be chosen.
    pub choices: Vec<Choice>,
    pub meta: FormMeta,
}
