//! Cases (手続・事案) and the steps that were done in them.

pub mod concern;
pub mod file;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AppointmentId, CaseId, PersonId, TenantId,
    case::{By, Case, CaseState, State, StepDone},
    record::Subject,
};

use crate::{
    Result, Row, Rows, Tx, Value, args, columns,
    sql::{
        Columns, Name, Table,
        columns::{self as table, difference, there, unfit},
    },
    statements,
};

statements! { "case":
    INSERT = Case::INSERT;
    UPDATE = Case::UPDATE;
    GET = "SELECT * FROM cases WHERE tenant_id = $1 AND id = $2";
    // What runs comes first: a long past never hides it.
    CONCERNED = "SELECT * FROM cases WHERE tenant_id = $1 \
        AND (subject_kind = 'body' OR account_id = $2 OR (subject_kind = $3 AND subject_id = $4)) \
        ORDER BY CASE WHEN state = 'running' THEN 0 ELSE 1 END, opened_at DESC, id DESC LIMIT $5";
    RUNNING = "SELECT * FROM cases WHERE tenant_id = $1 AND state = 'running' ORDER BY opened_at, id LIMIT $2";
    STEP_INSERT = StepDone::INSERT;
    STEPS = "SELECT * FROM case_step WHERE tenant_id = $1 AND case_id = $2 ORDER BY at, id";
    STEPS_CONCERNED = "SELECT s.* FROM case_step s JOIN cases c ON c.tenant_id = s.tenant_id AND c.id = s.case_id \
        WHERE s.tenant_id = $1 AND (c.subject_kind = 'body' OR c.account_id = $2 \
        OR (c.subject_kind = $3 AND c.subject_id = $4)) ORDER BY s.at, s.id";
    // Each filter that is NULL lets everything through. The search looks at title, procedure and the account's name; `$7` is
    // escaped for LIKE.
    LIST = "SELECT c.* FROM cases c LEFT JOIN account a ON a.tenant_id = c.tenant_id AND a.id = c.account_id \
        WHERE c.tenant_id = $1 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2) \
        AND (CAST($3 AS TEXT) IS NULL OR c.procedure_id = $3) \
        AND (CAST($4 AS TEXT) IS NULL OR c.subject_kind = $4) \
        AND (CAST($5 AS TEXT) IS NULL OR c.account_id = $5) \
        AND (CAST($6 AS BIGINT) IS NULL OR c.opened_at < $6 OR (c.opened_at = $6 AND c.id < $8)) \
        AND (CAST($7 AS TEXT) IS NULL OR c.title LIKE $7 ESCAPE '!' OR c.procedure_id LIKE $7 ESCAPE '!' \
        OR a.name LIKE $7 ESCAPE '!') \
        ORDER BY c.opened_at DESC, c.id DESC LIMIT $9";
    // The steps of the cases of one page, in one go: between its first and its last.
    STEPS_LIST = "SELECT s.* FROM case_step s JOIN cases c ON c.tenant_id = s.tenant_id AND c.id = s.case_id \
        WHERE s.tenant_id = $1 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2) \
        AND (CAST($3 AS TEXT) IS NULL OR c.procedure_id = $3) \
        AND (CAST($4 AS TEXT) IS NULL OR c.subject_kind = $4) \
        AND (CAST($5 AS TEXT) IS NULL OR c.account_id = $5) \
        AND (c.opened_at < $6 OR (c.opened_at = $6 AND c.id <= $7)) \
        AND (c.opened_at > $8 OR (c.opened_at = $8 AND c.id >= $9)) ORDER BY s.at, s.id";
    INCIDENTS = "SELECT DISTINCT subject_kind, subject_id, account_id FROM cases \
        WHERE tenant_id = $1 AND state = 'running' AND subject_kind = 'incident' \
        ORDER BY subject_kind, subject_id, account_id LIMIT $2";
    // By a list of ids that stand behind each other.
    OF_IDS = crate::of_ids!("SELECT c.* FROM cases c WHERE c.tenant_id = $1 AND c.id IN (SELECT id FROM ids)");
    PROCEDURES = "SELECT DISTINCT procedure_id FROM cases WHERE tenant_id = $1 ORDER BY procedure_id";
}

