//! Everything that can go wrong, on its way to the one place that words it ([`crate::middleware::errors`]).

use std::{any::Any, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use tatefuda_app::Failure;
use tatefuda_i18n::Translator;

use crate::{
    form::{Form, Issue},
    text,
};

/// Why a request is not answered as asked.
#[derive(Debug)]
pub(crate) enum WebError {
    /// Nothing lies there.
    NotFound,
    /// A fault of the program.
    Internal,
    /// A plain status of HTTP.
    Status(StatusCode),
    /// The body cannot be read as what it claims to be; the text says where (for machines).
    Malformed(String),
    /// Fields that cannot be used (for machines; pages show them beside the fields).
    Fields(Vec<Issue>),
    /// Nobody is signed in, and this needs somebody. Holds what was typed, so that it is not lost.
    SignInFirst(Form),
    /// What was sent as the operator's key is another text.
    OperatorKey,
    /// An act did not happen.
    App(Failure, Box<Situation>),
}

/// What an act that did not happen was about, so that the page about it leads on.
#[derive(Debug, Default)]
pub(crate) struct Situation {
    /// What was typed.
    pub(crate) form: Form,
    /// Where to go on.
    pub(crate) back: Option<String>,
    /// The post concerned, for asking again.
    pub(crate) post: Option<tatefuda_domain::PostId>,
}

impl From<Failure> for WebError {
    fn from(failure: Failure) -> Self {
        Self::App(failure, Box::default())
    }
}

impl WebError {
    /// Status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        use Failure as F;
        match self {
            Self::NotFound | Self::App(F::NotFound, _) => StatusCode::NOT_FOUND,
            Self::Internal | Self::App(F::Internal(_), _) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Status(status) => *status,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Fields(_) | Self::App(F::Invalid(_), _) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignInFirst(_) | Self::OperatorKey => StatusCode::UNAUTHORIZED,
            Self::App(F::Forbidden(_) | F::Refused(_), _) => StatusCode::FORBIDDEN,
            Self::App(F::Stale(_) | F::Conflict { .. } | F::State { .. } | F::Unreadable(_) | F::CommandReused, _) => {
                StatusCode::CONFLICT
            }
            Self::App(F::RateLimited { .. }, _) => StatusCode::TOO_MANY_REQUESTS,
            Self::App(F::Busy | F::Unavailable(_), _) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// One more sentence where there is something particular to say.
    pub(crate) fn detail(&self, tr: &Translator) -> Option<String> {
        match self {
            Self::SignInFirst(_) => Some(tr.text("web-session-ended")),
            Self::OperatorKey => Some(tr.text("installation-key-wrong")),
            // Without words of a reader: it is the address.
            Self::Malformed(why) if why.is_empty() => Some(tr.text("web-address-unreadable")),
            Self::Malformed(why) => Some(why.clone()),
            Self::App(failure, _) => text::failure(tr, failure),
            _ => None,
        }
    }
}

/// An error on its way through the layers, in the extensions of a response without a body.
#[derive(Clone)]
pub(crate) struct Carried(pub(crate) Arc<WebError>);

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        // Logged once, here; the message of the error goes to the log and never to the page.
        match &self {
            Self::App(failure @ (Failure::Internal(_) | Failure::Unavailable(_) | Failure::Unreadable(_)), _) => {
                tracing::error!(error = %Chain(failure), "failed");
            }
            Self::Internal => tracing::error!("failed"),
            _ => {}
        }
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        if let Self::App(Failure::RateLimited { .. }, _) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

/// An error with its sources on one line.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

/// A panic in a handler becomes an answer without a body, which is then worded like every other error.
pub(crate) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(message, "a handler panicked");
    WebError::Internal.into_response()
}
