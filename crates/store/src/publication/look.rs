//! Looks that people took at an account, for sends whose outcome is unknown.

use jiff::Timestamp;
use tatefuda_domain::{AppointmentId, MediaId, PersonId, PublicationId, TenantId};

use crate::{Result, Row, Tx, args, statements};

/// What somebody saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its id.
    pub id: String,
    /// For which send.
    pub publication: PublicationId,
    /// Who looked.
    pub person: PersonId,
    /// In which capacity.
    pub capacity: AppointmentId,
    /// When they said so.
    pub at: Timestamp,
    /// When they looked.
    pub looked_at: Timestamp,
    /// Whether it was there.
    pub there: bool,
    /// What they saw, in their words.
    pub seen: String,
    /// The address at which it was.
    pub url: Option<String>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
}

statements! { "publication_look":
    INSERT = "INSERT INTO publication_look (tenant_id, id, publication_id, person_id, capacity, at, looked_at, finding, \
        seen, url, media_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    OF = "SELECT * FROM publication_look WHERE tenant_id = $1 AND publication_id = $2 ORDER BY at, id";
}

const THERE: &str = "there";
const NOT_THERE: &str = "not-there";

/// Writes a look.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(tx: &mut Tx, tenant: TenantId, look: &Look) -> Result<()> {
    let values = args![
        tenant,
        &look.id,
        look.publication,
        look.person,
        look.capacity,
        look.at,
        look.looked_at,
        if look.there { THERE } else { NOT_THERE },
        &look.seen,
        look.url.as_ref(),
        look.picture,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Every look for a send, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn of(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Look>> {
    tx.all(OF, args![tenant, publication]).await?.iter().map(read).collect()
}

pub(crate) fn read(row: &Row) -> Result<Look> {
    Ok(Look {
        id: row.text("id")?,
        publication: row.id("publication_id")?,
        person: row.id("person_id")?,
        capacity: row.id("capacity")?,
        at: row.timestamp("at")?,
        looked_at: row.timestamp("looked_at")?,
        there: row.text("finding")? == THERE,
        seen: row.text("seen")?,
        url: row.opt_text("url")?,
        picture: row.opt_id("media_id")?,
    })
}
