//! Texts that people took to post them by hand (decision 0034).

use jiff::Timestamp;
use tatefuda_domain::{
    PublicationId, TenantId,
    hand::{HandOutcome, Said, Taking},
};

use crate::{
    Result, Row, Rows, Tx, Value, args, columns,
    post::reader,
    sql::{
        Columns, Name, Table,
        columns::{self as table, unfit},
    },
    statements,
};

statements! { "hand_taking":
    INSERT = Taking::INSERT;
    // Said once.
    SAY = "UPDATE hand_taking SET said_at = $3, outcome = $4, posted_on = $5, words = $6 \
        WHERE tenant_id = $1 AND id = $2 AND (said_at IS NULL OR outcome = 'unsure')";
    OF = "SELECT * FROM hand_taking WHERE tenant_id = $1 AND publication_id = $2 ORDER BY attempt";
    OUT = "SELECT t.* FROM hand_taking t JOIN publication p ON p.tenant_id = t.tenant_id AND p.id = t.publication_id \
        AND p.attempts = t.attempt WHERE t.tenant_id = $1 AND p.state = 'taken' ORDER BY t.at, t.id";
}

columns! { Taking = "hand_taking" {
    id;
    publication = "publication_id";
    attempt;
    person = "person_id";
    capacity;
    device = "device_id";
    at;
    said: Option<Said>;
} }

/// The columns of [`Said`].
#[derive(Default)]
struct SaidColumns {
    said_at: Option<Timestamp>,
    outcome: Option<HandOutcome>,
    posted_on: Option<String>,
    words: Option<String>,
}

columns! { SaidColumns {
    said_at;
    outcome;
    posted_on;
    words;
} }

impl Columns for Option<Said> {
    const NAMES: &'static [Name] = SaidColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        let row = self.clone().map_or_else(SaidColumns::default, |said| SaidColumns {
            said_at: Some(said.at),
            outcome: Some(said.outcome),
            posted_on: said.posted_on,
            words: said.words,
        });
        row.bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        match SaidColumns::read(row)? {
            SaidColumns { said_at: Some(at), outcome: Some(outcome), posted_on, words } => {
                Ok(Some(Said { at, outcome, posted_on, words }))
            }
            SaidColumns { said_at: None, outcome: None, posted_on: None, words: None } => Ok(None),
            SaidColumns { said_at: None, .. } => Err(unfit("said_at", "NULL")),
            SaidColumns { .. } => Err(unfit("outcome", "NULL")),
        }
    }
}

pub(crate) fn read(row: &Row) -> Result<Taking> {
    Taking::read(row)
}

/// Stores that somebody takes a text, before it appears.
///
/// # Errors
/// [`crate::Error::Unique`]: another took it.
pub async fn taking_insert(tx: &mut Tx, tenant: TenantId, taking: &Taking) -> Result<()> {
    table::insert(tx, tenant, taking).await?;
    reader::put_of_send(tx, tenant, taking.person, taking.publication).await
}

/// Stores what whoever took it said; `false`: they have said it before. Who did not know may know later.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn taking_say(tx: &mut Tx, tenant: TenantId, taking: &Taking, said: &Said) -> Result<bool> {
    let values = args![tenant, taking.id, said.at, said.outcome.as_str(), said.posted_on.as_ref(), said.words.as_ref()];
    Ok(tx.execute(SAY, values).await? == 1)
}

/// Who took the text of a send, the first first: all of them or an error, because it may have been posted by any.
///
/// # Errors
/// As [`taking_say`].
pub async fn taking_list(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Taking>> {
    Rows::read("hand_taking", &tx.all(OF, args![tenant, publication]).await?, read)?.all()
}

/// Whose text is out and not answered for.
///
/// # Errors
/// As [`taking_say`].
pub async fn taking_out(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Taking>> {
    Rows::read("hand_taking", &tx.all(OUT, args![tenant]).await?, read)
}
