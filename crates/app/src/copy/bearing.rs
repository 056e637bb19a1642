//! Whether the entry that this node remembers lies in this database, with its hash.

use tatefuda_domain::TenantId;
use tatefuda_store::{
    Tx,
    audit::{audit_head, audit_mark},
};
use tatefuda_vault::{Kept, Mark};

use crate::{core::App, failure::Failure};

/// How the memory of a node stands to a body's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// Neither mark nor chain: nothing began yet.
    Empty,
    /// The entry of the mark lies in the chain.
    Sound(Mark),
    /// It does not, or another one has its number.
    Lost(Mark),
    /// The mark was set on another machine.
    Elsewhere(Mark),
    /// There is a chain, and no mark.
    Unmarked,
}

impl Bearing {
    /// Whether sends may go, as far as this tells.
    pub fn is_sound(&self) -> bool {
        matches!(self, Self::Empty | Self::Sound(_))
    }

    /// The word in the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Empty | Self::Sound(_) => "sound",
            Self::Lost(_) => "lost",
            Self::Elsewhere(_) => "machine",
            Self::Unmarked => "unmarked",
        }
    }

    /// The mark, where there is one.
    pub fn mark(&self) -> Option<Mark> {
        match self {
            Self::Sound(mark) | Self::Lost(mark) | Self::Elsewhere(mark) => Some(*mark),
            Self::Empty | Self::Unmarked => None,
        }
    }
}

/// Looks for the mark of this node in a body's chain. Never compares numbers alone: a copy that went on by itself reaches
/// every number.
///
/// # Errors
/// The state folder or the database cannot be read. Nothing is sent then.
pub async fn bearing(app: &App, tx: &mut Tx, tenant: TenantId) -> Result<Bearing, Failure> {
    Ok(match app.state.kept(tenant).map_err(Failure::internal)? {
        Kept::Elsewhere(mark) => Bearing::Elsewhere(mark),
        Kept::Mark(mark) => match audit_mark(tx, tenant, mark.seq).await? {
            Some((hash, _)) if hash == mark.hash => Bearing::Sound(mark),
            _ => Bearing::Lost(mark),
        },
        Kept::Nothing if audit_head(tx, tenant).await?.seq == 0 => Bearing::Empty,
        Kept::Nothing => Bearing::Unmarked,
    })
}
