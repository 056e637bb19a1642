//! Looks that people took at an account, for sends whose outcome is unknown.

use jiff::Timestamp;
use tatefuda_domain::{AppointmentId, MediaId, PersonId, PublicationId, TenantId};

use crate::{
    Result, Row, Tx, Value, args, columns,
    sql::{Columns, Name, Table as _, columns as table},
    statements,
};

/// What somebody saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub id: String,
    /// For which send.
    pub publication: PublicationId,
    /// Who looked.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// When they said so.
    pub at: Timestamp,
    /// When they looked.
    pub looked_at: Timestamp,
    /// Whether it was there.
    pub found: Found,
    /// What they saw, in their words.
    pub seen: String,
    /// The address at which it was.
    pub url: Option<String>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
}

statements! { "publication_look":
    INSERT = Look::INSERT;
    OF = "SELECT * FROM publication_look WHERE tenant_id = $1 AND publication_id = $2 ORDER BY at, id";
}

columns! { Look = "publication_look" {
    id;
    publication = "publication_id";
    person = "person_id";
    capacity;
    at;
    looked_at;
    found: Found;
    seen;
    url;
    picture = "media_id";
} }

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It was there.
    There,
    /// It was not.
    NotThere,
}

impl Found {
    const COLUMN: &'static str = "finding";
    /// Both.
    pub const ALL: [Self; 2] = [Self::There, Self::NotThere];

    /// As it stands in a row.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::NotThere => "not-there",
        }
    }
}

impl Columns for Found {
    const NAMES: &'static [Name] = &[Name::One(Self::COLUMN)];

    fn bind(&self, values: &mut Vec<Value>) {
        values.push(Value::from(self.as_str()));
    }

    fn read(row: &Row) -> Result<Self> {
        row.word(Self::COLUMN, |word| Self::ALL.into_iter().find(|one| one.as_str() == word))
    }
}

/// Writes a look.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(tx: &mut Tx, tenant: TenantId, look: &Look) -> Result<()> {
    table::insert(tx, tenant, look).await
}

/// Every look for a send, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn of(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Look>> {
    tx.all(OF, args![tenant, publication]).await?.iter().map(read).collect()
}

pub(crate) fn read(row: &Row) -> Result<Look> {
    Look::read(row)
}
