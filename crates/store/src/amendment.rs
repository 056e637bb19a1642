//! Amendments of documents (改正, decision 0049).

use jiff::Timestamp;
use tatefuda_domain::{
    AmendmentId, Digest, PersonId, TenantId,
    amendment::{Amendment, AmendmentState, Returned, State},
};

use crate::{
    Result, Row, Rows, Tx, Value, args, columns,
    sql::{
        Columns, Name, Table as _,
        columns::{self as table, difference, there, unfit},
    },
    statements,
};

statements! { "amendment":
    INSERT = Amendment::INSERT;
    UPDATE = Amendment::UPDATE;
    GET = "SELECT * FROM amendment WHERE tenant_id = $1 AND id = $2";
    OPEN = "SELECT * FROM amendment WHERE tenant_id = $1 AND document = $2 AND state IN ('draft', 'proposed') LIMIT 1";
    CONFIRMED = "SELECT * FROM amendment WHERE tenant_id = $1 AND document = $2 AND state = 'confirmed' \
        ORDER BY starts_on, ended_at, id";
    LIST = "SELECT * FROM amendment WHERE tenant_id = $1 \
        AND (CAST($2 AS TEXT) IS NULL OR state = $2) \
        AND (CAST($3 AS BIGINT) IS NULL OR opened_at < $3 OR (opened_at = $3 AND id < $4)) \
        ORDER BY opened_at DESC, id DESC LIMIT $5";
}

columns! { Amendment = "amendment" {
    id;
    version;
    document;
    base;
    source;
    decision;
    decided_on;
    from = "starts_on";
    changes;
    opened_by;
    opened_at;
    state: State;
} }

/// The columns of [`State`], NULL where they do not belong to it.
#[derive(Clone)]
struct StateColumns {
    state: AmendmentState,
    proposed_by: Option<PersonId>,
    proposed_at: Option<Timestamp>,
    ended_by: Option<PersonId>,
    ended_at: Option<Timestamp>,
    reason: Option<String>,
    pack: Option<Digest>,
}

columns! { StateColumns {
    state;
    proposed_by;
    proposed_at;
    ended_by;
    ended_at;
    reason;
    pack;
} }

impl StateColumns {
    fn of(state: &State) -> Self {
        let none = Self {
            state: state.name(),
            proposed_by: None,
            proposed_at: None,
            ended_by: None,
            ended_at: None,
            reason: None,
            pack: None,
        };
        match state {
            State::Draft { returned: None } => none,
            State::Draft { returned: Some(Returned { by, at, reason }) } | State::Withdrawn { by, at, reason } => {
                Self { ended_by: Some(*by), ended_at: Some(*at), reason: Some(reason.clone()), ..none }
            }
            State::Proposed { by, at } => Self { proposed_by: Some(*by), proposed_at: Some(*at), ..none },
            State::Confirmed { proposed_by, proposed_at, by, at, pack } => Self {
                proposed_by: Some(*proposed_by),
                proposed_at: Some(*proposed_at),
                ended_by: Some(*by),
                ended_at: Some(*at),
                pack: Some(*pack),
                ..none
            },
        }
    }

    fn state(self) -> Result<State> {
        let by = || there("ended_by", self.ended_by);
        let at = || there("ended_at", self.ended_at);
        let reason = || there("reason", self.reason.clone());
        let proposed = || there("proposed_by", self.proposed_by);
        let proposed_at = || there("proposed_at", self.proposed_at);
        Ok(match self.state {
            AmendmentState::Draft if self.ended_by.is_none() => State::Draft { returned: None },
            AmendmentState::Draft => {
                State::Draft { returned: Some(Returned { by: by()?, at: at()?, reason: reason()? }) }
            }
            AmendmentState::Proposed => State::Proposed { by: proposed()?, at: proposed_at()? },
            AmendmentState::Confirmed => State::Confirmed {
                proposed_by: proposed()?,
                proposed_at: proposed_at()?,
                by: by()?,
                at: at()?,
                pack: there("pack", self.pack)?,
            },
            AmendmentState::Withdrawn => State::Withdrawn { by: by()?, at: at()?, reason: reason()? },
        })
    }
}

impl Columns for State {
    const NAMES: &'static [Name] = StateColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        StateColumns::of(self).bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let columns = StateColumns::read(row)?;
        let read = columns.clone().state()?;
        match difference(&columns, &StateColumns::of(&read)) {
            Some(column) => Err(unfit(column, columns.state.as_str())),
            None => Ok(read),
        }
    }
}

pub(crate) fn read(row: &Row) -> Result<Amendment> {
    Amendment::read(row)
}

/// Writes a new amendment.
///
/// # Errors
/// [`crate::Error::Unique`]: another one of this document is open.
pub async fn amendment_insert(tx: &mut Tx, tenant: TenantId, amendment: &Amendment) -> Result<()> {
    table::insert(tx, tenant, amendment).await
}

/// Writes a change of the version in `amendment.version` and counts it up; `false`: it was another version.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn amendment_update(tx: &mut Tx, tenant: TenantId, amendment: &Amendment) -> Result<bool> {
    table::update(tx, tenant, amendment).await
}

/// An amendment by id.
///
/// # Errors
/// As [`amendment_update`].
pub async fn amendment_get(tx: &mut Tx, tenant: TenantId, id: AmendmentId) -> Result<Option<Amendment>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// The one of a document that is not confirmed and not given up.
///
/// # Errors
/// As [`amendment_update`].
pub async fn amendment_of(tx: &mut Tx, tenant: TenantId, document: &str) -> Result<Option<Amendment>> {
    tx.one(OPEN, args![tenant, document]).await?.as_ref().map(read).transpose()
}

/// Those of a document that were confirmed, in the order of their days.
///
/// # Errors
/// As [`amendment_update`].
pub async fn amendments_confirmed(tx: &mut Tx, tenant: TenantId, document: &str) -> Result<Rows<Amendment>> {
    Rows::read("amendment", &tx.all(CONFIRMED, args![tenant, document]).await?, read)
}

/// A page of amendments, the newest first.
///
/// # Errors
/// As [`amendment_update`].
pub async fn amendment_list(
    tx: &mut Tx,
    tenant: TenantId,
    state: Option<AmendmentState>,
    after: Option<(Timestamp, AmendmentId)>,
    limit: i64,
) -> Result<Rows<Amendment>> {
    let (at, id) = after.unzip();
    let values = args![tenant, state.map(AmendmentState::as_str), at, id, limit];
    Rows::read("amendment", &tx.all(LIST, values).await?, read)
}
