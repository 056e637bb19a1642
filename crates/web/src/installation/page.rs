//! The page of the operator's key.

use axum::{extract::State, http::StatusCode, response::Response};
use tatefuda_app::{Failure, Via, stop::Stopped};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    copy::NodeRow,
    installation::{InstallationStopPage, StoppedBody},
    view::{FieldError, When},
};

use super::stop_all;
use crate::{error::WebError, form::Form, html, shell, state::AppState, stop::page::node, text, view, visit::Visit};

/// `GET /installation/stop`
pub(crate) async fn show(State(state): State<AppState>, visit: Visit) -> Result<Response, WebError> {
    state.config().operator_key.as_ref().ok_or(WebError::NotFound)?;
    Ok(render(&state, &visit, StatusCode::OK, &Form::default(), vec![], None).await)
}

/// `POST /installation/stop`: every body is stopped at once; then it is said which machines have seen it.
pub(crate) async fn begin(State(state): State<AppState>, visit: Visit, form: Form) -> Result<Response, WebError> {
    let key = state.config().operator_key.as_ref().ok_or(WebError::NotFound)?;
    let tr = state.translator(&visit);
    let mut reader = form.reader();
    let typed = reader.secret("secret");
    let reason = reader.required("reason");
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return Ok(render(&state, &visit, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None).await);
    }
    if !key.opens(&typed) {
        tracing::warn!(peer = visit.peer(), "a wrong operator's key");
        let errors = vec![FieldError { field: "secret".to_owned(), message: tr.text("installation-key-wrong") }];
        return Ok(render(&state, &visit, StatusCode::FORBIDDEN, &form, errors, None).await);
    }
    match stop_all(&state, Via::Screen, &reason).await {
        Ok(stopped) => Ok(render(&state, &visit, StatusCode::OK, &form, vec![], Some(stopped)).await),
        Err(WebError::App(Failure::Invalid(errors), _)) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            Ok(render(&state, &visit, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None).await)
        }
        Err(error) => Err(error),
    }
}

async fn render(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
    stopped: Option<Vec<Stopped>>,
) -> Response {
    let mut shell = shell::build(state, visit, Nav::None, None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let view = InstallationStopPage {
        reason: typed.get("reason").to_owned(),
        stopped: stopped.map(|stopped| stopped.iter().map(|one| body(&tr, one)).collect()),
        shell,
    };
    html::answer(status, view.render())
}

fn body(tr: &Translator, one: &Stopped) -> StoppedBody {
    let zone = jiff::tz::TimeZone::get(&one.body.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let nodes = one.sending.as_ref().map(|sending| sending.nodes.as_slice()).unwrap_or_default();
    let rows = nodes.iter().map(|seen| {
        let (state, tone) = node(tr, seen, true);
        let (id, name) = (seen.node.id.to_string(), seen.node.name.clone());
        NodeRow { id, name, state, tone, seen: When::new(tr, seen.node.seen_at, &zone), admit: None }
    });
    StoppedBody {
        name: view::pick(tr, &one.body.name_ja, &one.body.name_en).to_owned(),
        stopped: one.sending.is_ok(),
        nodes: rows.collect(),
    }
}
