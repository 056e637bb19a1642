//! Appointments: who holds which position, from when, and for whom somebody stands in.

use axum::response::Response;
use tatefuda_app::{
    Failure,
    org::{Appoint, AppointmentView, Chart},
};
use tatefuda_domain::{AppointmentId, PersonId};
use tatefuda_i18n::Translator;
use tatefuda_regulation::AppointmentKind;
use tatefuda_ui::{
    org::{AppointmentForm, AppointmentRow},
    view::Choice,
};

use super::page::{day, last_day, span, today};
use crate::{
    error::WebError,
    form::{Form, Reader},
    member::page as people,
    page::{Acted, Id, Page},
    text, view,
};

/// The fields of an appointment. For somebody who is known already it can stand in for one of somebody else.
pub(crate) fn fields(
    page: &Page,
    tr: &Translator,
    chart: &Chart,
    typed: &Form,
    person: Option<PersonId>,
) -> AppointmentForm {
    let chosen = typed.get("position");
    let positions = chart.positions.iter().map(|one| {
        let id = one.id.to_string();
        let selected = id == chosen;
        Choice::new(id, view::position(tr, chart, one), selected)
    });
    let kind = if typed.has("kind") { typed.get("kind") } else { kind_word(KINDS[0]) };
    let kinds = KINDS.map(|one| {
        let word = kind_word(one);
        Choice::new(word, tr.text(&format!("web-appointment-{word}")), word == kind)
    });
    let others = chart.appointments.iter().filter(|one| person.is_some_and(|id| one.appointment.person != id));
    let deputies = others.map(|one| {
        let id = one.appointment.id.to_string();
        let selected = id == typed.get("deputy_of");
        Choice::new(id, format!("{} {}", one.person_name, view::appointment(tr, one)), selected)
    });
    AppointmentForm {
        meta: page.meta(None),
        positions: positions.collect(),
        kinds: if person.is_some() { kinds.to_vec() } else { vec![] },
        deputies: deputies.collect(),
        deputy_order: typed.get("deputy_order").to_owned(),
        from: if typed.has("from") { typed.get("from").to_owned() } else { today(page) },
        until: typed.get("until").to_owned(),
    }
}

/// How a position can be held; the first is the usual way.
const KINDS: [AppointmentKind; 3] = [AppointmentKind::Regular, AppointmentKind::Concurrent, AppointmentKind::Acting];

const fn kind_word(kind: AppointmentKind) -> &'static str {
    match kind {
        AppointmentKind::Regular => "regular",
        AppointmentKind::Concurrent => "concurrent",
        AppointmentKind::Acting => "acting",
    }
}

pub(crate) fn typed(page: &Page, reader: &mut Reader<'_>, person: PersonId) -> Option<Appoint> {
    let position = reader.needed("position", "unknown-position");
    let word = reader.line("kind");
    let kind = KINDS.into_iter().find(|kind| kind_word(*kind) == word).or(word.is_empty().then_some(KINDS[0]));
    if kind.is_none() {
        reader.issue("kind", "not-a-kind");
    }
    let deputy_of: Option<AppointmentId> = reader.parsed("deputy_of", "unknown-appointment");
    let order = reader.order("deputy_order");
    let span = span(reader, page.zone());
    let deputy_order = order.unwrap_or(i64::from(deputy_of.is_some()));
    Some(Appoint { person, position: position?, kind: kind?, deputy_of, deputy_order, span: span? })
}

pub(crate) fn row(page: &Page, tr: &Translator, chart: &Chart, one: &AppointmentView) -> AppointmentRow {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let current = one.appointment.span.contains(page.now());
    AppointmentRow {
        id: one.appointment.id.to_string(),
        section: view::pick(tr, &one.section_name, &one.section_name_en).to_owned(),
        position: view::pick(tr, &one.position_name, &one.position_name_en).to_owned(),
        rank: text(&one.rank),
        extension: text(&one.extension),
        from: day(tr, page.zone(), one.appointment.span.from),
        until: one.appointment.span.until.map(|until| last_day(tr, page.zone(), until)),
        kind: view::appointment_kind(tr, chart, one),
        current,
        end: current.then(|| page.meta(None)),
    }
}

/// `POST /people/{id}`: a further appointment.
pub(crate) async fn appoint(page: Page, Id(id): Id<PersonId>, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let found = typed(&page, &mut reader, id);
    let (Some(command), true) = (found, reader.is_sound()) else {
        let errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
        return people::again(&page, id, &form, errors).await;
    };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done(&format!("/people/{id}"), "appointed")),
        Err(Acted::Failed(Failure::Invalid(errors))) if errors.iter().any(|one| one.field == "person") => {
            Err(WebError::NotFound)
        }
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            people::again(&page, id, &form, text::field_errors(&tr, &errors, str::to_owned)).await
        }
        Err(failed) => Err(failed.about(form, format!("/people/{id}"))),
    }
}
