//! What page handlers hold: the state, the request, who is signed in.

use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use jiff::{Timestamp, tz::TimeZone};
use serde::de::DeserializeOwned;
use tatefuda_app::{
    Actor, App, Failure, FieldError,
    command::{Command, execute},
};
use tatefuda_domain::{CommandId, Digest, Id as _};
use tatefuda_i18n::Translator;
use tatefuda_ui::{Nav, Shell, view::FormMeta};

use crate::{
    cookie,
    error::{Situation, WebError},
    form::{Form, Issue},
    shell,
    signed_in::Session,
    state::AppState,
    visit::Visit,
};

/// A request for a page by somebody who is signed in. The gate of the route has looked at who may call it.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) state: AppState,
    pub(crate) visit: Visit,
    pub(crate) session: Session,
}

impl FromRequestParts<AppState> for Page {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, WebError> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let session = visit.session().cloned().ok_or_else(|| WebError::SignInFirst(Form::default()))?;
        Ok(Self { state: state.clone(), visit, session })
    }
}

impl Page {
    pub(crate) fn app(&self) -> &App {
        self.state.app()
    }

    pub(crate) fn actor(&self) -> &Actor {
        self.session.actor()
    }

    pub(crate) fn tr(&self) -> Translator {
        self.state.translator(&self.visit)
    }

    pub(crate) fn zone(&self) -> &TimeZone {
        self.session.zone()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.state.env().now()
    }

    /// Scheme and host under which this reader reaches the program: as configured, else as they asked.
    pub(crate) fn origin(&self) -> String {
        let config = self.state.config();
        match &config.base_url {
            Some(base) => base.to_string(),
            None => format!("{}://{}", if config.secure_cookies { "https" } else { "http" }, self.visit.host()),
        }
    }

    /// What surrounds the page.
    pub(crate) async fn shell(&self, nav: Nav) -> Shell {
        shell::build(&self.state, &self.visit, nav, None).await
    }

    /// The same for a page that knows how many things wait for its reader.
    pub(crate) async fn shell_with(&self, nav: Nav, waiting: usize) -> Shell {
        shell::build(&self.state, &self.visit, nav, Some(waiting)).await
    }

    /// Hidden fields of a form: a fresh command id, and the version it is filled from.
    pub(crate) fn meta(&self, version: Option<i64>) -> FormMeta {
        let id: CommandId = self.state.env().id();
        FormMeta { command_id: id.to_string(), version }
    }

    /// The id that the form carries; one is minted for a form without: only such a form, which no page of ours shows, can
    /// act twice when it is sent twice.
    pub(crate) fn command_id(&self, form: &Form) -> Result<CommandId, WebError> {
        match form.get("command_id").trim() {
            "" => Ok(self.state.env().id()),
            text => text.parse().map_err(|_| WebError::Status(StatusCode::BAD_REQUEST)),
        }
    }

    /// The id of a second command of the same form: the same for a repeat, different from the first. A fresh id would let
    /// the second command happen again when somebody presses the button twice.
    pub(crate) fn further_id(&self, form: &Form, what: &str) -> Result<CommandId, WebError> {
        let first = self.command_id(form)?;
        let digest = Digest::of(format!("tatefuda.further-command.v1\n{first}\n{what}").as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest.as_bytes()[..16]);
        Ok(CommandId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid()))
    }

    /// Carries out the command of a form.
    pub(crate) async fn execute<C: Command>(&self, form: &Form, command: &C) -> Result<C::Out, Acted> {
        let id = self.command_id(form).map_err(Acted::Web)?;
        execute(self.app(), self.actor(), id, command).await.map_err(Acted::Failed)
    }

    /// After an act: look at another page, which says what was done. The message travels as a key in a cookie and not in the
    /// address, so that neither a reload nor a copied link says it again.
    pub(crate) fn done(&self, to: &str, flash: &str) -> Response {
        let mut response = see(to);
        cookie::add(response.headers_mut(), cookie::set_flash(self.state.config(), flash));
        response
    }
}

/// An act that did not happen.
pub(crate) enum Acted {
    Web(WebError),
    Failed(Failure),
    /// Fields cannot be used.
    Unusable(Vec<Issue>),
}

impl Acted {
    /// The general page about it, with what was typed and a way on.
    pub(crate) fn about(self, form: Form, back: impl Into<String>) -> WebError {
        let failure = match self {
            Self::Web(error) => return error,
            Self::Failed(failure) => failure,
            Self::Unusable(issues) => Failure::Invalid(issues.into_iter().map(unusable).collect()),
        };
        let situation = Situation { form, back: Some(back.into()), ..Situation::default() };
        WebError::App(failure, Box::new(situation))
    }
}

fn unusable(issue: Issue) -> FieldError {
    let error = FieldError::new(issue.field, issue.code);
    issue.args.into_iter().fold(error, |error, (name, value)| error.with(name, value))
}

/// 303: look at another page.
pub(crate) fn see(to: &str) -> Response {
    let location = to.parse().unwrap_or_else(|_| header::HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// An id in the path. A text that is none lies nowhere: 404, as for an id of another body, so that neither tells anything.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        Path::<T>::from_request_parts(parts, state).await.map(|Path(id)| Self(id)).map_err(|_| WebError::NotFound)
    }
}
