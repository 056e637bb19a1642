//! Who calls the JSON interface: the owner of a personal token.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use tatefuda_app::{
    Actor, App,
    command::{Command, execute},
};
use tatefuda_domain::CommandId;

use super::headers::Key;
use crate::{
    error::WebError,
    form::Form,
    signed_in::{self, Session},
    state::AppState,
    visit::Visit,
};

/// A request with a personal token. A cookie is no token: browsers send cookies by themselves.
pub(crate) struct Caller {
    state: AppState,
    session: Session,
    key: Option<CommandId>,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, WebError> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let session = match bearer(&parts.headers) {
            Some(token) => signed_in::of_token(state, token.to_owned()).await?,
            None => None,
        };
        let session = session.ok_or_else(|| WebError::SignInFirst(Form::default()))?;
        visit.set_session(session.clone());
        let Key(key) = Key::from_request_parts(parts, state).await?;
        Ok(Self { state: state.clone(), session, key })
    }
}

/// What follows `Bearer` in the header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl Caller {
    pub(crate) fn app(&self) -> &App {
        self.state.app()
    }

    pub(crate) fn actor(&self) -> &Actor {
        self.session.actor()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.state.env().now()
    }

    /// The id of the command: the `Idempotency-Key`, or a fresh one.
    pub(crate) fn command_id(&self) -> CommandId {
        self.key.unwrap_or_else(|| self.state.env().id())
    }

    /// Carries out a command.
    pub(crate) async fn execute<C: Command>(&self, command: &C) -> Result<C::Out, WebError> {
        Ok(execute(self.app(), self.actor(), self.command_id(), command).await?)
    }
}
