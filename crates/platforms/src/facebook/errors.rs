//! From the platform's answers to classes on which the program acts.

use jiff::{SignedDuration, Timestamp};
use reqwest::{StatusCode, header::HeaderMap};
use serde::Deserialize;

use super::usage::{DEFAULT_WAIT, retry_after};
use crate::{
    outcome::{RejectClass, Rejection},
    redact::redact,
};

/// The error envelope of the Graph API.
#[derive(Debug, Deserialize)]
pub(super) struct Envelope {
    pub(super) error: GraphError,
}

#[derive(Debug, Deserialize)]
pub(super) struct GraphError {
    #[serde(default)]
    pub(super) message: String,
    pub(super) code: i64,
    pub(super) error_subcode: Option<i64>,
    #[serde(default)]
    pub(super) is_transient: bool,
}

/// What an answer that is no success means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Definitely not done.
    Rejected(Rejection),
    /// Definitely not done, and too early.
    Wait(Timestamp),
    /// The platform had the request and failed.
    Server(String),
    /// Not the platform's own words; a proxy, a page of a firewall.
    Unreadable(String),
}

enum Class {
    Reject(RejectClass),
    Wait,
    Server,
}

/// The table of codes: https://developers.facebook.com/docs/graph-api/guides/error-handling and what the pages of the
/// endpoints add. 368 and 506 must never be repeated.
fn class(code: i64) -> Class {
    match code {
        -1 | 1 | 2 => Class::Server,
        4 | 17 | 32 | 341 | 613 | 80001 => Class::Wait,
        102 | 190 => Class::Reject(RejectClass::TokenDead),
        10 | 200..=299 => Class::Reject(RejectClass::Permission),
        368 => Class::Reject(RejectClass::Policy),
        506 | 1_366_051 => Class::Reject(RejectClass::Duplicate),
        100 | 1_366_046 | 1_609_005 => Class::Reject(RejectClass::ContentInvalid),
        _ => Class::Reject(RejectClass::Other),
    }
}

/// Classifies an answer that is not a success. `secrets` are cut out of everything that is kept.
pub(super) fn failure(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    budget: Option<Timestamp>,
    now: Timestamp,
    secrets: &[&str],
) -> Failure {
    let after = |wait: SignedDuration| now.saturating_add(wait).unwrap_or(now);
    let parsed = serde_json::from_slice::<Envelope>(body);
    // A 5xx stays unknown whatever it says: the post may exist.
    if status.is_server_error() {
        let said = parsed.map_or_else(|_| String::new(), |envelope| words(&envelope.error, secrets));
        return Failure::Server(format!("HTTP {} {said}", status.as_u16()));
    }
    let wait = || Failure::Wait(budget.unwrap_or_else(|| after(retry_after(headers).unwrap_or(DEFAULT_WAIT))));
    match parsed {
        Ok(Envelope { error }) if error.is_transient && !matches!(class(error.code), Class::Wait) => {
            Failure::Server(format!("HTTP {} {}", status.as_u16(), words(&error, secrets)))
        }
        Ok(Envelope { error }) => match class(error.code) {
            Class::Wait => wait(),
            Class::Server => Failure::Server(format!("HTTP {} {}", status.as_u16(), words(&error, secrets))),
            Class::Reject(class) => {
                Failure::Rejected(Rejection { class, code: code(&error), message: redact(&error.message, secrets) })
            }
        },
        Err(_) if status == StatusCode::TOO_MANY_REQUESTS => wait(),
        Err(_) => Failure::Unreadable(format!("HTTP {} without an error of the platform", status.as_u16())),
    }
}

fn code(error: &GraphError) -> String {
    match error.error_subcode {
        Some(subcode) => format!("{}/{subcode}", error.code),
        None => error.code.to_string(),
    }
}

fn words(error: &GraphError, secrets: &[&str]) -> String {
    format!("code {}: {}", code(error), redact(&error.message, secrets))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(status: u16, body: &str) -> Failure {
        let now = "2026-04-01T00:00:00Z".parse().expect("a time");
        let status = StatusCode::from_u16(status).expect("a status");
        failure(status, &HeaderMap::new(), body.as_bytes(), None, now, &["TOPSECRET"])
    }

    fn graph(code: i64, more: &str) -> String {
        format!(r#"{{"error":{{"message":"about TOPSECRET","type":"OAuthException","code":{code}{more}}}}}"#)
    }

    #[test]
    fn codes_have_their_classes() {
        let rejected = |code: i64| match judge(400, &graph(code, "")) {
            Failure::Rejected(rejection) => Some(rejection.class),
            _ => None,
        };
        for (code, class) in [
            (190, RejectClass::TokenDead),
            (102, RejectClass::TokenDead),
            (10, RejectClass::Permission),
            (200, RejectClass::Permission),
            (299, RejectClass::Permission),
            (368, RejectClass::Policy),
            (506, RejectClass::Duplicate),
            (100, RejectClass::ContentInvalid),
            (1_609_005, RejectClass::ContentInvalid),
            (99_999, RejectClass::Other),
        ] {
            assert_eq!(rejected(code), Some(class), "{code}");
        }
        for code in [4, 17, 32, 341, 613, 80_001] {
            assert!(matches!(judge(400, &graph(code, "")), Failure::Wait(_)), "{code}");
        }
        for code in [-1, 1, 2] {
            assert!(matches!(judge(400, &graph(code, "")), Failure::Server(_)), "{code}");
        }
    }

    #[test]
    fn what_is_not_certain_is_never_a_rejection() {
        assert!(matches!(judge(500, &graph(100, "")), Failure::Server(_)), "5xx, whatever it says");
        assert!(matches!(judge(400, &graph(100, r#","is_transient":true"#)), Failure::Server(_)));
        assert!(matches!(judge(403, "<html>blocked</html>"), Failure::Unreadable(_)));
        assert!(matches!(judge(302, ""), Failure::Unreadable(_)));
        assert!(matches!(judge(429, ""), Failure::Wait(_)));
    }

    #[test]
    fn the_subcode_is_kept_and_the_secret_is_not() {
        let Failure::Rejected(rejection) = judge(400, &graph(190, r#","error_subcode":463"#)) else {
            panic!("a rejection");
        };
        assert_eq!(rejection.code, "190/463");
        assert_eq!(rejection.message, "about [secret]");
    }
}
