//! What is known of a request before any handler runs, shared with the layers around it.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, Uri, header, request::Parts},
};
use tatefuda_i18n::Lang;

use crate::{cookie, error::WebError, lang, signed_in::Session};

/// One request. Cheap to clone; lies in the request's extensions.
#[derive(Clone)]
pub(crate) struct Visit(Arc<Inner>);

struct Inner {
    id: String,
    lang: Lang,
    path: String,
    query: String,
    api: bool,
    read: bool,
    flash: Option<String>,
    came_from: String,
    host: String,
    peer: String,
    session: OnceLock<Session>,
}

impl Visit {
    pub(crate) fn new(id: String, method: &Method, uri: &Uri, headers: &HeaderMap, peer: String) -> Self {
        Self(Arc::new(Inner {
            id,
            lang: lang::of(uri, headers),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            api: uri.path().starts_with("/api/"),
            read: method.is_safe(),
            flash: cookie::flash(headers),
            came_from: referer(headers),
            host: headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned(),
            peer,
            session: OnceLock::new(),
        }))
    }

    /// A short number for the log and for the telephone.
    pub(crate) fn id(&self) -> &str {
        &self.0.id
    }

    pub(crate) fn lang(&self) -> Lang {
        self.0.lang
    }

    pub(crate) fn path(&self) -> &str {
        &self.0.path
    }

    /// Path with query where the request was a read, so that one can come back to it.
    pub(crate) fn here(&self) -> String {
        match (self.0.read, self.0.query.is_empty()) {
            (true, false) => format!("{}?{}", self.0.path, self.0.query),
            _ => self.0.path.clone(),
        }
    }

    /// Value of a name in the query, decoded.
    pub(crate) fn query(&self, name: &str) -> String {
        crate::form::Form::parse(self.0.query.as_bytes()).get(name).to_owned()
    }

    /// Everything in the query, decoded.
    pub(crate) fn all_query(&self) -> crate::form::Form {
        crate::form::Form::parse(self.0.query.as_bytes())
    }

    /// The host that was asked for, as whoever asked named it.
    pub(crate) fn host(&self) -> &str {
        &self.0.host
    }

    /// Path of the page of this site from which the request came; empty when unknown.
    pub(crate) fn came_from(&self) -> &str {
        &self.0.came_from
    }

    /// Whether machines are answered (problem+json) and not people.
    pub(crate) fn is_api(&self) -> bool {
        self.0.api
    }

    pub(crate) fn is_read(&self) -> bool {
        self.0.read
    }

    pub(crate) fn flash(&self) -> Option<&str> {
        self.0.flash.as_deref()
    }

    /// Address of the other end, for the rate limit of sign-in.
    pub(crate) fn peer(&self) -> &str {
        &self.0.peer
    }

    /// Who is signed in, once the gate has looked.
    pub(crate) fn session(&self) -> Option<&Session> {
        self.0.session.get()
    }

    /// Keeps who is signed in for the handler and for error pages.
    pub(crate) fn set_session(&self, session: Session) {
        // A second gate around the same request finds the same session.
        let _ = self.0.session.set(session);
    }
}

/// The path alone: it is followed only as a path of this site, wherever the request says to come from.
fn referer(headers: &HeaderMap) -> String {
    let text = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = text.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or_default();
    crate::text::own_path(path.split(['?', '#']).next().unwrap_or_default()).to_owned()
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts.extensions.get::<Self>().cloned().ok_or(WebError::Internal)
    }
}
