//! Sections, positions (職), appointments, absences: by date, nothing deleted.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AppointmentId, PersonId, PositionId, SectionId, TenantId};
use tatefuda_regulation::AppointmentKind;

use crate::{Result, Row, Rows, Tx, args, statements};

statements! { "org":
    SECTION_INSERT = "INSERT INTO section (tenant_id, id, parent_id, name_ja, name_kana, name_en, ordinal, starts_at, \
        ends_at, level, branch) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SECTION_CHANGE = "UPDATE section SET level = $3, branch = $4 WHERE tenant_id = $1 AND id = $2";
    SECTION_END = "UPDATE section SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    SECTION_LIST = "SELECT id, parent_id, name_ja, name_kana, name_en, ordinal, starts_at, ends_at, level, branch \
        FROM section WHERE tenant_id = $1 ORDER BY ordinal, name_kana, id";
    POSITION_INSERT = "INSERT INTO position (tenant_id, id, section_id, name_ja, name_kana, name_en, rank, rank_order, \
        extension, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    POSITION_END = "UPDATE position SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    POSITION_LIST = "SELECT id, section_id, name_ja, name_kana, name_en, rank, rank_order, extension, starts_at, \
        ends_at FROM position WHERE tenant_id = $1 ORDER BY rank_order, name_kana, id";
    APPOINTMENT_INSERT = "INSERT INTO appointment (tenant_id, id, person_id, section_id, position_id, kind, deputy_of, \
        deputy_order, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    APPOINTMENT_END = "UPDATE appointment SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    APPOINTMENT_LIST = "SELECT id, person_id, section_id, position_id, kind, deputy_of, deputy_order, starts_at, \
        ends_at FROM appointment WHERE tenant_id = $1 ORDER BY starts_at, id";
    ABSENCE_INSERT = "INSERT INTO absence (tenant_id, id, person_id, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)";
    ABSENCE_END = "UPDATE absence SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    ABSENCE_LIST = "SELECT id, person_id, starts_at, ends_at FROM absence WHERE tenant_id = $1 ORDER BY starts_at, id";
}

/// When something holds: from a moment, up to but not including another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// From this moment.
    pub from: Timestamp,
    /// Up to, not including, this moment; absent: open.
    pub until: Option<Timestamp>,
}

impl Span {
    /// Whether a moment lies inside.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// An organisational unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// The unit above it.
    pub parent: Option<SectionId>,
    /// Its name.
    pub name_ja: String,
    /// In kana.
    pub name_kana: String,
    /// In English.
    pub name_en: String,
    /// Its place in the table of the organisation.
    pub ordinal: i64,
    /// When it exists.
    pub span: Span,
    /// Its level (department, section …), an id of the pack's levels; empty: nobody entered it.
    #[serde(default)]
    pub level: String,
    /// The branch of the body to which it belongs, as the body calls it; empty: that of the unit above, if any.
    #[serde(default)]
    pub branch: String,
}

/// A position (職) in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Its id.
    pub id: PositionId,
    /// Its section.
    pub section: SectionId,
    /// Its name.
    pub name_ja: String,
    /// In kana.
    pub name_kana: String,
    /// In English.
    pub name_en: String,
    /// Its rank as the body calls it.
    pub rank: String,
    /// Lower is higher.
    pub rank_order: i64,
    /// Its extension number (内線).
    pub extension: String,
    /// When it exists.
    pub span: Span,
}

/// One person holding one position for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// The person.
    pub person: PersonId,
    /// The section.
    pub section: SectionId,
    /// The position.
    pub position: PositionId,
    /// How it is held.
    pub kind: AppointmentKind,
    /// The appointment for which this one stands in.
    pub deputy_of: Option<AppointmentId>,
    /// Which deputy: 1 before 2.
    pub deputy_order: i64,
    /// When it runs.
    pub span: Span,
}

/// A person is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Its id.
    pub id: String,
    /// Who.
    pub person: PersonId,
    /// When.
    pub span: Span,
}

/// The word of a kind of appointment.
pub fn kind_word(kind: AppointmentKind) -> &'static str {
    match kind {
        AppointmentKind::Regular => "regular",
        AppointmentKind::Concurrent => "concurrent",
        AppointmentKind::Acting => "acting",
    }
}

fn kind_parse(word: &str) -> Option<AppointmentKind> {
    [AppointmentKind::Regular, AppointmentKind::Concurrent, AppointmentKind::Acting]
        .into_iter()
        .find(|kind| kind_word(*kind) == word)
}

/// Adds a section.
///
/// # Errors
/// Whatever the database says.
pub async fn section_insert(tx: &mut Tx, tenant: TenantId, section: &Section) -> Result<()> {
    tx.execute(
        SECTION_INSERT,
        args![
            tenant,
            section.id,
            section.parent,
            &section.name_ja,
            &section.name_kana,
            &section.name_en,
            section.ordinal,
            section.span.from,
            section.span.until,
            &section.level,
            &section.branch,
        ],
    )
    .await
    .map(drop)
}

/// Ends a section; false if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn section_end(tx: &mut Tx, tenant: TenantId, id: SectionId, until: Timestamp) -> Result<bool> {
    Ok(tx.execute(SECTION_END, args![tenant, id, until]).await? == 1)
}

