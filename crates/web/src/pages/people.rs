//! 職員: people, appointments, initial passwords, system rights.

use std::collections::BTreeSet;

use axum::{http::StatusCode, response::Response};
use jiff::tz::TimeZone;
use tatefuda_app::{
    Failure,
    member::{self, GrantRight, PersonTexts, PersonView, RevokeRight},
    org::{self, Appoint, AppointmentView, Chart, EndAppointment, Span},
};
use tatefuda_domain::{AppointmentId, PersonId, PositionId, SystemRight};
use tatefuda_i18n::{DateStyle, Translator};
use tatefuda_regulation::AppointmentKind;
use tatefuda_ui::{
    Nav, Template as _,
    page::{PeoplePage, PersonPage},
    view::{AppointmentForm, AppointmentRow, Choice, FieldError, PersonForm, PersonRow},
};

use crate::{
    error::WebError,
    form::{Form, Reader},
    html,
    page::{Acted, Id, Page},
    text, view,
};

/// `GET /people`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    render_list(&page, StatusCode::OK, &Form::default(), vec![]).await
}

async fn render_list(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let people = member::list(page.app(), page.actor()).await?;
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let mut shell = page.shell(Nav::People).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let chosen: BTreeSet<&str> = typed.all("rights").collect();
    let form = PersonForm {
        meta: page.meta(None),
        name: typed.get("name").to_owned(),
        kana: typed.get("kana").to_owned(),
        login: typed.get("login").to_owned(),
        appointment: appointment_form(page, &tr, &chart, typed),
        rights: SystemRight::ALL.iter().map(|one| right(&tr, *one, chosen.contains(one.as_str()))).collect(),
    };
    let rows = people.iter().map(|one| row(page, &tr, one)).collect();
    Ok(html::answer(status, PeoplePage { shell, rows, form }.render()))
}

fn right(tr: &Translator, right: SystemRight, selected: bool) -> Choice {
    Choice::new(right.as_str(), tr.text(&format!("right-{}", right.as_str())), selected)
}

fn row(page: &Page, tr: &Translator, one: &PersonView) -> PersonRow {
    PersonRow {
        id: one.person.id.to_string(),
        name: one.person.name.clone(),
        kana: Some(one.person.kana.clone()).filter(|kana| !kana.is_empty()),
        login: one.person.login.clone(),
        appointments: one.appointments.iter().map(|one| view::appointment(tr, one)).collect(),
        rights: one.rights.iter().map(|one| tr.text(&format!("right-{}", one.as_str()))).collect(),
        closed: one.person.ended_at.is_some_and(|at| at <= page.now()),
    }
}

fn appointment_form(page: &Page, tr: &Translator, chart: &Chart, typed: &Form) -> AppointmentForm {
    let chosen = typed.get("position");
    let positions = chart.positions.iter().map(|one| {
        let id = one.id.to_string();
        let selected = id == chosen;
        Choice::new(id, view::position(tr, chart, one), selected)
    });
    let today = page.now().to_zoned(page.zone().clone()).date().to_string();
    AppointmentForm {
        meta: page.meta(None),
        positions: positions.collect(),
        extension: typed.get("extension").to_owned(),
        from: if typed.has("from") { typed.get("from").to_owned() } else { today },
        until: typed.get("until").to_owned(),
    }
}

/// An appointment as typed: position, first and last day.
fn appointment(reader: &mut Reader<'_>, zone: &TimeZone) -> Option<(PositionId, Span)> {
    let position = reader.needed("position", "unknown-position");
    let from = reader.day("from", zone);
    if from.is_none() {
        reader.issue("from", "required");
    }
    // The last day is the last one on which it runs.
    let until = reader.moment("until", "", zone, true);
    Some((position?, Span { from: from?, until }))
}

/// `POST /people`: enters a person, their first appointment, their rights; shows the initial password once.
pub(crate) async fn add(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let login = reader.required("login").to_lowercase();
    let texts = PersonTexts {
        name: reader.required("name"),
        kana: reader.line("kana"),
        name_en: reader.line("name_en"),
        extension: reader.line("extension"),
    };
    let appointment = match form.get("position") {
        "" => None,
        _ => appointment(&mut reader, page.zone()),
    };
    let rights: BTreeSet<SystemRight> = form.all("rights").filter_map(SystemRight::parse).collect();
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return render_list(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
    }
    let id = page.command_id(&form)?;
    let created = match member::create(page.app(), page.actor(), id, &login, texts).await {
        Ok(created) => created,
        Err(Failure::Invalid(errors)) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            return render_list(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
        }
        Err(failure) => return Err(Acted::Failed(failure).about(form, "/people")),
    };
    // The person stands now; whatever fails below is told on their own page, where it can be done again.
    let mut errors = vec![];
    if let Some((position, span)) = appointment {
        let command = appoint_command(created.id, position, span);
        errors.extend(further(&page, &form, "appointment", &command).await?);
    }
    for right in rights {
        let command = GrantRight { person: created.id, right };
        errors.extend(further(&page, &form, right.as_str(), &command).await?);
    }
    let password = created.password.map(|secret| secret.expose().to_owned());
    render_person(&page, StatusCode::OK, created.id, &Form::default(), password, errors).await
}

