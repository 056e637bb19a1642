//! Facebook Pages over the Graph API.
//!
//! Publishing is `POST /{page}/feed`; before it each picture goes unpublished to `POST /{page}/photos`, one stage each.
//! The platform has no key that would make a repeat harmless, so a send whose answer is lost stays unknown until the post
//! is seen in `GET /{page}/published_posts`. The page token travels in a header, never in an address.

mod errors;
mod limits;
mod owner;
mod photos;
mod publish;
pub(crate) mod read;
mod remove;
pub(crate) mod usage;
mod wire;

pub(crate) use limits::{PICTURES, TEXT as TEXT_LIMIT};

use std::fmt;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use tatefuda_domain::Service;
use url::Url;

use crate::{
    act::{ActError, There},
    address::{self, Whose},
    capability::{Capabilities, capabilities},
    client::here,
    credentials::Credentials,
    outcome::{ReadError, RejectClass, Rejection, SendOutcome},
    platform::{BoxFuture, LimitFinding, OutgoingPost, Platform, PlatformPost, SendContext},
    stage::{Next, Stage, StageContext, StageOutcome, Standings},
    wire::{WireRequest, comparable},
};

/// Parameters that a send may carry; each is checked against the official description by a test.
pub const SENT_PARAMETERS: [&str; 3] = ["message", "link", "attached_media"];
/// Parameters of the upload of a picture, beside the file itself (`source`), which the description leaves out.
pub const PHOTO_PARAMETERS: [&str; 2] = ["published", "alt_text_custom"];
/// Fields that a read-back asks for; each is checked against the official description by a test.
pub const READ_FIELDS: [&str; 4] = ["id", "message", "created_time", "permalink_url"];

/// Where the Graph API is and how to speak to it.
#[derive(Clone)]
pub struct FacebookConfig {
    /// `https://graph.facebook.com`, or a double.
    pub base: Url,
    /// `v25.0`; part of every path.
    pub version: String,
    /// Where residents see posts: `https://www.facebook.com`, or a double.
    pub site: Url,
    /// The app's secret, when the app demands a proof of it with each call.
    pub app_secret: Option<SecretString>,
}

impl FacebookConfig {
    /// The real service.
    ///
    /// # Panics
    /// Never: the addresses are literals.
    #[must_use]
    pub fn real() -> Self {
        Self {
            base: Url::parse("https://graph.facebook.com").expect("a literal address"),
            version: "v25.0".to_owned(),
            site: Url::parse("https://www.facebook.com").expect("a literal address"),
            app_secret: None,
        }
    }

    /// A double at an address such as `http://127.0.0.1:4000`.
    #[must_use]
    pub fn double(base: Url) -> Self {
        Self { site: base.clone(), base, ..Self::real() }
    }
}

impl fmt::Debug for FacebookConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FacebookConfig")
            .field("base", &self.base.as_str())
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// The connector.
#[derive(Debug)]
pub struct Facebook {
    client: reqwest::Client,
    config: FacebookConfig,
    service: Service,
    usage: usage::Usage,
}

impl Facebook {
    /// A connector with the shared client.
    ///
    /// # Panics
    /// Never: the service is a literal.
    #[must_use]
    pub fn new(client: reqwest::Client, config: FacebookConfig) -> Self {
        let service = "facebook".parse().expect("a literal service");
        Self { client, config, service, usage: usage::Usage::default() }
    }

    fn address(&self, path: &str) -> Url {
        let mut address = self.config.base.clone();
        address.set_path(path);
        address
    }

    /// The proof that the caller knows the app's secret: HMAC-SHA256 of the token under it, in hexadecimal.
    fn proof(&self, token: &SecretString) -> Option<(&'static str, String)> {
        let secret = self.config.app_secret.as_ref()?;
        Some(("appsecret_proof", crate::hmac::hex(secret.expose_secret().as_bytes(), token.expose_secret().as_bytes())))
    }

    /// What must never be repeated to anybody.
    fn secrets<'a>(&'a self, token: &'a SecretString) -> Vec<&'a str> {
        let mut secrets = vec![token.expose_secret()];
        secrets.extend(self.config.app_secret.as_ref().map(ExposeSecret::expose_secret));
        secrets
    }
}

/// A page opens with a token, and with nothing else.
fn token(credentials: &Credentials) -> Result<&SecretString, Rejection> {
    credentials.token().ok_or_else(|| Rejection {
        class: RejectClass::TokenDead,
        code: "no-token".to_owned(),
        message: "a page is connected with its token".to_owned(),
    })
}

impl Platform for Facebook {
    fn service(&self) -> &Service {
        &self.service
    }

    fn is_here(&self) -> bool {
        here(&self.config.base)
    }

    fn capabilities(&self) -> &'static Capabilities {
        capabilities(&self.service).expect("the table has a row for every connector")
    }

    fn check(&self, post: &OutgoingPost) -> Vec<LimitFinding> {
        limits::check(self.capabilities(), post)
    }

    fn wire(&self, post: &OutgoingPost) -> WireRequest {
        wire::request(&self.config.version, post)
    }

    fn comparable(&self, post: &OutgoingPost) -> Option<String> {
        comparable(&wire::message(post))
    }

    fn comparable_seen(&self, post: &PlatformPost) -> Option<String> {
        comparable(&post.text)
    }

    fn next(&self, post: &OutgoingPost, standing: &Standings) -> Next {
        standing.missing_upload(post.media.len()).map_or(Next::Publish, Next::Prepare)
    }

    fn prepare<'a>(
        &'a self,
        credentials: &'a Credentials,
        post: &'a OutgoingPost,
        stage: Stage,
        _: &'a Standings,
        context: StageContext<'a>,
    ) -> BoxFuture<'a, StageOutcome> {
        Box::pin(async move {
            match token(credentials) {
                Ok(token) => photos::upload(self, token, post, stage, context.now).await,
                Err(no) => StageOutcome::Rejected(no),
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
                Ok(token) => publish::publish(self, token, post, standing, context).await,
                Err(no) => SendOutcome::Rejected(no),
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
        Box::pin(async move { read::read_back(self, token(credentials)?, account, since, until, now).await })
    }

    fn owner<'a>(
        &'a self,
        credentials: &'a Credentials,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<String>, ReadError>> {
        Box::pin(async move { owner::owner(self, token(credentials)?, now).await })
    }

    fn remove<'a>(
        &'a self,
        credentials: &'a Credentials,
        there: There<'a>,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move { remove::remove(self, token(credentials)?, there, now).await })
    }

    fn recognises(&self, url: &str, whose: Whose<'_>) -> Option<String> {
        // A double stands at an address of its own.
        let here = || Url::parse(url).ok().filter(|url| url.origin() == self.config.site.origin());
        address::recognise(url, whose).or_else(|| address::facebook(&here()?, whose))
    }
}
