//! The lines of a list of staff, read as people and their appointments.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use tatefuda_domain::{PersonId, PositionId, SectionId};
use tatefuda_regulation::AppointmentKind;
use tatefuda_sheet::{narrow, packed};
use tatefuda_store::{
    Tx,
    member::Person,
    org::{Appointment, Span},
};

use super::{
    ImportPeople, PersonLine, ROWS_MAX,
    problems::{Problems, day_of, lost, number, short},
    units::{NoUnit, Units},
};
use crate::{
    Actor, App, Check, Failure, FieldError,
    facts::org,
    member::{PersonTexts, fits_login},
    tenant,
};

/// What a line becomes.
pub(super) struct Ready {
    pub(super) line: usize,
    pub(super) person: PersonId,
    /// Their first line.
    pub(super) entered: Option<Person>,
    pub(super) appointment: Option<Appointment>,
}

/// What a list becomes.
pub(super) struct Staff {
    pub(super) ready: Vec<Ready>,
    pub(super) units: Units,
}

/// What the lines become, and what is wrong with them.
pub(super) async fn check(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    all: &ImportPeople,
    at: Timestamp,
) -> Result<(Staff, Problems), Failure> {
    let mut problems = Problems::default();
    let org = org::load(app, tx, actor.tenant).await?;
    let mut staff = Staff { ready: vec![], units: Units::of(&org, at) };
    let mut whole = Check::default();
    whole.optional("basis", &all.basis, 500);
    whole.optional("source", &all.source, 200);
    whole.that(!all.rows.is_empty(), "rows", "import-empty");
    whole.that(all.rows.len() <= ROWS_MAX, "rows", "import-rows");
    if let Err(Failure::Invalid(errors)) = whole.done() {
        errors.into_iter().rev().for_each(|error| problems.whole(error));
        if all.rows.len() > ROWS_MAX {
            return Ok((staff, problems));
        }
    }
    // A row that cannot be read may be the person whose name somebody else would get.
    let known = org.whole()?;
    let mut reading = Reading {
        app,
        at,
        zone: tenant::zone(tx, actor.tenant).await?,
        add: all.add_units,
        logins: known.people.values().map(|one| (one.login.clone(), one.name.clone())).collect(),
        seen: HashMap::new(),
    };
    for (index, line) in all.rows.iter().enumerate() {
        let place = (index, number(index, line.row));
        problems.signs(place, &line.cells());
        let mut check = Check::default();
        let one = reading.line(line, place, &mut staff.units, &mut check);
        problems.of(place, check);
        staff.ready.extend(one);
    }
    Ok((staff, problems))
}

struct Reading<'a> {
    app: &'a App,
    at: Timestamp,
    zone: TimeZone,
    add: bool,
    /// Names of those who are there, by login.
    logins: HashMap<String, String>,
    /// Those of the list, by login: their id, name and first row.
    seen: HashMap<String, (PersonId, String, i64)>,
}

