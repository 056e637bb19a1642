//! LINE official accounts over the Messaging API.
//!
//! One call publishes: `POST /v2/bot/message/broadcast`, to all friends of the account. It carries the id of the attempt as
//! `X-Line-Retry-Key`, so the service itself would resolve a repeat within 24 hours; nothing repeats it here (decision
//! 0007, point 20). What it answers means *accepted*, not delivered. Nothing can be read back, changed or called back.
//!
//! An account is connected with its channel's id and secret. Calls are made with stateless tokens of 15 minutes, which are
//! made of these before the gate is asked and are kept in memory alone.

mod answer;
mod token;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tatefuda_domain::Service;
use url::Url;

use crate::{
    capability::{Capabilities, Draft, of},
    client::here,
    credentials::Credentials,
    outcome::{ReadError, SendOutcome},
    platform::{BoxFuture, LimitFinding, LimitKind, OutgoingPost, Platform, PlatformPost, SendContext},
    redact::redact,
    stage::Standings,
    wire::{WireMedium, WireRequest},
};

/// Parameters of a broadcast; each is checked against the official description by a test.
pub const SENT_PARAMETERS: [&str; 2] = ["messages", "notificationDisabled"];
/// Fields of a text message.
pub const TEXT_FIELDS: [&str; 2] = ["type", "text"];
/// The path of the call that publishes.
pub const BROADCAST: &str = "/v2/bot/message/broadcast";
/// The option of a target by which friends get no sound.
const QUIET: &str = "notificationDisabled";
/// For one call.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Where the Messaging API is.
#[derive(Debug, Clone)]
pub struct LineConfig {
    /// `https://api.line.me`, or a double.
    pub base: Url,
}

impl LineConfig {
    /// The real service.
    ///
    /// # Panics
    /// Never: the address is a literal.
    #[must_use]
    pub fn real() -> Self {
        Self::double(Url::parse("https://api.line.me").expect("a literal address"))
    }

    /// A double at an address such as `http://127.0.0.1:4000`.
    #[must_use]
    pub const fn double(base: Url) -> Self {
        Self { base }
    }
}

/// The connector.
pub struct Line {
    client: reqwest::Client,
    config: LineConfig,
    service: Service,
    tokens: Mutex<BTreeMap<String, (SecretString, Timestamp)>>,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("config", &self.config).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BotInfo {
    basic_id: String,
}

impl Line {
    /// A connector with the shared client.
    ///
    /// # Panics
    /// Never: the service is a literal.
    #[must_use]
    pub fn new(client: reqwest::Client, config: LineConfig) -> Self {
        Self { client, config, service: "line".parse().expect("a literal service"), tokens: Mutex::default() }
    }

    fn address(&self, path: &str) -> Url {
        let mut address = self.config.base.clone();
        address.set_path(path);
        address
    }

    async fn send(&self, credentials: &Credentials, post: &OutgoingPost, context: SendContext<'_>) -> SendOutcome {
        let token = match token::of(self, credentials, context.now).await {
            Ok(token) => token,
            Err(outcome) => return outcome,
        };
        let body = body(post);
        if !context.gate.may_go().await {
            return SendOutcome::Stayed;
        }
        let mut secrets = credentials.secrets();
        secrets.push(token.expose_secret());
        let sent = self
            .client
            .post(self.address(BROADCAST))
            .bearer_auth(token.expose_secret())
            .header("x-line-retry-key", context.attempt.to_string())
            .timeout(TIMEOUT)
            .json(&body)
            .send()
            .await;
        let outcome = match sent {
            Ok(answer) => answer::to_broadcast(answer, context.now, &secrets).await,
            Err(error) => answer::none(error, &secrets),
        };
        if matches!(&outcome, SendOutcome::Rejected(no) if no.class == crate::RejectClass::TokenDead) {
            self.tokens.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        outcome
    }
}

/// What is sent: the text as one message, with the link at its end.
fn body(post: &OutgoingPost) -> serde_json::Value {
    let mut body = serde_json::json!({ "messages": [{ "type": "text", "text": message(post) }] });
    if post.options.get(QUIET).is_some_and(|value| value == "true") {
        body[QUIET] = true.into();
    }
    body
}

fn message(post: &OutgoingPost) -> String {
    match &post.link {
        Some(link) if post.text.is_empty() => link.clone(),
        Some(link) => format!("{}\n{link}", post.text),
        None => post.text.clone(),
    }
}

impl Platform for Line {
    fn service(&self) -> &Service {
        &self.service
    }

    fn is_here(&self) -> bool {
        here(&self.config.base)
    }

    fn capabilities(&self) -> &'static Capabilities {
        of(&self.service)
    }

    fn check(&self, post: &OutgoingPost) -> Vec<LimitFinding> {
        let (row, text) = (self.capabilities(), message(post));
        let draft = Draft { link: None, ..Draft::of(post, &text) };
        let mut findings = row.usual().map_or_else(Vec::new, |kind| kind.check(&row.name(), &draft));
        // Pictures need an address on the web, which nothing here gives them yet.
        let pictures = (!post.media.is_empty()).then_some(LimitKind::BadMedia);
        let options = post.options.keys().filter(|option| *option != QUIET).map(|_| LimitKind::UnknownOption);
        findings.extend(pictures.into_iter().chain(options).map(|kind| LimitFinding {
            kind,
            message: tatefuda_domain::Localized::new("LINEには送られません。", "It is not sent to LINE."),
        }));
        findings
    }

    fn wire(&self, post: &OutgoingPost) -> WireRequest {
        let params = vec![("account", post.account.clone()), ("body", body(post).to_string())];
        let media = post.media.iter().map(WireMedium::of).collect();
        WireRequest { method: "POST", path: BROADCAST.to_owned(), params, media }
    }

    /// What was sent stands in the talks of its readers; there is nowhere to look.
    fn comparable(&self, _: &OutgoingPost) -> Option<String> {
        None
    }

    fn comparable_seen(&self, _: &PlatformPost) -> Option<String> {
        None
    }

    fn publish<'a>(
        &'a self,
        credentials: &'a Credentials,
        post: &'a OutgoingPost,
        _: &'a Standings,
        context: SendContext<'a>,
    ) -> BoxFuture<'a, SendOutcome> {
        Box::pin(self.send(credentials, post, context))
    }

    fn read_back<'a>(
        &'a self,
        _: &'a Credentials,
        _: &'a str,
        _: Timestamp,
        _: Timestamp,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<PlatformPost>, ReadError>> {
        Box::pin(async { Err(ReadError::Unreadable("LINE shows nobody what was sent".to_owned())) })
    }

    /// The basic id of the account, such as `@123abcde`.
    fn owner<'a>(
        &'a self,
        credentials: &'a Credentials,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<String>, ReadError>> {
        Box::pin(async move {
            let token = token::of(self, credentials, now).await.map_err(answer::as_read_error)?;
            let mut secrets = credentials.secrets();
            secrets.push(token.expose_secret());
            let asked = self.client.get(self.address("/v2/bot/info")).bearer_auth(token.expose_secret());
            let answer =
                asked.timeout(TIMEOUT).send().await.map_err(|error| {
                    ReadError::Unreachable(redact(&crate::http::chain(&error.without_url()), &secrets))
                })?;
            let body = answer::body(answer, now, &secrets).await.map_err(answer::as_read_error)?;
            let info: BotInfo =
                serde_json::from_slice(&body).map_err(|error| ReadError::Unreadable(error.to_string()))?;
            Ok(Some(info.basic_id))
        })
    }
}
