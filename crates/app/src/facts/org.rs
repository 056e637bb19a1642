//! The organisation around the time of a question: those who act, who acted, and who could help.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use tatefuda_domain::{PersonId, PositionId, SectionId, TenantId};
use tatefuda_regulation::{AppointmentFact, AppointmentKind, ParameterKind, Regulation, Value};
use tatefuda_store::{
    Tx, Unreadable,
    counter::{ORGANISATION, counter_read},
    member::{Person, person_list},
    org::{Absence, Appointment, Position, Section, absence_list, appointment_list, position_list, section_list},
};

use super::{FactsBuilder, SubjectRef};
use crate::{core::App, failure::Failure};

const BODIES: usize = 64;

/// Everything about one body's organisation, in all times.
#[derive(Debug, Default)]
pub struct Org {
    /// The change stamp under which it was read.
    pub stamp: i64,
    pub sections: BTreeMap<SectionId, Section>,
    pub positions: BTreeMap<PositionId, Position>,
    pub people: BTreeMap<PersonId, Person>,
    /// Appointments by start.
    pub appointments: Vec<Appointment>,
    /// Absences by start.
    pub absences: Vec<Absence>,
    /// A row that could not be read and stands in none of these: they do to look through, nothing is decided by them.
    pub unreadable: Option<Unreadable>,
}

/// Organisations by body. Every change of an organisation sets a stamp that never comes again, so
/// what is kept under the stamp that the transaction sees is what it would read.
#[derive(Default)]
pub struct OrgCache(Mutex<BTreeMap<TenantId, Arc<Org>>>);

impl OrgCache {
    fn get(&self, tenant: TenantId, stamp: i64) -> Option<Arc<Org>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&tenant).filter(|org| org.stamp == stamp).cloned()
    }

    fn put(&self, tenant: TenantId, org: Arc<Org>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= BODIES && !kept.contains_key(&tenant) {
            kept.pop_first();
        }
        kept.insert(tenant, org);
    }
}

impl Org {
    /// Whether a person is away at a time.
    pub fn absent(&self, person: PersonId, at: Timestamp) -> bool {
        self.absences.iter().any(|absence| absence.person == person && absence.span.contains(at))
    }

    /// The level of a section, an id of the pack's levels; none: nobody entered it.
    pub fn level(&self, section: SectionId) -> Option<String> {
        let level = self.sections.get(&section)?.level.clone();
        Some(level).filter(|level| !level.is_empty())
    }

    /// The branch of a section: its own, else that of the nearest unit above it that has one.
    pub fn branch(&self, section: SectionId) -> Option<String> {
        let mut above = self.sections.get(&section);
        // Bounded, should units stand in a circle.
        for _ in 0..self.sections.len() {
            let one = above?;
            if !one.branch.is_empty() {
                return Some(one.branch.clone());
            }
            above = self.sections.get(&one.parent?);
        }
        None
    }

    /// At that moment; a person may have several capacities at once.
    pub fn running(&self, person: PersonId, at: Timestamp) -> impl Iterator<Item = &Appointment> {
        self.appointments.iter().filter(move |one| one.person == person && one.span.contains(at))
    }

    /// The capacities in which a person can act at a time: regular appointments first, then by rank.
    pub fn capacities(&self, person: PersonId, at: Timestamp) -> Vec<&Appointment> {
        let gone = self.people.get(&person).is_none_or(|person| person.ended_at.is_some_and(|ended| ended <= at));
        let mut list: Vec<&Appointment> = if gone { vec![] } else { self.running(person, at).collect() };
        list.sort_by_key(|one| {
            let rank = self.positions.get(&one.position).map_or(i64::MAX, |position| position.rank_order);
            (one.kind != AppointmentKind::Regular, rank, one.id)
        });
        list
    }

    /// What the regulation is told of it, ended where the person has left.
    pub fn fact(&self, one: &Appointment, at: Timestamp) -> AppointmentFact {
        let person = self.people.get(&one.person);
        let section = self.sections.get(&one.section);
        let position = self.positions.get(&one.position);
        // A person who left holds nothing any more, whatever the appointment says.
        let left = person.and_then(|person| person.ended_at);
        AppointmentFact {
            actor_kind: String::new(),
            branch: self.branch(one.section).unwrap_or_default(),
            capacity: one.id.to_string(),
            person: one.person.to_string(),
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            section: one.section.to_string(),
            section_name: section.map(|section| section.name_ja.clone()).unwrap_or_default(),
            position: one.position.to_string(),
            position_name: position.map(|position| position.name_ja.clone()).unwrap_or_default(),
            rank: position.map(|position| position.rank.clone()).unwrap_or_default(),
            extension: position
                .map(|position| position.extension.clone())
                .filter(|extension| !extension.is_empty())
                .or_else(|| person.map(|person| person.extension.clone()))
                .unwrap_or_default(),
            from: one.span.from,
            until: match (one.span.until, left) {
                (Some(until), Some(left)) => Some(until.min(left)),
                (until, left) => until.or(left),
            },
            kind: one.kind,
            deputy_of: one.deputy_of.map(|id| id.to_string()),
            absent: self.absent(one.person, at),
        }
    }
}

