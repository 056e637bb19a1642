//! X over its API v2.
//!
//! Publishing is `POST /2/tweets`; before it each picture goes to `POST /2/media/upload` and its alternative text to
//! `POST /2/media/metadata`, one stage each. The service has no key that would make a repeat harmless, so a send whose
//! answer is lost stays unknown until the post is seen in `GET /2/users/{id}/tweets`. It refuses a text that it has
//! already, which says nothing about whose call that was.
//!
//! Every call is charged, reading too; what was paid in beforehand being used up blocks all of them
//! ([`RejectClass::Budget`](crate::RejectClass::Budget)). Only the live service can tell: whether tokens to renew by change each time and how long they
//! last, which names of fields it takes after 2026-08 (both are tried), and what it charges for a word such as
//! `city.example.lg.jp`. These stand in the table of capabilities.

mod answer;
mod media;
mod read;
mod token;
mod wire;

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tatefuda_domain::{Localized, Service};
use url::Url;

pub use wire::POSTS;

use crate::{
    act::{ActError, There},
    address::{self, Whose},
    budget::Budgets,
    capability::{Capabilities, Draft, of},
    client::here,
    credentials::Credentials,
    failure::{Failure, ask},
    outcome::{ReadError, RejectClass, SendOutcome, WaitClass},
    platform::{BoxFuture, LimitFinding, LimitKind, OutgoingPost, Platform, PlatformPost, SendContext},
    stage::{Next, Stage, StageContext, StageKind, StageOutcome, Standings},
    wire::WireRequest,
};

/// Fields of a post that a read-back asks for; both descriptions know them under these names.
pub const READ_FIELDS: [&str; 2] = ["created_at", "entities"];

// Kinds of calls, each with a budget of its own.
const PUBLISH: &str = "publish";
const READ: &str = "read";
const MEDIA: &str = "media";

/// What the service lets a post have as pictures, of what a body's pictures can be.
const PICTURES: [&str; 2] = ["image/jpeg", "image/png"];

/// Under which name the service takes the fields that are asked for: its description renamed them in version 2.167.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Up to 2.166.
    Tweet,
    /// From 2.167 on.
    Post,
}

impl Naming {
    const fn fields(self) -> &'static str {
        match self {
            Self::Tweet => "tweet.fields",
            Self::Post => "post.fields",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Tweet => Self::Post,
            Self::Post => Self::Tweet,
        }
    }
}

/// Where the API is.
#[derive(Debug, Clone)]
pub struct XConfig {
    /// `https://api.x.com`, or a double.
    pub base: Url,
    /// Where residents see posts: `https://x.com`, or a double.
    pub site: Url,
    /// Which naming is tried first.
    pub naming: Naming,
}

impl XConfig {
    /// The real service.
    ///
    /// # Panics
    /// Never: the addresses are literals.
    #[must_use]
    pub fn real() -> Self {
        Self {
            base: Url::parse("https://api.x.com").expect("a literal address"),
            site: Url::parse("https://x.com").expect("a literal address"),
            naming: Naming::Post,
        }
    }

    /// A double at an address such as `http://127.0.0.1:4000`.
    #[must_use]
    pub fn double(base: Url) -> Self {
        Self { site: base.clone(), base, naming: Naming::Post }
    }
}

/// The connector.
#[derive(Debug)]
pub struct X {
    client: reqwest::Client,
    config: XConfig,
    service: Service,
    budgets: Budgets,
    /// The service takes the other naming than the one of the configuration.
    renamed: AtomicBool,
}

#[derive(Deserialize)]
struct Created {
    data: Id,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

#[derive(Deserialize)]
struct Deleted {
    data: IsDeleted,
}

#[derive(Deserialize)]
struct IsDeleted {
    deleted: bool,
}

impl X {
    /// A connector with the shared client.
    ///
    /// # Panics
    /// Never: the service is a literal.
    #[must_use]
    pub fn new(client: reqwest::Client, config: XConfig) -> Self {
        let service = "x".parse().expect("a literal service");
        Self { client, config, service, budgets: Budgets::default(), renamed: AtomicBool::new(false) }
    }

    fn address(&self, path: &str) -> Url {
        let mut address = self.config.base.clone();
        address.set_path(path);
        address
    }

    fn permalink(&self, id: &str) -> String {
        let mut address = self.config.site.clone();
        address.set_path(&format!("/i/web/status/{id}"));
        address.into()
    }

    fn naming(&self) -> Naming {
        match self.renamed.load(Ordering::Relaxed) {
            true => self.config.naming.other(),
            false => self.config.naming,
        }
    }

    async fn send(
        &self,
        token: &SecretString,
        post: &OutgoingPost,
        standing: &Standings,
        context: SendContext<'_>,
    ) -> Result<SendOutcome, Failure> {
        if let Some(until) = self.budgets.waits_until(&post.account, PUBLISH, context.now) {
            return Err(Failure::Wait(until, WaitClass::Budget));
        }
        let media = standing.handles(StageKind::Upload);
        if media.len() != post.media.len() {
            let why = format!("{} of {} pictures stand, nothing was published", media.len(), post.media.len());
            return Err(Failure::NotSent(why));
        }
        let body = wire::body(post, &media);
        // Residents see nothing yet: this is the one call that publishes.
        if !context.gate.may_go().await {
            return Ok(SendOutcome::Stayed);
        }
        let request = self.client.post(self.address(POSTS)).bearer_auth(token.expose_secret()).json(&body);
        let answer = ask(request, &[token.expose_secret()]).await?;
        answer::note(self, &post.account, PUBLISH, &answer, context.now);
        if !answer.status.is_success() {
            return Err(answer::failure(&answer, context.now, &[token.expose_secret()]));
        }
        // An answer may hold a post and errors beside it: the post is there.
        match serde_json::from_slice::<Created>(&answer.body) {
            Ok(Created { data }) if is_number(&data.id) => {
                Ok(SendOutcome::Accepted { permalink: Some(self.permalink(&data.id)), platform_post_id: data.id })
            }
            _ => Err(answer.lacks("the id of a post")),
        }
    }

