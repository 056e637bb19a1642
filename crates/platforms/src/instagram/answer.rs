//! From the service's answers to classes on which the program acts.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::Instagram;
use crate::{
    facebook::usage::{DEFAULT_WAIT, retry_after},
    failure::{Answer, Failure},
    outcome::{RejectClass, Rejection, UnknownWhy, WaitClass},
    redact::redact,
};

/// How long to wait for a container that the service says is not ready to be published.
const NOT_READY: SignedDuration = SignedDuration::from_secs(30);

#[derive(Deserialize)]
struct Envelope {
    error: Said,
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    message: String,
    code: i64,
    #[serde(default)]
    error_subcode: i64,
    #[serde(default)]
    is_transient: bool,
    /// What it shows to people, often the only useful part.
    #[serde(default)]
    error_user_msg: String,
}

impl Said {
    fn code(&self) -> String {
        match self.error_subcode {
            0 => self.code.to_string(),
            subcode => format!("{}/{subcode}", self.code),
        }
    }

    fn words(&self, secrets: &[&str]) -> String {
        let all = [&self.message, &self.error_user_msg].into_iter().filter(|part| !part.is_empty());
        redact(&all.map(String::as_str).collect::<Vec<_>>().join(": "), secrets)
    }
}

enum Class {
    Reject(RejectClass),
    Wait,
    NotReady,
    Server,
}

/// The table of codes: the page of errors of content publishing (2026-06-02) with its subcodes first, then what holds for
/// all of the Graph API. What is not known is a no that a person reads.
fn class(code: i64, subcode: i64) -> Class {
    match (code, subcode) {
        // So many posts in 24 hours, and no more.
        (_, 2_207_042) => Class::Reject(RejectClass::Budget),
        // Taken for spam, or the person is restricted: this is no rate that passes.
        (_, 2_207_050 | 2_207_051) => Class::Reject(RejectClass::Policy),
        (_, 2_207_027) => Class::NotReady,
        // Too large, no JPEG, of a shape that is not taken, a text that is too long.
        (_, 2_207_004 | 2_207_005 | 2_207_009 | 2_207_010) => Class::Reject(RejectClass::ContentInvalid),
        // What was prepared is not there: see `is_gone`.
        (_, 2_207_006 | 2_207_008 | 2_207_020) => Class::Reject(RejectClass::Other),
        // It could not fetch the picture, or failed itself.
        (-2 | 9_004, _) | (_, 2_207_001 | 2_207_003 | 2_207_032 | 2_207_052 | 2_207_053) => Class::Server,
        (-1 | 1 | 2, _) => Class::Server,
        (4 | 17 | 32 | 341 | 613 | 80_002, _) => Class::Wait,
        (102 | 190, _) => Class::Reject(RejectClass::TokenDead),
        (10 | 200..=299, _) => Class::Reject(RejectClass::Permission),
        (368, _) => Class::Reject(RejectClass::Policy),
        (100 | 36_000..=36_005, _) => Class::Reject(RejectClass::ContentInvalid),
        _ => Class::Reject(RejectClass::Other),
    }
}

/// Whether a no says that a container is there no longer, or never was.
pub(super) fn is_gone(no: &Rejection) -> bool {
    ["2207006", "2207008", "2207020"].iter().any(|subcode| no.code.ends_with(&format!("/{subcode}")))
}

/// Whether what the service said of a container is that it could not fetch the picture from its address.
pub(super) fn is_unfetched(said: &str) -> bool {
    ["/2207003", "/2207052"].iter().any(|code| said.contains(code))
}

/// Notes what an answer says of its budgets.
pub(super) fn note(instagram: &Instagram, account: &str, answer: &Answer, now: Timestamp) -> Option<Timestamp> {
    instagram.usage.note(account, &answer.headers, now)
}

