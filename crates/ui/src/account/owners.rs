use crate::view::{Choice, FormMeta};

/// The sections that run an account together with the one that operates it.
#[derive(Clone, Debug, Default)]
pub struct OwnersView {
    pub rows: Vec<OwnerRow>,
    /// Adding one; `None` when the reader may not.
    pub add: Option<OwnerForm>,
}

/// A further section.
#[derive(Clone, Debug)]
pub struct OwnerRow {
    pub id: String,
    pub section: String,
    /// First day.
    pub from: String,
    /// Last day, where there is one.
    pub until: Option<String>,
    /// Whether it runs the account now; else it did, or will.
    pub now: bool,
    /// Ending it; `None` when the reader may not, or it ended.
    pub end: Option<FormMeta>,
}

/// Lets a further section run the account; posts to `/accounts/{id}/sections`.
#[derive(Clone, Debug)]
pub struct OwnerForm {
    pub meta: FormMeta,
    pub sections: Vec<Choice>,
}
