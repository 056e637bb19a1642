//! 端末: the register, and enrolling the browser that one sits at.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{Failure, device};
use tatefuda_domain::device::State;
use tatefuda_ui::{
    Nav, Template as _,
    device::{DevicePage, DeviceRow, DeviceState, DevicesPage},
    view::{FieldError, When},
};

use crate::{
    cookie,
    error::WebError,
    form::Form,
    html,
    page::{Acted, Page},
    text,
};

/// `GET /devices`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), None, vec![]).await
}

async fn render(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    code: Option<String>,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let devices = device::list(page.app(), page.actor()).await?;
    let mut shell = page.shell(Nav::Organisation).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let when = |at| When::new(&tr, at, page.zone());
    let rows = devices.into_iter().map(|one| {
        let device = &one.device;
        let (state, at) = match &device.state {
            State::Revoked { at, .. } => (DeviceState::Revoked, *at),
            State::Enrolled { enrolment } => (DeviceState::Enrolled, enrolment.at),
            State::Waiting if device.code_until <= page.now() => (DeviceState::Expired, device.code_until),
            State::Waiting => (DeviceState::Waiting, device.code_until),
        };
        DeviceRow {
            id: device.id.to_string(),
            number: device.number.clone(),
            state,
            at: when(at),
            by: one.enrolled_by,
            revoke: device.state.revoked_at().is_none().then(|| page.meta(None)),
        }
    });
    let view = DevicesPage {
        rows: rows.collect(),
        meta: page.meta(None),
        number: typed.get("number").to_owned(),
        code,
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// `POST /devices`: the one page that shows the code, once.
pub(crate) async fn issue(page: Page, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let number = reader.required("number");
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&page.tr(), &issues);
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, None, errors).await;
    }
    let id = page.command_id(&form)?;
    match device::issue(page.app(), page.actor(), id, &number).await {
        Ok(issued) => {
            let code = issued.code.map(|code| code.expose().to_owned());
            render(&page, StatusCode::OK, &Form::default(), code, vec![]).await
        }
        Err(Failure::Invalid(errors)) => {
            let errors = text::field_errors(&page.tr(), &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, None, errors).await
        }
        Err(failure) => Err(Acted::Failed(failure).about(form, "/devices")),
    }
}

/// `GET /devices/this`
pub(crate) async fn this(page: Page) -> Result<Response, WebError> {
    render_this(&page, StatusCode::OK, vec![]).await
}

async fn render_this(page: &Page, status: StatusCode, errors: Vec<FieldError>) -> Result<Response, WebError> {
    let number = device::own(page.app(), page.actor()).await?;
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    // A code is a secret: what was typed is not given back.
    let view = DevicePage { number, meta: page.meta(None), shell };
    Ok(html::answer(status, view.render()))
}

/// `POST /devices/this`
pub(crate) async fn enrol(page: Page, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let code = reader.secret("code");
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&page.tr(), &issues);
        return render_this(&page, StatusCode::UNPROCESSABLE_ENTITY, errors).await;
    }
    let id = page.command_id(&form)?;
    match device::enrol(page.app(), page.actor(), id, &code, page.visit.peer()).await {
        Ok(enrolled) => {
            let mut response = page.done("/devices/this", "device-enrolled");
            if let Some(secret) = enrolled.secret {
                let secret = secret.expose().to_owned();
                let kept = cookie::set_device(page.state.config(), page.actor().tenant, secret);
                cookie::add(response.headers_mut(), kept);
            }
            Ok(response)
        }
        Err(Failure::Invalid(errors)) => {
            let errors = text::field_errors(&page.tr(), &errors, str::to_owned);
            render_this(&page, StatusCode::UNPROCESSABLE_ENTITY, errors).await
        }
        // The code is given back nowhere.
        Err(failure) => Err(Acted::Failed(failure).about(Form::default(), "/devices/this")),
    }
}
