//! Sections, positions (職), appointments, absences: by date, nothing deleted.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AppointmentId, PersonId, PositionId, SectionId, TenantId};
use tatefuda_regulation::AppointmentKind;
use utoipa::ToSchema;

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "org":
    SECTION_INSERT = Section::INSERT;
    SECTION_CHANGE = "UPDATE section SET level = $3, branch = $4 WHERE tenant_id = $1 AND id = $2";
    SECTION_END = "UPDATE section SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    SECTION_LIST = "SELECT * FROM section WHERE tenant_id = $1 ORDER BY ordinal, name_kana, id";
    POSITION_INSERT = Position::INSERT;
    POSITION_END = "UPDATE position SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    POSITION_LIST = "SELECT * FROM position WHERE tenant_id = $1 ORDER BY rank_order, name_kana, id";
    APPOINTMENT_INSERT = Appointment::INSERT;
    APPOINTMENT_END = "UPDATE appointment SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    APPOINTMENT_LIST = "SELECT * FROM appointment WHERE tenant_id = $1 ORDER BY starts_at, id";
    ABSENCE_INSERT = Absence::INSERT;
    ABSENCE_END = "UPDATE absence SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    ABSENCE_LIST = "SELECT * FROM absence WHERE tenant_id = $1 ORDER BY starts_at, id";
}

/// When something holds: from a moment, up to but not including another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = OrgSpan)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
    #[schema(required = true)]
    pub level: String,
    /// The branch of the body to which it belongs, as the body calls it; empty: that of the unit above, if any.
    #[serde(default)]
    #[schema(required = true)]
    pub branch: String,
}

/// A position (職) in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = StoredAppointment)]
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
    #[schema(value_type = String)]
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

columns! { Span {
    from = "starts_at";
    until = "ends_at";
} }

columns! { Section = "section" {
    id;
    parent = "parent_id";
    name_ja;
    name_kana;
    name_en;
    ordinal;
    span: Span;
    level;
    branch;
} }

columns! { Position = "position" {
    id;
    section = "section_id";
    name_ja;
    name_kana;
    name_en;
    rank;
    rank_order;
    extension;
    span: Span;
} }

columns! { Appointment = "appointment" {
    id;
    person = "person_id";
    section = "section_id";
    position = "position_id";
    kind;
    deputy_of;
    deputy_order;
    span: Span;
} }

columns! { Absence = "absence" {
    id;
    person = "person_id";
    span: Span;
} }

/// The word of a kind of appointment.
pub fn kind_word(kind: AppointmentKind) -> &'static str {
    match kind {
        AppointmentKind::Regular => "regular",
        AppointmentKind::Concurrent => "concurrent",
        AppointmentKind::Acting => "acting",
    }
}

pub(crate) fn kind_parse(word: &str) -> Option<AppointmentKind> {
    [AppointmentKind::Regular, AppointmentKind::Concurrent, AppointmentKind::Acting]
        .into_iter()
        .find(|kind| kind_word(*kind) == word)
}

/// Adds a section.
///
/// # Errors
/// Whatever the database says.
pub async fn section_insert(tx: &mut Tx, tenant: TenantId, section: &Section) -> Result<()> {
    table::insert(tx, tenant, section).await
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
    Section::read(row)
}

/// Adds a position.
///
/// # Errors
/// Whatever the database says.
pub async fn position_insert(tx: &mut Tx, tenant: TenantId, position: &Position) -> Result<()> {
    table::insert(tx, tenant, position).await
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
    Position::read(row)
}

/// Adds an appointment.
///
/// # Errors
/// Whatever the database says.
pub async fn appointment_insert(tx: &mut Tx, tenant: TenantId, appointment: &Appointment) -> Result<()> {
    table::insert(tx, tenant, appointment).await
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
    Appointment::read(row)
}

/// Adds an absence.
///
/// # Errors
/// Whatever the database says.
pub async fn absence_insert(tx: &mut Tx, tenant: TenantId, absence: &Absence) -> Result<()> {
    table::insert(tx, tenant, absence).await
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
    Absence::read(row)
}