impl Reading<'_> {
    fn line(
        &mut self,
        line: &PersonLine,
        (index, row): (usize, i64),
        units: &mut Units,
        check: &mut Check,
    ) -> Option<Ready> {
        let login = narrow(&line.login).trim().to_lowercase();
        let kind = kind(&line.kind, check);
        let extension = narrow(&line.extension);
        let texts =
            PersonTexts { name: line.name.clone(), kana: line.kana.clone(), name_en: narrow(&line.name_en), extension };
        let texts = texts.checked(check);
        lost("name", &line.name, check);
        match login.as_str() {
            "" => check.push(FieldError::new("login", "required")),
            text => check.that(fits_login(text), "login", "login-form"),
        };
        if let Some(name) = self.logins.get(&login) {
            check.push(FieldError::new("login", "import-login-known").with("name", name));
        }
        let before = self.seen.get(&login).cloned();
        let further = kind != Some(AppointmentKind::Regular);
        let entered = match &before {
            Some((_, name, other)) if !further || packed(name) != packed(&texts.name) => {
                check.push(FieldError::new("login", "import-login-twice").with("other", *other));
                None
            }
            Some(_) => None,
            None => Some(Person {
                id: self.app.env.id(),
                version: 1,
                login: login.clone(),
                name: texts.name,
                kana: texts.kana,
                name_en: texts.name_en,
                extension: texts.extension,
                created_at: self.at,
                ended_at: None,
            }),
        };
        if let Some(person) = entered.as_ref().filter(|_| !login.is_empty()) {
            self.seen.insert(login, (person.id, person.name.clone(), row));
        }
        let person = entered.as_ref().map(|one| one.id).or(before.map(|(id, ..)| id))?;
        let span = self.span(line, check);
        let place = self.office(line, units, check);
        let appointment = place.zip(span).zip(kind).map(|(((section, position), span), kind)| Appointment {
            id: self.app.env.id(),
            person,
            section,
            position,
            kind,
            deputy_of: None,
            deputy_order: 0,
            span,
        });
        Some(Ready { line: index, person, entered, appointment })
    }

    /// The whole days, first and last, in the zone of the body.
    fn span(&self, line: &PersonLine, check: &mut Check) -> Option<Span> {
        let day = |field: &str, text: &str, check: &mut Check| day_of(field, text, check).parse().ok();
        let from = day("from", &line.from, check);
        let until: Option<jiff::civil::Date> = day("until", &line.until, check);
        let start = |day: jiff::civil::Date| tatefuda_calendar::start_of_day(day, &self.zone);
        let from = from.map_or(Some(self.at), start)?;
        let until = match until {
            Some(last) => Some(start(last.checked_add(1.day()).ok()?)?),
            None => None,
        };
        check.that(until.is_none_or(|until| from < until), "until", "ends-before-start");
        Some(Span { from, until })
    }

    /// The section and the position, added where that is wanted.
    fn office(&self, line: &PersonLine, units: &mut Units, check: &mut Check) -> Option<(SectionId, PositionId)> {
        let (section, position) = (line.section.trim(), line.position.trim());
        match (section.is_empty(), position.is_empty()) {
            (true, true) => return None,
            (true, false) => check.push(FieldError::new("section", "required")),
            (false, true) => check.push(FieldError::new("position", "required")),
            (false, false) => return self.place(line, units, check),
        };
        None
    }

    fn place(&self, line: &PersonLine, units: &mut Units, check: &mut Check) -> Option<(SectionId, PositionId)> {
        let env = &self.app.env;
        let no = |field: &str, key: &str, text: &str| FieldError::new(field, key).with("text", short(text));
        let section = match units.section(&line.department, &line.section) {
            Ok(id) => id,
            Err(NoUnit::Unknown) if self.add => units.add_section(env, &line.department, &line.section, check),
            Err(NoUnit::Unknown) => {
                check.push(no("section", "import-section", &line.section));
                return None;
            }
            Err(NoUnit::Several) => {
                check.push(no("section", "import-sections", &line.section));
                return None;
            }
        };
        match units.position(section, &line.position) {
            Ok(id) => Some((section, id)),
            Err(NoUnit::Unknown) if self.add => {
                Some((section, units.add_position(env, section, (&line.position, &line.rank), check)))
            }
            Err(NoUnit::Unknown) => {
                check.push(no("position", "import-position", &line.position));
                None
            }
            Err(NoUnit::Several) => {
                check.push(no("position", "import-positions", &line.position));
                None
            }
        }
    }
}

/// How an appointment is called.
fn kind(text: &str, check: &mut Check) -> Option<AppointmentKind> {
    match packed(text).as_str() {
        "" | "本務" | "本" | "専任" | "本職" | "regular" => Some(AppointmentKind::Regular),
        "兼務" | "兼" | "併任" | "兼任" | "○" | "concurrent" => Some(AppointmentKind::Concurrent),
        "事務取扱" | "取扱" | "職務代理" | "代理" | "心得" | "acting" => Some(AppointmentKind::Acting),
        other => {
            check.push(FieldError::new("kind", "import-kind").with("text", short(other)));
            None
        }
    }
}

impl Staff {
    /// How many people, not counting further offices of one.
    pub(super) fn people(&self) -> usize {
        self.ready.iter().filter(|one| one.entered.is_some()).count()
    }
}
