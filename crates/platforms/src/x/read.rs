//! Reading our own posts back, and whose a token is.

use std::sync::atomic::Ordering;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Naming, READ, X, answer, wire};
use crate::{
    failure::{Answer, Failure, ask},
    outcome::ReadError,
    platform::PlatformPost,
};

/// The most that one page may hold; only what falls into the span is charged.
const PAGE_SIZE: &str = "100";
/// A span with more posts than this is not read to its end; then nothing is concluded.
const MOST_PAGES: usize = 10;

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    data: Vec<Item>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
struct Meta {
    next_token: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    text: String,
    created_at: Timestamp,
    #[serde(default)]
    entities: wire::Entities,
}

#[derive(Deserialize)]
struct Me {
    data: User,
}

#[derive(Deserialize)]
struct User {
    id: String,
}

pub(super) async fn read_back(
    x: &X,
    token: &SecretString,
    account: &str,
    since: Timestamp,
    until: Timestamp,
    now: Timestamp,
) -> Result<Vec<PlatformPost>, ReadError> {
    if !super::is_number(account) {
        return Err(ReadError::Unreachable("not the id of an account".to_owned()));
    }
    // The service takes whole seconds: a post of this very second must not look older than the span.
    let since = Timestamp::from_second(since.as_second()).unwrap_or(since);
    let (mut found, mut next) = (vec![], None::<String>);
    for _ in 0..MOST_PAGES {
        if let Some(until) = x.budgets.waits_until(account, READ, now) {
            return Err(ReadError::Wait(until));
        }
        let page = page(x, token, account, since, next.as_deref(), now).await.map_err(Failure::into_read)?;
        found.extend(page.data.into_iter().filter(|item| (since..=until).contains(&item.created_at)).map(|item| {
            let text = wire::restored(&item.text, &item.entities);
            PlatformPost { permalink: Some(x.permalink(&item.id)), id: item.id, text, created: item.created_at }
        }));
        next = page.meta.next_token;
        if next.is_none() {
            return Ok(found);
        }
    }
    Err(ReadError::TooMany)
}

async fn page(
    x: &X,
    token: &SecretString,
    account: &str,
    since: Timestamp,
    next: Option<&str>,
    now: Timestamp,
) -> Result<Page, Failure> {
    let named = |naming: Naming| {
        let mut query = vec![
            (naming.fields(), super::READ_FIELDS.join(",")),
            ("max_results", PAGE_SIZE.to_owned()),
            ("start_time", since.to_string()),
        ];
        query.extend(next.map(|token| ("pagination_token", token.to_owned())));
        query
    };
    let address = x.address(&format!("/2/users/{account}/tweets"));
    let asked = async |naming| {
        let request = x.client.get(address.clone()).bearer_auth(token.expose_secret()).query(&named(naming));
        ask(request, &[token.expose_secret()]).await
    };
    let naming = x.naming();
    let mut answer = asked(naming).await?;
    if answer.status == reqwest::StatusCode::BAD_REQUEST {
        // The description renamed the parameter in August 2026; a question may be asked twice.
        let other = asked(naming.other()).await?;
        if other.status.is_success() {
            x.renamed.fetch_xor(true, Ordering::Relaxed);
            answer = other;
        }
    }
    answer::note(x, account, READ, &answer, now);
    if !answer.status.is_success() {
        return Err(answer::failure(&answer, now, &[token.expose_secret()]));
    }
    parsed(&answer)
}

/// The platform's own id of the account that a token opens.
pub(super) async fn owner(x: &X, token: &SecretString, now: Timestamp) -> Result<Option<String>, ReadError> {
    let request = x.client.get(x.address("/2/users/me")).bearer_auth(token.expose_secret());
    let answer = ask(request, &[token.expose_secret()]).await.map_err(Failure::into_read)?;
    if !answer.status.is_success() {
        return Err(answer::failure(&answer, now, &[token.expose_secret()]).into_read());
    }
    let me: Me = parsed(&answer).map_err(Failure::into_read)?;
    Ok(Some(me.data.id))
}

fn parsed<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, Failure> {
    serde_json::from_slice(&answer.body).map_err(|_| answer.lacks("what was asked for"))
}