async fn further<C: tatefuda_app::Command>(
    page: &Page,
    form: &Form,
    what: &str,
    command: &C,
) -> Result<Vec<FieldError>, WebError> {
    let id = page.further_id(form, what)?;
    match tatefuda_app::execute(page.app(), page.actor(), id, command).await {
        Ok(_) => Ok(vec![]),
        Err(Failure::Invalid(errors)) => Ok(text::field_errors(&page.tr(), &errors, str::to_owned)),
        Err(failure) => Err(failure.into()),
    }
}

fn appoint_command(person: PersonId, position: PositionId, span: Span) -> Appoint {
    Appoint { person, position, kind: AppointmentKind::Regular, deputy_of: None, deputy_order: 0, span }
}

/// `GET /people/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<PersonId>) -> Result<Response, WebError> {
    render_person(&page, StatusCode::OK, id, &Form::default(), None, vec![]).await
}

async fn render_person(
    page: &Page,
    status: StatusCode,
    id: PersonId,
    typed: &Form,
    initial_password: Option<String>,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let person = member::find(page.app(), page.actor(), id).await?;
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let mut shell = page.shell(Nav::People).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let view = PersonPage {
        person: row(page, &tr, &person),
        appointments: person.appointments.iter().map(|one| appointment_row(page, &tr, one)).collect(),
        form: appointment_form(page, &tr, &chart, typed),
        reset: page.meta(None),
        initial_password,
        shell,
    };
    Ok(html::answer(status, view.render()))
}

fn appointment_row(page: &Page, tr: &Translator, one: &AppointmentView) -> AppointmentRow {
    let day = |at: jiff::Timestamp| tr.date(at.to_zoned(page.zone().clone()).date(), DateStyle::Gregorian);
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let current = one.appointment.span.contains(page.now());
    AppointmentRow {
        id: one.appointment.id.to_string(),
        section: view::pick(tr, &one.section_name, &one.section_name_en).to_owned(),
        position: view::pick(tr, &one.position_name, &one.position_name_en).to_owned(),
        rank: text(&one.rank),
        extension: text(&one.extension),
        from: day(one.appointment.span.from),
        until: one.appointment.span.until.map(day),
        current,
        end: current.then(|| page.meta(None)),
    }
}

/// `POST /people/{id}`: a further appointment.
pub(crate) async fn appoint(page: Page, Id(id): Id<PersonId>, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let typed = appointment(&mut reader, page.zone());
    let (Some((position, span)), Ok(())) = (typed, reader.finish()) else {
        let mut again = form.reader();
        appointment(&mut again, page.zone());
        let errors = text::issues(&tr, &again.finish().err().unwrap_or_default());
        return render_person(&page, StatusCode::UNPROCESSABLE_ENTITY, id, &form, None, errors).await;
    };
    match page.execute(&form, &appoint_command(id, position, span)).await {
        Ok(_) => Ok(page.done(&format!("/people/{id}"), "appointed")),
        Err(Acted::Failed(Failure::Invalid(errors))) if errors.iter().any(|one| one.field == "person") => {
            Err(WebError::NotFound)
        }
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render_person(&page, StatusCode::UNPROCESSABLE_ENTITY, id, &form, None, errors).await
        }
        Err(failed) => Err(failed.about(form, format!("/people/{id}"))),
    }
}

/// `POST /people/{id}/reset`: the one page that shows the new initial password.
pub(crate) async fn reset(page: Page, Id(id): Id<PersonId>, form: Form) -> Result<Response, WebError> {
    let command = page.command_id(&form)?;
    match member::reset_password(page.app(), page.actor(), command, id).await {
        Ok(password) => {
            let password = password.map(|secret| secret.expose().to_owned());
            render_person(&page, StatusCode::OK, id, &Form::default(), password, vec![]).await
        }
        Err(failure) => Err(Acted::Failed(failure).about(form, format!("/people/{id}"))),
    }
}

/// `POST /people/{id}/rights`: `grant` or `revoke` names one right.
pub(crate) async fn rights(page: Page, Id(person): Id<PersonId>, form: Form) -> Result<Response, WebError> {
    let to = format!("/people/{person}");
    let result = match (SystemRight::parse(form.get("grant")), SystemRight::parse(form.get("revoke"))) {
        (Some(right), _) => page.execute(&form, &GrantRight { person, right }).await,
        (None, Some(right)) => page.execute(&form, &RevokeRight { person, right }).await,
        (None, None) => {
            let issue = crate::form::Issue { field: "grant".to_owned(), code: "required" };
            Err(Acted::unusable(vec![issue]))
        }
    };
    match result {
        Ok(()) => Ok(page.done(&to, "rights-changed")),
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// `POST /appointments/{id}/end`
pub(crate) async fn end_appointment(page: Page, Id(id): Id<AppointmentId>, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let until = reader.moment("until", "", page.zone(), true);
    if until.is_none() {
        reader.issue("until", "required");
    }
    let (Some(until), Ok(())) = (until, reader.finish()) else {
        let issue = crate::form::Issue { field: "until".to_owned(), code: "required" };
        return Err(Acted::unusable(vec![issue]).about(form, "/people"));
    };
    match page.execute(&form, &EndAppointment { id, until }).await {
        Ok(()) => Ok(page.done("/people", "appointment-ended")),
        Err(failed) => Err(failed.about(form, "/people")),
    }
}
