//! From the service's answers to classes on which the program acts.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::X;
use crate::{
    budget::LONGEST_WAIT,
    failure::{Answer, Failure},
    outcome::{RejectClass, Rejection, UnknownWhy, WaitClass},
    redact::redact,
};

/// How long to wait when the service does not say.
const DEFAULT_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// Budgets that the service counts by itself. Their remainder and end stand in headers.
const BUDGETS: [&str; 3] = ["x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"];

/// A problem in the sense of RFC 7807, alone or as the first of a list; a token's error under its own names.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Problem {
    title: String,
    #[serde(alias = "error_description")]
    detail: String,
    #[serde(rename = "type", alias = "error")]
    kind: String,
    errors: Vec<Inner>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Inner {
    message: String,
    detail: String,
}

impl Problem {
    fn words(&self) -> String {
        let inner = self.errors.iter().map(|one| if one.message.is_empty() { &one.detail } else { &one.message });
        let all = [&self.title, &self.detail].into_iter().chain(inner);
        all.filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(": ")
    }

    /// The last part of the address that names the kind.
    fn kind(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }

    /// Money or the month's share is used up: no waiting for a quarter of an hour helps.
    fn is_spent(&self) -> bool {
        let spent = ["usage-capped", "credits", "spend-cap-reached"].contains(&self.kind());
        spent || ["CreditsDepleted", "UsageCapExceeded", "SpendCapReached"].contains(&&*self.title)
    }
}

/// Notes what an answer says of its budget.
pub(super) fn note(x: &X, account: &str, kind: &'static str, answer: &Answer, now: Timestamp) {
    for budget in BUDGETS {
        if answer.number(&format!("{budget}-remaining")) == Some(0)
            && let Some(until) = reset(answer, budget)
        {
            x.budgets.note(account, kind, until, now);
        }
    }
}

fn reset(answer: &Answer, budget: &str) -> Option<Timestamp> {
    Timestamp::from_second(answer.number(&format!("{budget}-reset"))?).ok()
}

/// What an answer that is no success means.
pub(super) fn failure(answer: &Answer, now: Timestamp, secrets: &[&str]) -> Failure {
    let status = answer.status.as_u16();
    let problem = serde_json::from_slice::<Problem>(&answer.body);
    // A 5xx stays unknown whatever it says: the post may exist.
    if answer.status.is_server_error() {
        let said = problem.map(|problem| redact(&problem.words(), secrets)).unwrap_or_default();
        return Failure::Lost(UnknownWhy::ServerError, format!("HTTP {status} {said}"));
    }
    let wait = || {
        let until = BUDGETS.iter().filter_map(|budget| reset(answer, budget)).filter(|until| *until > now).max();
        let until = until.unwrap_or_else(|| now.saturating_add(DEFAULT_WAIT).unwrap_or(now));
        Failure::Wait(until.min(now.saturating_add(LONGEST_WAIT).unwrap_or(now)), WaitClass::Rate)
    };
    let Ok(problem) = problem else {
        return match status {
            429 => wait(),
            _ => Failure::Lost(UnknownWhy::UnreadableAnswer, format!("HTTP {status} without words of the service")),
        };
    };
    let class = match status {
        402 => RejectClass::Budget,
        403 | 429 if problem.is_spent() => RejectClass::Budget,
        429 => return wait(),
        400 => RejectClass::ContentInvalid,
        401 => RejectClass::TokenDead,
        403 if problem.words().contains("duplicate content") => RejectClass::Duplicate,
        403 => RejectClass::Permission,
        _ => RejectClass::Other,
    };
    let code = if problem.kind().is_empty() { status.to_string() } else { format!("{status}/{}", problem.kind()) };
    Failure::Rejected(Rejection { class, code, message: redact(&problem.words(), secrets) })
}

#[cfg(test)]
mod tests {
    use reqwest::{StatusCode, header::HeaderMap};

    use super::*;

    fn judge(status: u16, headers: &[(&'static str, &str)], body: &str) -> Failure {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().expect("a header"));
        }
        let status = StatusCode::from_u16(status).expect("a status");
        let now = "2026-04-01T00:00:00Z".parse().expect("a time");
        failure(&Answer { status, headers: map, body: body.as_bytes().to_vec() }, now, &["TOPSECRET"])
    }

    fn class(status: u16, body: &str) -> Option<RejectClass> {
        match judge(status, &[], body) {
            Failure::Rejected(no) => Some(no.class),
            _ => None,
        }
    }

    #[test]
    fn answers_have_their_classes() {
        let duplicate = r#"{"detail":"You are not allowed to create a Tweet with duplicate content.","type":"about:blank","title":"Forbidden","status":403}"#;
        assert_eq!(class(403, duplicate), Some(RejectClass::Duplicate));
        assert_eq!(class(403, r#"{"title":"Forbidden"}"#), Some(RejectClass::Permission));
        assert_eq!(class(402, r#"{"title":"CreditsDepleted"}"#), Some(RejectClass::Budget));
        let capped = r#"{"title":"UsageCapExceeded","type":"https://api.x.com/2/problems/usage-capped"}"#;
        assert_eq!(class(429, capped), Some(RejectClass::Budget), "waiting helps nobody");
        assert_eq!(class(401, r#"{"title":"Unauthorized"}"#), Some(RejectClass::TokenDead));
        assert_eq!(class(400, r#"{"errors":[{"message":"bad"}]}"#), Some(RejectClass::ContentInvalid));
    }

    #[test]
    fn the_longest_of_its_budgets_is_waited_for() {
        let reset = |name| (name, "1775003600");
        let until = Timestamp::from_second(1_775_003_600).expect("a time");
        assert_eq!(judge(429, &[reset("x-rate-limit-reset")], "{}"), Failure::Wait(until, WaitClass::Rate));
        let far = judge(429, &[reset("x-rate-limit-reset"), ("x-user-limit-24hour-reset", "1790000000")], "{}");
        assert!(matches!(far, Failure::Wait(at, _) if at == "2026-04-02T00:00:00Z".parse().expect("a time")));
        assert!(matches!(judge(429, &[], "<html>"), Failure::Wait(..)));
    }

    #[test]
    fn what_is_not_certain_is_never_a_rejection() {
        assert!(matches!(judge(503, &[], "{}"), Failure::Lost(UnknownWhy::ServerError, _)));
        assert!(matches!(judge(403, &[], "<html>blocked</html>"), Failure::Lost(UnknownWhy::UnreadableAnswer, _)));
        let Failure::Rejected(no) = judge(400, &[], r#"{"detail":"about TOPSECRET"}"#) else { panic!("a rejection") };
        assert_eq!(no.message, "about [secret]");
    }
}
