use crate::view::{FormMeta, When};

/// A personal token.
#[derive(Clone, Debug)]
pub struct TokenRow {
    pub id: String,
    /// What the owner called it.
    pub name: String,
    /// Whether it may act; else it may only read.
    pub act: bool,
    /// When it was made.
    pub created: When,
    /// When it was last used.
    pub used: Option<When>,
    /// When it ends.
    pub expires: Option<When>,
    /// Revokes it; `None` when it is revoked.
    pub revoke: Option<FormMeta>,
}
