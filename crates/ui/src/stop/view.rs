use crate::view::{FormMeta, When};

/// The open stop.
#[derive(Clone, Debug)]
pub struct StopShown {
    pub id: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: When,
    /// By whom, or through which door.
    pub by: String,
    /// Who proposed to end it, when and why.
    pub proposal: Option<EndProposal>,
    /// Hidden fields of the form that proposes the end; `None` for those who may not.
    pub propose: Option<FormMeta>,
    /// Hidden fields of the form that ends it; `None` where another person has to.
    pub end: Option<FormMeta>,
}

#[derive(Clone, Debug)]
pub struct EndProposal {
    pub by: String,
    pub at: When,
    /// Why.
    pub reason: String,
}

/// Somebody who has a text in their hands that no stop takes back.
#[derive(Clone, Debug)]
pub struct TakenRow {
    /// Who, with extension.
    pub who: String,
    pub account: String,
    /// Since when.
    pub at: When,
}
