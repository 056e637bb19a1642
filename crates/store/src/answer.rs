//! Answers that allowed or refused an act, with everything needed to ask again years later.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, AnswerId, AppointmentId, CommandId, Digest, PersonId, TenantId, case::CaseEnd, record::Subject,
};
use tatefuda_regulation::{Answer, Settings};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "answer":
    INSERT = NewAnswer::INSERT;
    FIND = "SELECT * FROM answer WHERE tenant_id = $1 AND id = $2";
    BY_SUBJECT = "SELECT * FROM answer WHERE tenant_id = $1 AND subject_kind = $2 AND subject_id = $3 \
        ORDER BY at, id LIMIT $4";
    RECENT = "SELECT * FROM answer WHERE tenant_id = $1 AND document = $2 ORDER BY at DESC, id DESC LIMIT $3";
    SNAPSHOT_PUT = "INSERT INTO settings_snapshot (tenant_id, id, content, at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (tenant_id, id) DO NOTHING";
    SNAPSHOT_GET = "SELECT content FROM settings_snapshot WHERE tenant_id = $1 AND id = $2";
}

/// What was asked apart from the facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuestionParts {
    /// The mode in force.
    pub mode: Option<String>,
    /// For `post.step`: the step.
    pub step: Option<String>,
    /// For `record.give`: the kind.
    pub record_kind: Option<String>,
    /// For `step.do`: the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// For `step.do` without a step: how the procedure was to end; absent: it was to be opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<CaseEnd>,
    /// For `duty.answer`: the duty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
}

#[derive(Debug, Clone)]
pub struct StoredAnswer {
    pub id: AnswerId,
    /// The command for which it was asked.
    pub command: CommandId,
    /// Id of the governing pack.
    pub document: String,
    /// The act.
    pub action: Action,
    /// On what.
    pub subject: Subject,
    /// For whom; absent for the program itself.
    pub person: Option<PersonId>,
    pub capacity: Option<AppointmentId>,
    /// The time of the act that was asked about.
    pub asked_for: Timestamp,
    /// When it was asked.
    pub at: Timestamp,
    /// What else was asked.
    pub question: QuestionParts,
    pub answer: Answer,
    /// The facts as canonical JSON.
    pub facts: String,
    /// Digest of the body's pack.
    pub pack: Digest,
    /// Digest of the house pack.
    pub house: Digest,
    /// Id of the settings snapshot.
    pub settings: Digest,
    /// Version of the fact schema.
    pub fact_schema: i64,
}

columns! { StoredAnswer {
    id;
    command = "command_id";
    document;
    action;
    subject: Subject;
    person = "person_id";
    capacity;
    asked_for;
    at;
    question;
    answer = "content";
    facts;
    pack = "pack_digest";
    house = "house_digest";
    settings = "settings_digest";
    fact_schema;
} }

/// An answer as it is written: what it says is also told by columns, for whoever reads the database.
struct NewAnswer {
    stored: StoredAnswer,
    decision: String,
    digest: Digest,
    facts: Digest,
    semantics: i64,
}

columns! { NewAnswer = "answer" {
    stored: StoredAnswer;
    decision;
    digest;
    facts = "facts_digest";
    semantics;
} }

/// Beside its parameters, from which it can be asked again.
///
/// # Errors
/// Whatever the database says.
pub async fn answer_insert(tx: &mut Tx, tenant: TenantId, stored: &StoredAnswer) -> Result<()> {
    let answer = &stored.answer;
    let row = NewAnswer {
        decision: answer.decision.as_str().to_owned(),
        digest: answer.digest(),
        facts: answer.facts_digest,
        semantics: i64::from(answer.semantics),
        stored: stored.clone(),
    };
    table::insert(tx, tenant, &row).await
}

/// An answer by id.
///
/// # Errors
/// Whatever the database says.
pub async fn answer_find(tx: &mut Tx, tenant: TenantId, id: AnswerId) -> Result<Option<StoredAnswer>> {
    tx.one(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// Answers on a subject, oldest first, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn answer_list(tx: &mut Tx, tenant: TenantId, subject: &Subject, limit: i64) -> Result<Rows<StoredAnswer>> {
    let rows = tx.all(BY_SUBJECT, args![tenant, &subject.kind, &subject.id, limit]).await?;
    Rows::read("answer", &rows, read)
}

/// The newest answers under a document, newest first, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn answer_recent(tx: &mut Tx, tenant: TenantId, document: &str, limit: i64) -> Result<Rows<StoredAnswer>> {
    Rows::read("answer", &tx.all(RECENT, args![tenant, document, limit]).await?, read)
}

/// Keeps the settings in force under their digest.
///
/// # Errors
/// Whatever the database says.
pub async fn settings_snapshot_put(tx: &mut Tx, tenant: TenantId, settings: &Settings, at: Timestamp) -> Result<()> {
    tx.execute(SNAPSHOT_PUT, args![tenant, settings.digest(), json(settings), at]).await.map(drop)
}

/// The settings of a digest.
///
/// # Errors
/// Whatever the database says.
pub async fn settings_snapshot_get(tx: &mut Tx, tenant: TenantId, digest: Digest) -> Result<Option<Settings>> {
    tx.one(SNAPSHOT_GET, args![tenant, digest]).await?.map(|row| row.json("content")).transpose()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data has a JSON form")
}

/// All but the answer itself, which is large and read one at a time.
pub(crate) fn read_frame(row: &Row) -> Result<()> {
    let _: (AnswerId, CommandId) = (row.id("id")?, row.id("command_id")?);
    let _: Action = row.word("action", |text| text.parse().ok())?;
    let _: (Option<PersonId>, Option<AppointmentId>) = (row.opt_id("person_id")?, row.opt_id("capacity")?);
    row.timestamp("asked_for")?;
    row.timestamp("at")?;
    row.json::<QuestionParts>("question")?;
    for digest in ["pack_digest", "house_digest", "settings_digest"] {
        row.digest(digest)?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<StoredAnswer> {
    StoredAnswer::read(row)
}