    async fn delete(&self, token: &SecretString, post: &str, now: Timestamp) -> Result<(), Failure> {
        if !is_number(post) {
            return Err(Failure::NotSent("not the id of a post".to_owned()));
        }
        let request = self.client.delete(self.address(&format!("{POSTS}/{post}"))).bearer_auth(token.expose_secret());
        let answer = ask(request, &[token.expose_secret()]).await?;
        if !answer.status.is_success() {
            return Err(answer::failure(&answer, now, &[token.expose_secret()]));
        }
        match serde_json::from_slice::<Deleted>(&answer.body) {
            Ok(Deleted { data: IsDeleted { deleted: true } }) => Ok(()),
            _ => Err(answer.lacks("that it is removed")),
        }
    }
}

/// Ids go into paths and bodies; nothing but digits is one.
fn is_number(id: &str) -> bool {
    (1..=19).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn token(credentials: &Credentials) -> Result<&SecretString, Failure> {
    let no = || Failure::no(RejectClass::TokenDead, "no-token", "an account of X is connected with its user's token");
    credentials.token().ok_or_else(no)
}

impl Platform for X {
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
        let (row, text) = (self.capabilities(), wire::message(post));
        let draft = Draft { link: post.link.as_deref(), ..Draft::of(post, &text) };
        let mut findings = row.usual().map_or_else(Vec::new, |kind| kind.check(&row.name(), &draft));
        let not_sent = |kind, ja: &str, en: &str| LimitFinding { kind, message: Localized::new(ja, en) };
        if post.media.iter().any(|medium| !PICTURES.contains(&&*medium.mime)) {
            let (ja, en) = ("Xに送れる画像はJPEGとPNGです。", "Pictures for X are JPEG or PNG.");
            findings.push(not_sent(LimitKind::BadMedia, ja, en));
        }
        for option in post.options.keys() {
            let (ja, en) = (format!("「{option}」はXには送られません。"), format!("\"{option}\" is not sent to X."));
            findings.push(not_sent(LimitKind::UnknownOption, &ja, &en));
        }
        findings
    }

    fn wire(&self, post: &OutgoingPost) -> WireRequest {
        wire::request(post)
    }

    fn comparable(&self, post: &OutgoingPost) -> Option<String> {
        wire::comparable(&wire::message(post))
    }

    fn comparable_seen(&self, post: &PlatformPost) -> Option<String> {
        wire::comparable(&post.text)
    }

    fn next(&self, post: &OutgoingPost, standing: &Standings) -> Next {
        let stages = post.media.iter().enumerate().flat_map(|(index, medium)| {
            let upload = Stage::upload(index);
            let describe = (!medium.alt.is_empty()).then_some(Stage { kind: StageKind::Describe, ..upload });
            [Some(upload), describe]
        });
        let missing = stages.flatten().find(|stage| standing.of(*stage).is_none());
        missing.map_or(Next::Publish, Next::Prepare)
    }

    fn prepare<'a>(
        &'a self,
        credentials: &'a Credentials,
        post: &'a OutgoingPost,
        stage: Stage,
        standing: &'a Standings,
        context: StageContext<'a>,
    ) -> BoxFuture<'a, StageOutcome> {
        Box::pin(async move {
            match token(credentials) {
                Ok(token) => media::prepare(self, token, post, stage, standing, context.now).await,
                Err(no) => no.into_stage(),
            }
        })
    }

    fn publish<'a>(
        &'a self,
        credentials: &'a Credentials,
        post: &'a OutgoingPost,
        standing: &'a Standings,
        context: SendContext<'a>,
    ) -> BoxFuture<'a, SendOutcome> {
        Box::pin(async move {
            match token(credentials) {
                Ok(token) => self.send(token, post, standing, context).await.unwrap_or_else(Failure::into_send),
                Err(no) => no.into_send(),
            }
        })
    }

    fn read_back<'a>(
        &'a self,
        credentials: &'a Credentials,
        account: &'a str,
        since: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<PlatformPost>, ReadError>> {
        Box::pin(async move {
            let token = token(credentials).map_err(Failure::into_read)?;
            read::read_back(self, token, account, since, until, now).await
        })
    }

    fn owner<'a>(
        &'a self,
        credentials: &'a Credentials,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<String>, ReadError>> {
        Box::pin(async move { read::owner(self, token(credentials).map_err(Failure::into_read)?, now).await })
    }

    fn renew<'a>(
        &'a self,
        credentials: &'a Credentials,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<Credentials>, ReadError>> {
        Box::pin(token::renew(self, credentials, now))
    }

    fn remove<'a>(
        &'a self,
        credentials: &'a Credentials,
        there: There<'a>,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let token = token(credentials).map_err(Failure::into_act)?;
            self.delete(token, there.post, now).await.map_err(Failure::into_act)
        })
    }

    fn recognises(&self, url: &str, whose: Whose<'_>) -> Option<String> {
        // A double stands at an address of its own.
        let here = || {
            let url = Url::parse(url).ok().filter(|url| url.origin() == self.config.site.origin())?;
            let id = url.path().strip_prefix("/i/web/status/")?;
            (self.config.site.host_str() != Some("x.com") && is_number(id)).then(|| id.to_owned())
        };
        address::recognise(url, whose).or_else(here)
    }
}