columns! { Case = "cases" {
    id;
    version;
    document;
    pack = "pack_digest";
    house = "house_digest";
    procedure = "procedure_id";
    subject: Subject;
    account = "account_id";
    title;
    origin;
    detected_at;
    reported_at;
    opened_at;
    opened_by: Option<By>;
    state: State;
} }

columns! { StepDone = "case_step" {
    id;
    case = "case_id";
    step;
    by: By;
    at;
    answer = "answer_id";
} }

columns! { By {
    person = "person_id";
    capacity;
} }

/// Who opened a case: both columns or none.
impl Columns for Option<By> {
    const NAMES: &'static [Name] = &[Name::One("opened_by"), Name::One("opened_as")];

    fn bind(&self, values: &mut Vec<Value>) {
        values.push(Value::from(self.map(|by| by.person)));
        values.push(Value::from(self.map(|by| by.capacity)));
    }

    fn read(row: &Row) -> Result<Self> {
        both(row.opt_id("opened_by")?, row.opt_id("opened_as")?, "opened_as")
    }
}

/// A person and their appointment stand together or not at all.
fn both(person: Option<PersonId>, capacity: Option<AppointmentId>, column: &str) -> Result<Option<By>> {
    match (person, capacity) {
        (Some(person), Some(capacity)) => Ok(Some(By { person, capacity })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(unfit(column, "NULL")),
        (None, Some(capacity)) => Err(unfit(column, capacity)),
    }
}

/// The columns of [`State`], NULL where they do not belong to it.
struct StateColumns {
    state: CaseState,
    ended_at: Option<Timestamp>,
    ended_by: Option<PersonId>,
    ended_as: Option<AppointmentId>,
    reason: Option<String>,
}

columns! { StateColumns {
    state;
    ended_at;
    ended_by;
    ended_as;
    reason;
} }

impl StateColumns {
    fn of(state: &State) -> Self {
        let by = state.ended_by();
        Self {
            state: state.name(),
            ended_at: state.ended_at(),
            ended_by: by.map(|by| by.person),
            ended_as: by.map(|by| by.capacity),
            reason: match state {
                State::Withdrawn { reason, .. } => Some(reason.clone()),
                State::Running | State::Closed { .. } => None,
            },
        }
    }
}

impl Columns for State {
    const NAMES: &'static [Name] = StateColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        StateColumns::of(self).bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let columns = StateColumns::read(row)?;
        let by = both(columns.ended_by, columns.ended_as, "ended_as")?;
        let read = match columns.state {
            CaseState::Running => Self::Running,
            CaseState::Closed => Self::Closed { at: there("ended_at", columns.ended_at)?, by },
            CaseState::Withdrawn => Self::Withdrawn {
                at: there("ended_at", columns.ended_at)?,
                by,
                reason: there("reason", columns.reason.clone())?,
            },
        };
        match difference(&columns, &StateColumns::of(&read)) {
            Some(column) => Err(unfit(column, columns.state.as_str())),
            None => Ok(read),
        }
    }
}

pub(crate) fn read(row: &Row) -> Result<Case> {
    Columns::read(row)
}

pub(crate) fn read_step(row: &Row) -> Result<StepDone> {
    Columns::read(row)
}

/// Adds a case.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(tx: &mut Tx, tenant: TenantId, case: &Case) -> Result<()> {
    table::insert(tx, tenant, case).await
}

/// Writes a change of the version that the case has; `false`: somebody else changed it.
///
/// # Errors
/// Whatever the database says.
pub async fn update(tx: &mut Tx, tenant: TenantId, case: &Case) -> Result<bool> {
    table::update(tx, tenant, case).await
}

/// A case by id.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: CaseId) -> Result<Option<Case>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// Cases of the body, of an account and on a thing, what runs first, then the newest, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn concerned(
    tx: &mut Tx,
    tenant: TenantId,
    account: Option<AccountId>,
    subject: &Subject,
    limit: i64,
) -> Result<Rows<Case>> {
    let rows = tx.all(CONCERNED, args![tenant, account, &subject.kind, &subject.id, limit]).await?;
    Rows::read("cases", &rows, read)
}