/// What an answer that is no success means. `secrets` are cut out of whatever is kept.
pub(super) fn failure(answer: &Answer, budget: Option<Timestamp>, now: Timestamp, secrets: &[&str]) -> Failure {
    let status = answer.status.as_u16();
    let after = |wait: SignedDuration| now.saturating_add(wait).unwrap_or(now);
    let said = serde_json::from_slice::<Envelope>(&answer.body).map(|envelope| envelope.error);
    // A 5xx stays unknown whatever it says: the post may exist.
    if answer.status.is_server_error() {
        let words = said.map(|said| said.words(secrets)).unwrap_or_default();
        return Failure::Lost(UnknownWhy::ServerError, format!("HTTP {status} {words}"));
    }
    let wait = || {
        let until = budget.unwrap_or_else(|| after(retry_after(&answer.headers).unwrap_or(DEFAULT_WAIT)));
        Failure::Wait(until, WaitClass::Rate)
    };
    let Ok(said) = said else {
        return match status {
            429 => wait(),
            _ => Failure::Lost(UnknownWhy::UnreadableAnswer, format!("HTTP {status} without an error of the service")),
        };
    };
    match class(said.code, said.error_subcode) {
        Class::Wait => wait(),
        Class::NotReady => Failure::Wait(after(NOT_READY), WaitClass::Rate),
        Class::Server => Failure::Lost(
            UnknownWhy::ServerError,
            format!("HTTP {status} code {}: {}", said.code(), said.words(secrets)),
        ),
        Class::Reject(_) if said.is_transient => Failure::Lost(
            UnknownWhy::ServerError,
            format!("HTTP {status} code {}: {}", said.code(), said.words(secrets)),
        ),
        Class::Reject(class) => Failure::Rejected(Rejection { class, code: said.code(), message: said.words(secrets) }),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::{StatusCode, header::HeaderMap};

    use super::*;

    fn judge(status: u16, body: &str) -> Failure {
        let now = "2026-04-01T00:00:00Z".parse().expect("a time");
        let status = StatusCode::from_u16(status).expect("a status");
        let answer = Answer { status, headers: HeaderMap::new(), body: body.as_bytes().to_vec() };
        failure(&answer, None, now, &["TOPSECRET"])
    }

    fn graph(code: i64, subcode: i64) -> String {
        format!(r#"{{"error":{{"message":"about TOPSECRET","code":{code},"error_subcode":{subcode}}}}}"#)
    }

    #[test]
    fn codes_have_their_classes() {
        for ((code, subcode), class) in [
            ((190, 463), RejectClass::TokenDead),
            ((9, 2_207_042), RejectClass::Budget),
            ((4, 2_207_051), RejectClass::Policy),
            ((36_000, 2_207_004), RejectClass::ContentInvalid),
            ((36_003, 2_207_009), RejectClass::ContentInvalid),
            ((100, 0), RejectClass::ContentInvalid),
            ((10, 0), RejectClass::Permission),
            ((24, 2_207_006), RejectClass::Other),
            ((99_999, 0), RejectClass::Other),
        ] {
            let Failure::Rejected(no) = judge(400, &graph(code, subcode)) else { panic!("{code}/{subcode}") };
            assert_eq!(no.class, class, "{code}/{subcode}");
            assert!(no.message.contains("[secret]"), "{no:?}");
            assert_eq!(is_gone(&no), subcode == 2_207_006);
        }
        for (code, subcode) in [(4, 0), (17, 0), (80_002, 0), (9_007, 2_207_027)] {
            assert!(matches!(judge(400, &graph(code, subcode)), Failure::Wait(..)), "{code}");
        }
    }

    #[test]
    fn what_is_not_certain_is_never_a_rejection() {
        for (status, body) in [
            (500, graph(100, 0)),
            (400, graph(-1, 2_207_032)),
            (400, graph(-2, 2_207_003)),
            (400, graph(9_004, 2_207_052)),
            (400, r#"{"error":{"code":100,"is_transient":true}}"#.to_owned()),
            (403, "<html>blocked</html>".to_owned()),
            (302, String::new()),
        ] {
            assert!(matches!(judge(status, &body), Failure::Lost(..)), "{status} {body}");
        }
    }
}