/// Writes level and branch of a section; false if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn section_change(tx: &mut Tx, tenant: TenantId, id: SectionId, level: &str, branch: &str) -> Result<bool> {
    Ok(tx.execute(SECTION_CHANGE, args![tenant, id, level, branch]).await? == 1)
}

/// Every section that ever was.
///
/// # Errors
/// Whatever the database says.
pub async fn section_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Section>> {
    Rows::read("section", &tx.all(SECTION_LIST, args![tenant]).await?, section)
}

pub(crate) fn section(row: &Row) -> Result<Section> {
    Ok(Section {
        id: row.id("id")?,
        parent: row.opt_id("parent_id")?,
        name_ja: row.text("name_ja")?,
        name_kana: row.text("name_kana")?,
        name_en: row.text("name_en")?,
        ordinal: row.int("ordinal")?,
        span: span(row)?,
        level: row.text("level")?,
        branch: row.text("branch")?,
    })
}

/// Adds a position.
///
/// # Errors
/// Whatever the database says.
pub async fn position_insert(tx: &mut Tx, tenant: TenantId, position: &Position) -> Result<()> {
    tx.execute(
        POSITION_INSERT,
        args![
            tenant,
            position.id,
            position.section,
            &position.name_ja,
            &position.name_kana,
            &position.name_en,
            &position.rank,
            position.rank_order,
            &position.extension,
            position.span.from,
            position.span.until,
        ],
    )
    .await
    .map(drop)
}

/// Ends a position; false if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn position_end(tx: &mut Tx, tenant: TenantId, id: PositionId, until: Timestamp) -> Result<bool> {
    Ok(tx.execute(POSITION_END, args![tenant, id, until]).await? == 1)
}

/// Every position that ever was, highest rank first.
///
/// # Errors
/// Whatever the database says.
pub async fn position_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Position>> {
    Rows::read("position", &tx.all(POSITION_LIST, args![tenant]).await?, position)
}

pub(crate) fn position(row: &Row) -> Result<Position> {
    Ok(Position {
        id: row.id("id")?,
        section: row.id("section_id")?,
        name_ja: row.text("name_ja")?,
        name_kana: row.text("name_kana")?,
        name_en: row.text("name_en")?,
        rank: row.text("rank")?,
        rank_order: row.int("rank_order")?,
        extension: row.text("extension")?,
        span: span(row)?,
    })
}

/// Adds an appointment.
///
/// # Errors
/// Whatever the database says.
pub async fn appointment_insert(tx: &mut Tx, tenant: TenantId, appointment: &Appointment) -> Result<()> {
    tx.execute(
        APPOINTMENT_INSERT,
        args![
            tenant,
            appointment.id,
            appointment.person,
            appointment.section,
            appointment.position,
            kind_word(appointment.kind),
            appointment.deputy_of,
            appointment.deputy_order,
            appointment.span.from,
            appointment.span.until,
        ],
    )
    .await
    .map(drop)
}

/// Ends an appointment; false if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn appointment_end(tx: &mut Tx, tenant: TenantId, id: AppointmentId, until: Timestamp) -> Result<bool> {
    Ok(tx.execute(APPOINTMENT_END, args![tenant, id, until]).await? == 1)
}

/// Every appointment that ever was.
///
/// # Errors
/// Whatever the database says.
pub async fn appointment_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Appointment>> {
    Rows::read("appointment", &tx.all(APPOINTMENT_LIST, args![tenant]).await?, appointment)
}

pub(crate) fn appointment(row: &Row) -> Result<Appointment> {
    Ok(Appointment {
        id: row.id("id")?,
        person: row.id("person_id")?,
        section: row.id("section_id")?,
        position: row.id("position_id")?,
        kind: row.word("kind", kind_parse)?,
        deputy_of: row.opt_id("deputy_of")?,
        deputy_order: row.int("deputy_order")?,
        span: span(row)?,
    })
}

/// Adds an absence.
///
/// # Errors
/// Whatever the database says.
pub async fn absence_insert(tx: &mut Tx, tenant: TenantId, absence: &Absence) -> Result<()> {
    let Absence { id, person, span } = absence;
    tx.execute(ABSENCE_INSERT, args![tenant, id, *person, span.from, span.until]).await.map(drop)
}

/// Ends an absence; false if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn absence_end(tx: &mut Tx, tenant: TenantId, id: &str, until: Timestamp) -> Result<bool> {
    Ok(tx.execute(ABSENCE_END, args![tenant, id, until]).await? == 1)
}

/// Every absence that ever was.
///
/// # Errors
/// Whatever the database says.
pub async fn absence_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Absence>> {
    Rows::read("absence", &tx.all(ABSENCE_LIST, args![tenant]).await?, absence)
}

pub(crate) fn absence(row: &Row) -> Result<Absence> {
    Ok(Absence { id: row.text("id")?, person: row.id("person_id")?, span: span(row)? })
}

fn span(row: &Row) -> Result<Span> {
    Ok(Span { from: row.timestamp("starts_at")?, until: row.opt_timestamp("ends_at")? })
}
