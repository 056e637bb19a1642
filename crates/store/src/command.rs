//! Results of commands under their ids (decision 0008).

use jiff::Timestamp;
use tatefuda_domain::{CommandId, Digest, PersonId, TenantId};

use crate::{
    args,
    sql::{Result, Row, Tx},
    statements,
};

statements! { "command":
    FIND = "SELECT name, input, person_id, outcome, result FROM command WHERE tenant_id = $1 AND id = $2";
    INSERT = "INSERT INTO command (tenant_id, id, name, input, person_id, outcome, result, at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The act happened.
    Done,
    /// It was refused.
    Refused,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Done, Self::Refused].into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// A command that was carried out or refused.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Its name.
    pub name: String,
    /// Digest of its input.
    pub input: Digest,
    /// Who gave it; absent for the program itself.
    pub person: Option<PersonId>,
    /// What it came to.
    pub outcome: Outcome,
    /// The result or the refusal as JSON.
    pub result: String,
}

/// The command of an id, if it was given before.
///
/// # Errors
/// Whatever the database says.
pub async fn command_find(tx: &mut Tx, tenant: TenantId, id: CommandId) -> Result<Option<Carried>> {
    tx.one(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

pub(crate) fn read(row: &Row) -> Result<Carried> {
    Ok(Carried {
        name: row.text("name")?,
        input: row.digest("input")?,
        person: row.opt_id("person_id")?,
        outcome: row.word("outcome", Outcome::parse)?,
        result: row.text("result")?,
    })
}

/// Remembers what a command came to.
///
/// # Errors
/// Whatever the database says.
pub async fn command_insert(
    tx: &mut Tx,
    tenant: TenantId,
    id: CommandId,
    carried: &Carried,
    at: Timestamp,
) -> Result<()> {
    let Carried { name, input, person, outcome, result } = carried;
    tx.execute(INSERT, args![tenant, id, name, *input, *person, outcome.as_str(), result, at]).await.map(drop)
}
