//! Results of commands under their ids (decision 0008).

use jiff::Timestamp;
use tatefuda_domain::{CommandId, Digest, PersonId, TenantId};

use crate::{
    Result, Row, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "command":
    FIND = "SELECT * FROM command WHERE tenant_id = $1 AND id = $2";
    INSERT = NewCarried::INSERT;
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
    /// Both.
    pub const ALL: [Self; 2] = [Self::Done, Self::Refused];

    /// As it stands in a row.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// A command that was carried out or refused.
#[derive(Debug, Clone)]
pub struct Carried {
    pub name: String,
    /// A second command with the same id and another input is a mistake of the caller.
    pub input: Digest,
    /// Who gave it; absent for the program itself.
    pub person: Option<PersonId>,
    /// What it came to.
    pub outcome: Outcome,
    /// The result or the refusal as JSON.
    pub result: String,
}

columns! { Carried {
    name;
    input;
    person = "person_id";
    outcome;
    result;
} }

/// A command as it is written, under its id.
struct NewCarried {
    id: CommandId,
    carried: Carried,
    at: Timestamp,
}

columns! { NewCarried = "command" {
    id;
    carried: Carried;
    at;
} }

/// The command of an id, if it was given before.
///
/// # Errors
/// Whatever the database says.
pub async fn command_find(tx: &mut Tx, tenant: TenantId, id: CommandId) -> Result<Option<Carried>> {
    tx.one(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

pub(crate) fn read(row: &Row) -> Result<Carried> {
    Carried::read(row)
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
    table::insert(tx, tenant, &NewCarried { id, carried: carried.clone(), at }).await
}
