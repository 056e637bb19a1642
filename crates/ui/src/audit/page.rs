use askama::Template;

use crate::{
    Shell,
    audit::{AuditRow, VerifyView},
    view::{FilterTab, Link},
};

/// `GET /audit`
#[derive(Clone, Debug, Template)]
#[template(path = "audit/list.html")]
pub struct AuditPage {
    pub shell: Shell,
    /// All, done, refused.
    pub filters: Vec<FilterTab>,
    /// Entries, newest first.
    pub rows: Vec<AuditRow>,
    /// Result of the last verification.
    pub verify: Option<VerifyView>,
    /// Older entries.
    pub next: Option<Link>,
}