/// The body's organisation as the transaction sees it.
///
/// # Errors
/// Whatever the database says.
pub async fn load(app: &App, tx: &mut Tx, tenant: TenantId) -> Result<Arc<Org>, Failure> {
    let stamp = counter_read(tx, tenant, ORGANISATION).await?;
    if let Some(org) = app.orgs.get(tenant, stamp) {
        return Ok(org);
    }
    let sections = section_list(tx, tenant).await?;
    let positions = position_list(tx, tenant).await?;
    let people = person_list(tx, tenant).await?;
    let appointments = appointment_list(tx, tenant).await?;
    let absences = absence_list(tx, tenant).await?;
    let lost = [
        sections.unreadable(),
        positions.unreadable(),
        people.unreadable(),
        appointments.unreadable(),
        absences.unreadable(),
    ];
    let unreadable = lost.into_iter().flatten().next().cloned();
    let org = Arc::new(Org {
        stamp,
        sections: sections.into_iter().map(|one| (one.id, one)).collect(),
        positions: positions.into_iter().map(|one| (one.id, one)).collect(),
        people: people.into_iter().map(|one| (one.id, one)).collect(),
        appointments: appointments.readable(),
        absences: absences.readable(),
        unreadable,
    });
    // What was repaired by hand has no new stamp: it is read anew until it is whole.
    if org.unreadable.is_none() {
        app.orgs.put(tenant, Arc::clone(&org));
    }
    Ok(org)
}

impl Org {
    /// The organisation for whatever decides: whole, or an error.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] where one row cannot be read.
    pub fn whole(&self) -> Result<&Self, Failure> {
        match &self.unreadable {
            Some(row) => Err(tatefuda_store::Error::Unreadable(row.clone()).into()),
            None => Ok(self),
        }
    }
}

/// What [`fill`] sets.
pub(super) const SUPPLIES: &[&str] = &["actor.branch", "actor.rank", "actor.section"];

pub(super) fn fill(org: &Org, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let org = org.whole()?;
    let facts = builder.facts();
    let named;
    let mut persons: BTreeSet<&str> = facts.authors.iter().map(String::as_str).collect();
    persons.insert(&facts.actor.person);
    persons.extend(facts.steps.iter().map(|step| step.person.as_str()));
    // Whether those who did a step held its role then is part of whether it is done.
    persons.extend(facts.procedures.iter().flat_map(|one| &one.steps).map(|step| step.person.as_str()));
    // Whom a record about to be given names: whether they fit is part of the answer.
    persons.extend(facts.given.values().map(String::as_str));
    if let SubjectRef::Person(person) = builder.subject() {
        named = person.to_string();
        persons.insert(&named);
    }
    for record in &facts.records {
        persons.insert(&record.by_person);
        persons.extend(record.subject.as_deref());
        // Whom a field names, as an application names who answers for the account.
        persons.extend(record.fields.values().map(String::as_str));
    }
    let settings = builder.regulation.settings();
    let positions: BTreeSet<&str> = settings
        .values
        .keys()
        .filter(|key| key.starts_with("role:") || key.starts_with("exception:"))
        .flat_map(|key| settings.list(key))
        .chain(tables(builder.regulation))
        .collect();
    let at = builder.at;
    let mut chosen: BTreeSet<String> = BTreeSet::new();
    for one in &org.appointments {
        let by_position = one.span.contains(at) && positions.contains(one.position.to_string().as_str());
        if by_position || persons.contains(one.person.to_string().as_str()) {
            chosen.insert(one.id.to_string());
        }
    }
    let deputy = |one: &Appointment| one.deputy_of.is_some_and(|of| chosen.contains(&of.to_string()));
    let mut list: Vec<(i64, AppointmentFact)> = org
        .appointments
        .iter()
        .filter(|one| chosen.contains(&one.id.to_string()) || deputy(one))
        .map(|one| (one.deputy_order, org.fact(one, at)))
        .collect();
    list.sort_by(|a, b| (a.0, a.1.from, &a.1.capacity).cmp(&(b.0, b.1.from, &b.1.capacity)));
    let list: Vec<AppointmentFact> = list.into_iter().map(|(_, fact)| fact).collect();
    let own = list.iter().find(|fact| fact.capacity == builder.facts().actor.capacity).cloned();
    let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    builder
        .set("actor.branch", own.as_ref().and_then(|fact| text(&fact.branch)))
        .set("actor.section", own.as_ref().and_then(|fact| text(&fact.section)))
        .set("actor.rank", own.as_ref().and_then(|fact| text(&fact.rank)));
    builder.org(list);
    Ok(())
}

/// Positions that tables of the body name.
fn tables(regulation: &Regulation) -> impl Iterator<Item = &str> {
    let tables = regulation.body().parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Table);
    let rows = tables.filter_map(|table| match regulation.parameter(&table.id) {
        Some(Value::TextList(rows)) => Some(rows),
        _ => None,
    });
    rows.flatten().filter_map(|row| row.split_once('=').map(|(_, position)| position.trim()))
}
