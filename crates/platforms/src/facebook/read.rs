//! Reading our own posts back.

use jiff::{Timestamp, fmt::strtime};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{
    Facebook, READ_FIELDS,
    errors::{Failure, failure},
    publish::is_id,
};
use crate::{
    http::{BodyError, body, chain},
    outcome::ReadError,
    platform::PlatformPost,
    redact::redact,
};

const PAGE_SIZE: &str = "100";
/// A span with more posts than this is not read to its end; then nothing is concluded.
const MOST_PAGES: usize = 20;

#[derive(Deserialize)]
struct Page {
    data: Vec<Item>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    message: String,
    created_time: String,
    permalink_url: Option<String>,
}

#[derive(Deserialize)]
struct Paging {
    cursors: Option<Cursors>,
    /// Present when there is a next page. Not followed: the address in it carries a token.
    next: Option<String>,
}

#[derive(Deserialize)]
struct Cursors {
    after: Option<String>,
}

pub(super) async fn read_back(
    facebook: &Facebook,
    token: &SecretString,
    account: &str,
    since: Timestamp,
    until: Timestamp,
    now: Timestamp,
) -> Result<Vec<PlatformPost>, ReadError> {
    if !is_id(account) {
        return Err(ReadError::Unreachable("not the id of a page".into()));
    }
    // The platform shows whole seconds: a post of this very second must not look older than the span.
    let since = Timestamp::from_second(since.as_second()).unwrap_or(since);
    let mut found = Vec::new();
    let mut after = None;
    for _ in 0..MOST_PAGES {
        if let Some(until) = facebook.usage.waits_until(account, now) {
            return Err(ReadError::Wait(until));
        }
        let page = page(facebook, token, account, after.as_deref(), now).await?;
        let mut past = false;
        for item in page.data {
            let created = time(&item.created_time)
                .ok_or_else(|| ReadError::Unreadable(format!("created_time {:?}", item.created_time)))?;
            past |= created < since;
            if (since..=until).contains(&created) {
                found.push(PlatformPost { id: item.id, text: item.message, created, permalink: item.permalink_url });
            }
        }
        after = page.paging.filter(|paging| paging.next.is_some()).and_then(|paging| paging.cursors?.after);
        if past || after.is_none() {
            return Ok(found);
        }
    }
    Err(ReadError::TooMany)
}

async fn page(
    facebook: &Facebook,
    token: &SecretString,
    account: &str,
    after: Option<&str>,
    now: Timestamp,
) -> Result<Page, ReadError> {
    let secrets = facebook.secrets(token);
    let fields = READ_FIELDS.join(",");
    let mut query = vec![("fields", fields), ("limit", PAGE_SIZE.to_owned())];
    query.extend(after.map(|cursor| ("after", cursor.to_owned())));
    query.extend(facebook.proof(token));
    let address = facebook.address(&format!("/{}/{account}/published_posts", facebook.config.version));
    let answer = facebook
        .client
        .get(address)
        .bearer_auth(token.expose_secret())
        .query(&query)
        .send()
        .await
        .map_err(|error| ReadError::Unreachable(redact(&chain(&error.without_url()), &secrets)))?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let budget = facebook.usage.note(account, &headers, now);
    let body = body(answer).await.map_err(|error| match error {
        BodyError::TooLong => ReadError::Unreadable("the answer is too long".into()),
        BodyError::Lost(error) => ReadError::Unreachable(redact(&chain(&error.without_url()), &secrets)),
    })?;
    if status.is_success() {
        return serde_json::from_slice(&body).map_err(|error| ReadError::Unreadable(error.to_string()));
    }
    Err(match failure(status, &headers, &body, budget, now, &secrets) {
        Failure::Rejected(rejection) => rejection.into(),
        Failure::Wait(until) => ReadError::Wait(until),
        Failure::Server(detail) => ReadError::Unreachable(detail),
        Failure::Unreadable(detail) => ReadError::Unreadable(detail),
    })
}

/// Graph writes `2026-04-01T08:30:00+0000`, without the colon that RFC 3339 wants.
pub(crate) fn time(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| strtime::parse("%Y-%m-%dT%H:%M:%S%z", text).ok()?.to_timestamp().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_a_time_are_read() {
        assert_eq!(time("2026-04-01T08:30:00+0000"), time("2026-04-01T17:30:00+09:00"));
        assert!(time("2026-04-01T08:30:00+0900").is_some());
        assert_eq!(time("yesterday"), None);
    }
}