/// The steps done in them, in order.
///
/// # Errors
/// Whatever the database says.
pub async fn steps_concerned(
    tx: &mut Tx,
    tenant: TenantId,
    account: Option<AccountId>,
    subject: &Subject,
) -> Result<Rows<StepDone>> {
    let rows = tx.all(STEPS_CONCERNED, args![tenant, account, &subject.kind, &subject.id]).await?;
    Rows::read("case_step", &rows, read_step)
}

/// Cases that run, the oldest first, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn running(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Rows<Case>> {
    Rows::read("cases", &tx.all(RUNNING, args![tenant, limit]).await?, read)
}

/// Adds a step that was done.
///
/// # Errors
/// [`crate::Error::Unique`]: this person did it before in this appointment.
pub async fn step_insert(tx: &mut Tx, tenant: TenantId, done: &StepDone) -> Result<()> {
    table::insert(tx, tenant, done).await
}

/// The steps done in a case, in order.
///
/// # Errors
/// Whatever the database says.
pub async fn steps(tx: &mut Tx, tenant: TenantId, case: CaseId) -> Result<Rows<StepDone>> {
    Rows::read("case_step", &tx.all(STEPS, args![tenant, case]).await?, read_step)
}

/// What a list is narrowed to; what is absent lets everything through.
#[derive(Debug, Clone, Default)]
pub struct Filter<'a> {
    /// Where they stand.
    pub state: Option<CaseState>,
    /// Their procedure.
    pub procedure: Option<&'a str>,
    /// The kind of thing that they are about.
    pub subject_kind: Option<&'a str>,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// A part of title, procedure or the account's name.
    pub search: Option<&'a str>,
    /// Only what comes after this one in the list.
    pub after: Option<(Timestamp, CaseId)>,
}

/// A page of cases, the newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(tx: &mut Tx, tenant: TenantId, filter: &Filter<'_>, limit: i64) -> Result<Rows<Case>> {
    let search = filter.search.map(|text| format!("%{}%", escaped(text)));
    let (at, id) = filter.after.unzip();
    let values = args![
        tenant,
        filter.state.map(CaseState::as_str),
        filter.procedure,
        filter.subject_kind,
        filter.account,
        at,
        search.as_deref(),
        id,
        limit,
    ];
    Rows::read("cases", &tx.all(LIST, values).await?, read)
}

/// The steps done in the cases of a page, from its first case to its last.
///
/// # Errors
/// Whatever the database says.
pub async fn list_steps(
    tx: &mut Tx,
    tenant: TenantId,
    filter: &Filter<'_>,
    first: (Timestamp, CaseId),
    last: (Timestamp, CaseId),
) -> Result<Rows<StepDone>> {
    let values = args![
        tenant,
        filter.state.map(CaseState::as_str),
        filter.procedure,
        filter.subject_kind,
        filter.account,
        first.0,
        first.1,
        last.0,
        last.1,
    ];
    Rows::read("case_step", &tx.all(STEPS_LIST, values).await?, read_step)
}

/// What happened and is still dealt with, with the account concerned.
///
/// # Errors
/// Whatever the database says.
pub async fn incidents(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Vec<(Subject, Option<AccountId>)>> {
    let rows = tx.all(INCIDENTS, args![tenant, limit]).await?;
    let read =
        |row: &Row| Ok((Subject::new(&row.text("subject_kind")?, row.text("subject_id")?), row.opt_id("account_id")?));
    rows.iter().map(read).collect()
}

/// Cases by their ids, in no order.
///
/// # Errors
/// Whatever the database says.
pub async fn of_ids(tx: &mut Tx, tenant: TenantId, ids: &[&str]) -> Result<Rows<Case>> {
    Rows::read("cases", &tx.all(OF_IDS, args![tenant, ids.concat()]).await?, read)
}

/// Procedures of which there ever was a case.
///
/// # Errors
/// Whatever the database says.
pub async fn procedures(tx: &mut Tx, tenant: TenantId) -> Result<Vec<String>> {
    tx.all(PROCEDURES, args![tenant]).await?.iter().map(|row| row.text("procedure_id")).collect()
}

/// As LIKE takes it literally.
pub(crate) fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| matches!(c, '!' | '%' | '_').then_some('!').into_iter().chain([c])).collect()
}
