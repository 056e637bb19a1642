//! Somebody who takes calls, such as a chat.

use std::{
    collections::VecDeque,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse as _, Response},
    routing::any,
};

use crate::serving::{Serving, serve};

/// A call that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub path: String,
    /// By their names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Call {
    /// The value of a header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

#[derive(Default)]
struct Kept {
    calls: Mutex<Vec<Call>>,
    answers: Mutex<VecDeque<(u16, String)>>,
}

/// Runs until it is dropped.
pub struct Hook {
    kept: Arc<Kept>,
    serving: Serving,
}

impl Hook {
    /// Starts one on this machine.
    ///
    /// # Errors
    /// It cannot listen.
    pub async fn start() -> io::Result<Self> {
        let kept = Arc::new(Kept::default());
        let app = Router::new().fallback(any(take)).with_state(Arc::clone(&kept));
        Ok(Self { kept, serving: serve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), app).await? })
    }

    /// Where it listens, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.serving.base_url
    }

    /// With what the next calls are answered, one each; then with 200. A redirect leads to the text.
    pub fn next(&self, answers: impl IntoIterator<Item = (u16, &'static str)>) {
        let answers = answers.into_iter().map(|(status, to)| (status, to.to_owned()));
        self.kept.answers.lock().unwrap_or_else(PoisonError::into_inner).extend(answers);
    }

    /// Every call.
    pub fn calls(&self) -> Vec<Call> {
        self.kept.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn take(State(kept): State<Arc<Kept>>, uri: Uri, headers: HeaderMap, body: String) -> Response {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
    let call = Call { path: uri.path().to_owned(), headers: headers.collect(), body };
    kept.calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
    let answer = kept.answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let (status, to) = answer.unwrap_or((200, String::new()));
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if status.is_redirection() { (status, [("location", to)]).into_response() } else { (status, to).into_response() }
}
