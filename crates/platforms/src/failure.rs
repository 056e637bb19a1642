//! What a call did not come to, for connectors that tell it in one place and turn it into each kind of outcome.

use jiff::Timestamp;
use reqwest::{RequestBuilder, StatusCode, header::HeaderMap};

use crate::{
    act::ActError,
    http::{BodyError, body, chain},
    outcome::{ReadError, RejectClass, Rejection, SendOutcome, UnknownWhy, WaitClass},
    redact::redact,
    stage::StageOutcome,
};

/// An answer, whatever it says.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Why a call gave nothing that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Certain: no byte of the request was written.
    NotSent(String),
    /// Nobody can tell whether it was done.
    Lost(UnknownWhy, String),
    /// A definite no.
    Rejected(Rejection),
    /// Definitely not done, and too early.
    Wait(Timestamp, WaitClass),
}

/// Makes a call. `secrets` are cut out of whatever is kept of an error.
pub(crate) async fn ask(request: RequestBuilder, secrets: &[&str]) -> Result<Answer, Failure> {
    let lost = |error: reqwest::Error| {
        let why = if error.is_timeout() { UnknownWhy::Timeout } else { UnknownWhy::ConnectionLost };
        Failure::Lost(why, redact(&chain(&error.without_url()), secrets))
    };
    let answer = request.send().await.map_err(|error| {
        // Only these two prove that no byte of the request was written: it was not built, or there was no connection.
        if error.is_builder() || error.is_connect() {
            return Failure::NotSent(redact(&chain(&error.without_url()), secrets));
        }
        lost(error)
    })?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = body(answer).await.map_err(|error| match error {
        BodyError::TooLong => Failure::Lost(UnknownWhy::UnreadableAnswer, "the answer is too long".to_owned()),
        BodyError::Lost(error) => lost(error),
    })?;
    Ok(Answer { status, headers, body })
}

impl Answer {
    /// A success that lacks what it should say.
    pub(crate) fn lacks(&self, what: &str) -> Failure {
        Failure::Lost(UnknownWhy::UnreadableAnswer, format!("HTTP {} without {what}", self.status.as_u16()))
    }

    /// Absent, too, where what stands there is no number.
    pub(crate) fn number(&self, header: &str) -> Option<i64> {
        self.headers.get(header)?.to_str().ok()?.trim().parse().ok()
    }
}

impl Failure {
    /// A definite no in the connector's own words.
    pub(crate) fn no(class: RejectClass, code: &str, message: &str) -> Self {
        Self::Rejected(Rejection { class, code: code.to_owned(), message: message.to_owned() })
    }

    /// What a call that publishes came to.
    pub(crate) fn into_send(self) -> SendOutcome {
        match self {
            Self::NotSent(why) => SendOutcome::NotSent { why },
            Self::Lost(why, detail) => SendOutcome::Unknown { why, detail },
            Self::Rejected(no) => SendOutcome::Rejected(no),
            Self::Wait(until, class) => SendOutcome::Wait { until, class },
        }
    }

    /// What a preparing stage came to. That something is there already says nothing about a post.
    pub(crate) fn into_stage(self) -> StageOutcome {
        match self {
            Self::NotSent(why) => StageOutcome::NotSent { why },
            Self::Lost(_, why) => StageOutcome::Lost { why },
            Self::Rejected(no) if no.class == RejectClass::Duplicate => {
                StageOutcome::Rejected(Rejection { class: RejectClass::Other, ..no })
            }
            Self::Rejected(no) => StageOutcome::Rejected(no),
            Self::Wait(until, class) => StageOutcome::Wait { until, class },
        }
    }

    /// What a question came to.
    pub(crate) fn into_read(self) -> ReadError {
        match self {
            Self::NotSent(why) => ReadError::Unreachable(why),
            Self::Lost(UnknownWhy::UnreadableAnswer, detail) => ReadError::Unreadable(detail),
            Self::Lost(_, detail) => ReadError::Unreachable(detail),
            Self::Rejected(no) => ReadError::Rejected(no),
            Self::Wait(until, _) => ReadError::Wait(until),
        }
    }

    /// What an act on something that is there came to.
    pub(crate) fn into_act(self) -> ActError {
        match self {
            Self::NotSent(why) => ActError::NotSent(why),
            Self::Lost(why, detail) => ActError::Unknown { why, detail },
            Self::Rejected(no) => ActError::Rejected(no),
            Self::Wait(until, _) => ActError::Wait(until),
        }
    }
}
