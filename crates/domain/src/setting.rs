//! Settings: what the text of a regulation leaves to the body (decision 0004).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{PersonId, SettingId};

/// One proposed or confirmed value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingValue {
    pub id: SettingId,
    /// `param:<id>`, for one account `param:<id>@<account>`, `role:<id>`, `exception:<rule>`, `reading:<id>`, `extend:<service>`.
    pub key: String,
    /// The value as text; the pack declares its type. Several positions of a role: separated by LF.
    pub value: String,
    /// The document that decided it: title, number.
    pub source: String,
    /// A remark shown with it.
    pub note: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// When.
    pub proposed_at: Timestamp,
    /// The second person; absent: not yet in force.
    pub confirmed_by: Option<PersonId>,
    /// From when it acts.
    pub effective_from: Timestamp,
    /// Practice data (練習用): an invented value, shown as such.
    pub practice: bool,
}

impl SettingValue {
    /// Whether the value acts at a time.
    pub fn in_force(&self, at: Timestamp) -> bool {
        self.confirmed_by.is_some() && self.effective_from <= at
    }
}
