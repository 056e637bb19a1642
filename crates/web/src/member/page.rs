//! 職員: people, appointments, initial passwords, system rights.

use std::collections::BTreeSet;

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    member::{self, ChangePerson, GrantRight, PersonTexts, PersonView, RevokeRight},
    org, publication,
};
use tatefuda_domain::{PersonId, SystemRight};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    member::{PeoplePage, PersonForm, PersonPage, PersonRow, PersonTextsForm, RightRow},
    view::{Choice, FieldError},
};

use crate::{
    absence,
    error::WebError,
    form::{Form, Issue},
    html,
    org::appointment,
    page::{Acted, Id, Page},
    publication::view as sends,
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
        name_en: typed.get("name_en").to_owned(),
        login: typed.get("login").to_owned(),
        extension: typed.get("extension").to_owned(),
        appointment: appointment::fields(page, &tr, &chart, typed, None),
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
        // Whose it is stands below, once the person does.
        _ => appointment::typed(&page, &mut reader, page.actor().person),
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
    if let Some(appointment) = appointment {
        let command = org::Appoint { person: created.id, ..appointment };
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
    let absences = org::absences_of(page.app(), page.actor(), id).await?;
    let pending = publication::pending(page.app(), page.actor(), id).await?;
    let mut shell = page.shell(Nav::People).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let (own, gone) = (page.actor().named() == Some(id), person.person.ended_at.is_some());
    let right_row = |right: &SystemRight| RightRow {
        right: right.as_str().to_owned(),
        label: tr.text(&format!("right-{}", right.as_str())),
        held: person.rights.contains(right),
        // Nobody grants themselves a right, and the last administrator stays one.
        meta: (!own && !gone).then(|| page.meta(None)),
    };
    let view = PersonPage {
        appointments: person.appointments.iter().map(|one| appointment::row(page, &tr, &chart, one)).collect(),
        pending: pending.into_iter().map(|one| sends::pending(page, &tr, one)).collect(),
        form: appointment::fields(page, &tr, &chart, typed, Some(id)),
        texts: texts_form(page, &person, typed),
        rights: SystemRight::ALL.iter().map(right_row).collect(),
        absences: absence::page::rows(page, &tr, &absences),
        absence: absence::page::form_of(page, id, typed),
        reset: page.meta(None),
        end: (!own && !gone).then(|| page.meta(Some(person.person.version))),
        person: row(page, &tr, &person),
        initial_password,
        shell,
    };
    Ok(html::answer(status, view.render()))
}

fn texts_form(page: &Page, person: &PersonView, typed: &Form) -> PersonTextsForm {
    let stored = &person.person;
    let kept = |name: &str, stored: &str| if typed.has(name) { typed.get(name).to_owned() } else { stored.to_owned() };
    PersonTextsForm {
        meta: page.meta(Some(stored.version)),
        name: kept("name", &stored.name),
        kana: kept("kana", &stored.kana),
        name_en: kept("name_en", &stored.name_en),
        extension: kept("extension", &stored.extension),
    }
}

/// The page of a person again, with what was typed into one of its forms and what is wrong with it.
pub(crate) async fn again(
    page: &Page,
    id: PersonId,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    render_person(page, StatusCode::UNPROCESSABLE_ENTITY, id, typed, None, errors).await
}

/// `POST /people/{id}/change`: name and number.
pub(crate) async fn change(page: Page, Id(id): Id<PersonId>, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let stored = member::find(page.app(), page.actor(), id).await?.person;
    let mut reader = form.reader();
    let version: Option<i64> = reader.needed("version", "not-a-number");
    let name = match reader.line_onto("name", &stored.name) {
        name if name.is_empty() => reader.required("name"),
        name => name,
    };
    let texts = PersonTexts {
        name,
        kana: reader.line_onto("kana", &stored.kana),
        name_en: reader.line_onto("name_en", &stored.name_en),
        extension: reader.line_onto("extension", &stored.extension),
    };
    let (Some(version), true) = (version, reader.is_sound()) else {
        let errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
        return again(&page, id, &form, errors).await;
    };
    match page.execute(&form, &ChangePerson { id, version, texts }).await {
        Ok(_) => Ok(page.done(&format!("/people/{id}"), "person-changed")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            again(&page, id, &form, text::field_errors(&tr, &errors, str::to_owned)).await
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
            let issue = Issue::new("grant".to_owned(), "unknown-right");
            Err(Acted::Unusable(vec![issue]))
        }
    };
    match result {
        Ok(()) => Ok(page.done(&to, "rights-changed")),
        Err(failed) => Err(failed.about(form, to)),
    }
}
