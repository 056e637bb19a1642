//! Preparing stages of sends, each stored before its call and again when it stands (decision 0007, points 13 to 18).

use jiff::Timestamp;
use tatefuda_domain::{Digest, PublicationId, TenantId};

use crate::{
    Result, Row, Tx, Value, args, columns,
    sql::{
        Columns, Name, Table as _,
        columns::{self as table, Column as _, unfit},
    },
    statements,
};

/// A stage that was begun for a send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub id: String,
    /// For which send.
    pub publication: PublicationId,
    /// In which place, from 1.
    pub number: i64,
    /// Its name: `upload-2`.
    pub name: String,
    /// Of which request it is a part.
    pub wire_hash: Digest,
    /// Under which lease it was begun last.
    pub lease_epoch: i64,
    /// How often it was begun.
    pub tries: i64,
    /// When it was begun last, before its call.
    pub begun_at: Timestamp,
    /// What it left; absent: whether its call was made is not known, and it is made again.
    pub stands: Option<Stands>,
}

/// What a stage left at the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// When that was stored.
    pub at: Timestamp,
    /// What the service calls it.
    pub handle: String,
    /// Until when the service keeps it, as far as known.
    pub until: Option<Timestamp>,
}

columns! { Stage = "publication_stage" {
    id;
    publication = "publication_id";
    number;
    name = "stage";
    wire_hash;
    lease_epoch;
    tries;
    begun_at;
    stands: Option<Stands>;
} }

impl Columns for Option<Stands> {
    const NAMES: &'static [Name] = &[Name::One("stood_at"), Name::One("handle"), Name::One("kept_until")];

    fn bind(&self, values: &mut Vec<Value>) {
        match self {
            Some(stands) => {
                let until = stands.until.map_or(Timestamp::NULL, |until| until.value());
                values.extend([stands.at.value(), stands.handle.value(), until]);
            }
            None => values.extend([Timestamp::NULL, String::NULL, Timestamp::NULL]),
        }
    }

    fn read(row: &Row) -> Result<Self> {
        let until = row.opt_timestamp("kept_until")?;
        match (row.opt_timestamp("stood_at")?, row.opt_text("handle")?) {
            (Some(at), Some(handle)) => Ok(Some(Stands { at, handle, until })),
            (None, None) if until.is_none() => Ok(None),
            (at, _) => Err(unfit("handle", if at.is_some() { "NULL" } else { "a handle without its time" })),
        }
    }
}

statements! { "publication_stage":
    INSERT = Stage::INSERT;
    OF = "SELECT * FROM publication_stage WHERE tenant_id = $1 AND publication_id = $2 ORDER BY number";
    // What was made for other bytes is nothing for these.
    DELETE_OTHERS = "DELETE FROM publication_stage WHERE tenant_id = $1 AND publication_id = $2 AND wire_hash <> $3";
    REST_DELETE = "DELETE FROM publication_stage WHERE tenant_id = $1 AND publication_id = $2 AND number >= $3";
    // What comes behind was made of what comes before: it falls with it, and its tries stay counted.
    FALL = "UPDATE publication_stage SET stood_at = NULL, handle = NULL, kept_until = NULL \
        WHERE tenant_id = $1 AND publication_id = $2 AND number >= $3";
    AGAIN = "UPDATE publication_stage SET lease_epoch = $4, tries = tries + 1, begun_at = $5 \
        WHERE tenant_id = $1 AND publication_id = $2 AND number = $3";
    STAND = "UPDATE publication_stage SET stood_at = $5, handle = $6, kept_until = $7 \
        WHERE tenant_id = $1 AND publication_id = $2 AND number = $3 AND lease_epoch = $4 AND stood_at IS NULL";
}

/// Every stage of a send, in order.
///
/// # Errors
/// Whatever the database says.
pub async fn of(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Stage>> {
    tx.all(OF, args![tenant, publication]).await?.iter().map(read).collect()
}

/// Writes that a stage is begun, and lets all fall that were made behind it or for other bytes. `id` is used where the
/// stage is begun for the first time. Gives how often it was begun.
///
/// # Errors
/// Whatever the database says.
pub async fn begin(tx: &mut Tx, tenant: TenantId, begun: &Stage) -> Result<i64> {
    let (send, number) = (begun.publication, begun.number);
    tx.execute(DELETE_OTHERS, args![tenant, send, begun.wire_hash]).await?;
    tx.execute(FALL, args![tenant, send, number]).await?;
    let before = of(tx, tenant, send).await?.into_iter().find(|one| one.number == number);
    if let Some(before) = before.filter(|one| one.name == begun.name) {
        tx.execute(AGAIN, args![tenant, send, number, begun.lease_epoch, begun.begun_at]).await?;
        return Ok(before.tries + 1);
    }
    tx.execute(REST_DELETE, args![tenant, send, number]).await?;
    table::insert(tx, tenant, &Stage { tries: 1, stands: None, ..begun.clone() }).await?;
    Ok(1)
}

/// Writes what a stage left; `false`: it was begun by somebody else since.
///
/// # Errors
/// Whatever the database says.
pub async fn stand(
    tx: &mut Tx,
    tenant: TenantId,
    (publication, number, epoch): (PublicationId, i64, i64),
    stands: &Stands,
) -> Result<bool> {
    let values = args![tenant, publication, number, epoch, stands.at, &stands.handle, stands.until];
    Ok(tx.execute(STAND, values).await? == 1)
}

/// Lets a stage and all behind it fall.
///
/// # Errors
/// Whatever the database says.
pub async fn fall(tx: &mut Tx, tenant: TenantId, publication: PublicationId, number: i64) -> Result<()> {
    tx.execute(FALL, args![tenant, publication, number]).await.map(drop)
}

pub(crate) fn read(row: &Row) -> Result<Stage> {
    Stage::read(row)
}
