//! The platform's own account of how much of its budget is used. A quiet page has a tiny one.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use reqwest::header::HeaderMap;
use serde::Deserialize;

/// No call is made once this share of a budget is used, in per cent.
const STOP_AT: f64 = 80.0;
/// How long to wait when the platform does not say.
pub(crate) const DEFAULT_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// However long the platform says: a day, so that a nonsensical number does not park a page for ever.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// Until when no call is made, by page.
#[derive(Debug, Default)]
pub(crate) struct Usage(Mutex<BTreeMap<String, Timestamp>>);

impl Usage {
    /// The time until which calls for a page must wait, if that is still to come.
    pub(crate) fn waits_until(&self, page: &str, now: Timestamp) -> Option<Timestamp> {
        let waits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waits.get(page).copied().filter(|until| *until > now)
    }

    /// Notes what the headers of an answer say; gives the time until which to wait when a budget runs out.
    pub(crate) fn note(&self, page: &str, headers: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
        let wait = wait_from(headers)?;
        let until = now.saturating_add(wait.min(LONGEST_WAIT)).unwrap_or(now);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(page.to_owned(), until);
        Some(until)
    }
}

#[derive(Deserialize)]
struct Shares {
    #[serde(default)]
    call_count: f64,
    #[serde(default)]
    total_cputime: f64,
    #[serde(default)]
    total_time: f64,
    /// Minutes.
    #[serde(default)]
    estimated_time_to_regain_access: f64,
}

impl Shares {
    fn wait(&self) -> Option<SignedDuration> {
        let used = self.call_count.max(self.total_cputime).max(self.total_time);
        if used < STOP_AT && self.estimated_time_to_regain_access <= 0.0 {
            return None;
        }
        let said = SignedDuration::try_from_secs_f64(self.estimated_time_to_regain_access * 60.0).unwrap_or_default();
        Some(if said > SignedDuration::ZERO { said } else { DEFAULT_WAIT })
    }
}

fn wait_from(headers: &HeaderMap) -> Option<SignedDuration> {
    let app = headers.get("x-app-usage").and_then(|value| serde_json::from_slice::<Shares>(value.as_bytes()).ok());
    let business = headers
        .get("x-business-use-case-usage")
        .and_then(|value| serde_json::from_slice::<BTreeMap<String, Vec<Shares>>>(value.as_bytes()).ok());
    let all = app.into_iter().chain(business.into_iter().flat_map(BTreeMap::into_values).flatten());
    all.filter_map(|shares| shares.wait()).max()
}

/// The standard header of HTTP, in seconds. The platform does not send it; a proxy in between may.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<SignedDuration> {
    let seconds: i64 = headers.get("retry-after")?.to_str().ok()?.trim().parse().ok()?;
    (seconds > 0).then(|| SignedDuration::from_secs(seconds).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(name: &'static str, value: &'static str) -> Option<SignedDuration> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().expect("a header"));
        wait_from(&headers)
    }

    #[test]
    fn eighty_per_cent_of_any_budget_stops() {
        assert_eq!(wait("x-app-usage", r#"{"call_count":79,"total_cputime":10,"total_time":10}"#), None);
        assert_eq!(wait("x-app-usage", r#"{"call_count":1,"total_cputime":80,"total_time":10}"#), Some(DEFAULT_WAIT));
        let business = r#"{"1":[{"type":"pages","call_count":95,"estimated_time_to_regain_access":40}]}"#;
        assert_eq!(wait("x-business-use-case-usage", business), Some(SignedDuration::from_mins(40)));
        assert_eq!(wait("x-app-usage", "nonsense"), None);
    }

    #[test]
    fn a_page_waits_by_itself_and_only_for_its_time() {
        let usage = Usage::default();
        let now: Timestamp = "2026-04-01T00:00:00Z".parse().expect("a time");
        let mut headers = HeaderMap::new();
        headers.insert("x-app-usage", r#"{"call_count":90}"#.parse().expect("a header"));
        let until = usage.note("a", &headers, now).expect("a wait");
        assert_eq!(usage.waits_until("a", now), Some(until));
        assert_eq!(usage.waits_until("b", now), None);
        assert_eq!(usage.waits_until("a", until), None);
    }
}
