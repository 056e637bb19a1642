//! The organisation at a time.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{PersonId, SystemRight};
use tatefuda_store::{
    Tx,
    org::{Absence, Appointment, Position, Section},
};
use utoipa::ToSchema;

use crate::{
    Actor, App, Failure,
    facts::org::{self, Org},
    query::{Sees, open},
};

/// An appointment with the names that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Appointment)]
pub struct AppointmentView {
    /// The appointment.
    #[serde(flatten)]
    pub appointment: Appointment,
    /// The person's name.
    pub person_name: String,
    /// The section's name.
    pub section_name: String,
    /// The section's English name.
    pub section_name_en: String,
    /// The position's name.
    pub position_name: String,
    /// The position's English name.
    pub position_name_en: String,
    /// The rank.
    pub rank: String,
    /// Under which number they are reached.
    pub extension: String,
    /// Away at that time.
    pub absent: bool,
}

/// The organisation at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Organisation)]
pub struct Chart {
    /// Sections in their order.
    pub sections: Vec<Section>,
    /// Positions, highest rank first.
    pub positions: Vec<Position>,
    /// Running appointments, highest rank first.
    pub appointments: Vec<AppointmentView>,
}

/// The organisation at a time, for anybody of the body.
///
/// # Errors
/// Whatever the database says.
pub async fn chart(app: &App, actor: &Actor, at: Timestamp) -> Result<Chart, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let org = org::load(app, &mut tx, actor.tenant).await?;
    let mut sections: Vec<Section> = org.sections.values().filter(|one| one.span.contains(at)).cloned().collect();
    sections.sort_by(|a, b| (a.ordinal, &a.name_kana, a.id).cmp(&(b.ordinal, &b.name_kana, b.id)));
    let mut positions: Vec<Position> = org.positions.values().filter(|one| one.span.contains(at)).cloned().collect();
    positions.sort_by(|a, b| (a.rank_order, &a.name_kana, a.id).cmp(&(b.rank_order, &b.name_kana, b.id)));
    let mut appointments: Vec<&Appointment> = org.appointments.iter().filter(|one| one.span.contains(at)).collect();
    appointments.sort_by_key(|one| (org.positions.get(&one.position).map(|position| position.rank_order), one.id));
    let appointments = appointments.into_iter().map(|one| view(&org, one, at)).collect();
    Ok(Chart { sections, positions, appointments })
}

/// Absences of a person that run or lie ahead, oldest first; one's own, or with the right to manage users.
///
/// # Errors
/// [`Failure::Forbidden`].
pub async fn absences_of(app: &App, actor: &Actor, person: PersonId) -> Result<Vec<Absence>, Failure> {
    let sees = if actor.named() == Some(person) { Sees::Own } else { Sees::With(SystemRight::ManageUsers) };
    let now = app.env.now();
    let mut tx = open(app, actor, sees).await?;
    let org = org::load(app, &mut tx, actor.tenant).await?;
    let open = |one: &&Absence| one.person == person && one.span.until.is_none_or(|until| until > now);
    Ok(org.absences.iter().filter(open).cloned().collect())
}

/// Running appointments of a person: the capacities in which they can act; regular ones first.
///
/// # Errors
/// Whatever the database says.
pub async fn appointments_of(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    at: Timestamp,
) -> Result<Vec<AppointmentView>, Failure> {
    let org = org::load(app, tx, actor.tenant).await?;
    Ok(org.capacities(person, at).into_iter().map(|one| view(&org, one, at)).collect())
}

fn view(org: &Org, one: &Appointment, at: Timestamp) -> AppointmentView {
    let fact = org.fact(one, at);
    AppointmentView {
        appointment: one.clone(),
        person_name: fact.name,
        section_name: fact.section_name,
        section_name_en: org.sections.get(&one.section).map(|one| one.name_en.clone()).unwrap_or_default(),
        position_name: fact.position_name,
        position_name_en: org.positions.get(&one.position).map(|one| one.name_en.clone()).unwrap_or_default(),
        rank: fact.rank,
        extension: fact.extension,
        absent: fact.absent,
    }
}
