//! Reading our own posts back, how one is named, and whose a token is.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Instagram, OWNER_FIELD, READ_FIELDS, container::called, is_number};
use crate::{
    facebook::read::time,
    failure::{Answer, Failure},
    outcome::ReadError,
    platform::PlatformPost,
};

const PAGE_SIZE: &str = "100";
/// A span with more posts than this is not read to its end; then nothing is concluded.
const MOST_PAGES: usize = 10;

#[derive(Deserialize)]
struct Page {
    data: Vec<Item>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    caption: String,
    timestamp: String,
    permalink: Option<String>,
    shortcode: String,
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

#[derive(Deserialize)]
struct Named {
    shortcode: String,
    permalink: String,
}

#[derive(Deserialize)]
struct Me {
    user_id: String,
}

pub(super) async fn read_back(
    instagram: &Instagram,
    token: &SecretString,
    account: &str,
    since: Timestamp,
    until: Timestamp,
    now: Timestamp,
) -> Result<Vec<PlatformPost>, ReadError> {
    if !is_number(account) {
        return Err(ReadError::Unreachable("not the id of an account".to_owned()));
    }
    // The service shows whole seconds: a post of this very second must not look older than the span.
    let since = Timestamp::from_second(since.as_second()).unwrap_or(since);
    let (mut found, mut after) = (vec![], None::<String>);
    for _ in 0..MOST_PAGES {
        if let Some(until) = instagram.usage.waits_until(account, now) {
            return Err(ReadError::Wait(until));
        }
        let mut query = vec![("fields", format!("id,{}", READ_FIELDS.join(","))), ("limit", PAGE_SIZE.to_owned())];
        query.extend(after.take().map(|cursor| ("after", cursor)));
        let request = instagram.client.get(instagram.address(&format!("{account}/media"))).query(&query);
        let answer = called(instagram, token, account, request, now).await.map_err(Failure::into_read)?;
        let page: Page = parsed(&answer)?;
        let mut past = false;
        for item in page.data {
            let created = time(&item.timestamp)
                .ok_or_else(|| ReadError::Unreadable(format!("timestamp {:?}", item.timestamp)))?;
            past |= created < since;
            if (since..=until).contains(&created) {
                let (id, text, permalink) = (item.shortcode, item.caption, item.permalink);
                found.push(PlatformPost { id, text, created, permalink });
            }
        }
        after = page.paging.filter(|paging| paging.next.is_some()).and_then(|paging| paging.cursors?.after);
        if past || after.is_none() {
            return Ok(found);
        }
    }
    Err(ReadError::TooMany)
}

/// Under which name and address residents find a post.
pub(super) async fn named(
    instagram: &Instagram,
    token: &SecretString,
    account: &str,
    id: &str,
    now: Timestamp,
) -> Result<(String, String), ReadError> {
    let request = instagram.client.get(instagram.address(id)).query(&[("fields", "shortcode,permalink")]);
    let answer = called(instagram, token, account, request, now).await.map_err(Failure::into_read)?;
    let named: Named = parsed(&answer)?;
    Ok((named.shortcode, named.permalink))
}

/// The service's own id of the account that a token opens: the one that stands in paths.
pub(super) async fn owner(
    instagram: &Instagram,
    token: &SecretString,
    now: Timestamp,
) -> Result<Option<String>, ReadError> {
    let request = instagram.client.get(instagram.address("me")).query(&[("fields", OWNER_FIELD)]);
    let answer = called(instagram, token, "", request, now).await.map_err(Failure::into_read)?;
    let me: Me = parsed(&answer)?;
    Ok(Some(me.user_id))
}

fn parsed<T: DeserializeOwned>(answer: &Answer) -> Result<T, ReadError> {
    serde_json::from_slice(&answer.body).map_err(|_| answer.lacks("what was asked for").into_read())
}
