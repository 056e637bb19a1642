//! People of a body and what they may see of the system.

use serde::{Deserialize, Serialize};

/// What a person may read or administer, apart from the regulation, which governs acts.
/// Nobody has any of these by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SystemRight {
    /// Read the drafts of all sections; without it only those of the own section and those waiting for one's step.
    ReadDrafts,
    /// Create people, appointments and first passwords.
    ManageUsers,
    /// Read the operation records (操作記録).
    ReadAudit,
    /// Propose and confirm settings of the regulation on screen.
    ManageRegulation,
    /// Enter accounts and connect them to their services.
    ManageAccounts,
}

impl SystemRight {
    /// Every right.
    pub const ALL: &'static [Self] =
        &[Self::ReadDrafts, Self::ManageUsers, Self::ReadAudit, Self::ManageRegulation, Self::ManageAccounts];

    /// The word in database and API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadDrafts => "read-drafts",
            Self::ManageUsers => "manage-users",
            Self::ReadAudit => "read-audit",
            Self::ManageRegulation => "manage-regulation",
            Self::ManageAccounts => "manage-accounts",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|right| right.as_str() == text)
    }
}
