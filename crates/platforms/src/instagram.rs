//! Instagram, professional accounts, over the Graph API (login by Instagram).
//!
//! Nothing is brought to the service: it fetches each picture from an address on the web, so every picture is first put on
//! the body's public host (`host`). Then each becomes a container (`container`), which is asked for until it is ready
//! (`wait`); several pictures are joined by one container more. Publishing is `POST /{account}/media_publish` with that
//! container, once. The service has no key that would make a repeat harmless, so a send whose answer is lost stays unknown
//! until the post is seen in `GET /{account}/media`.
//!
//! How much may be published in a day is asked of the service itself just before. Posts are named as their addresses name
//! them, so that one post is never counted under two names. Of a post that is there nothing but whether it may be commented
//! can be changed; removal stands in the description and is not offered before somebody tried it with a real account.

mod answer;
mod container;
mod publish;
mod read;
mod token;
mod wire;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use tatefuda_domain::{Localized, Service};
use url::Url;

pub use wire::{CAROUSEL_PARAMETERS, CONTAINER_PARAMETERS, PUBLISH_PARAMETERS};

use crate::{
    address::{self, Whose},
    capability::{Capabilities, Draft, of},
    client::here,
    credentials::Credentials,
    facebook::usage::Usage,
    failure::Failure,
    outcome::{ReadError, RejectClass, SendOutcome},
    platform::{BoxFuture, LimitFinding, LimitKind, OutgoingPost, Platform, PlatformPost, SendContext},
    stage::{Next, Stage, StageContext, StageOutcome, Standings},
    wire::{WireRequest, comparable},
};

/// Fields of a post that are asked for; each is checked against the official description by a test.
pub const READ_FIELDS: [&str; 4] = ["caption", "permalink", "shortcode", "timestamp"];
/// The field of a user that names it.
pub const OWNER_FIELD: &str = "user_id";
/// Fields of the limit of a day; they stand in its guide.
const LIMIT_FIELDS: &str = "config,quota_usage";

/// Where the Graph API for Instagram is.
#[derive(Debug, Clone)]
pub struct InstagramConfig {
    /// `https://graph.instagram.com`, or a double.
    pub base: Url,
    /// `v25.0`; part of every path but that of the next token.
    pub version: String,
    /// Where residents see posts: `https://www.instagram.com`, or a double.
    pub site: Url,
}

impl InstagramConfig {
    /// The real service.
    ///
    /// # Panics
    /// Never: the addresses are literals.
    #[must_use]
    pub fn real() -> Self {
        Self {
            base: Url::parse("https://graph.instagram.com").expect("a literal address"),
            version: "v25.0".to_owned(),
            site: Url::parse("https://www.instagram.com").expect("a literal address"),
        }
    }

    /// A double at an address such as `http://127.0.0.1:4000`.
    #[must_use]
    pub fn double(base: Url) -> Self {
        Self { site: base.clone(), base, ..Self::real() }
    }
}

/// The connector.
#[derive(Debug)]
pub struct Instagram {
    client: reqwest::Client,
    config: InstagramConfig,
    service: Service,
    usage: Usage,
}

impl Instagram {
    /// A connector with the shared client.
    ///
    /// # Panics
    /// Never: the service is a literal.
    #[must_use]
    pub fn new(client: reqwest::Client, config: InstagramConfig) -> Self {
        let service = "instagram".parse().expect("a literal service");
        Self { client, config, service, usage: Usage::default() }
    }

    /// An address below the version.
    fn address(&self, path: &str) -> Url {
        let mut address = self.config.base.clone();
        address.set_path(&format!("/{}/{path}", self.config.version));
        address
    }
}

/// Ids go into paths; nothing but digits is one.
fn is_number(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn token(credentials: &Credentials) -> Result<&SecretString, Failure> {
    let no = || Failure::no(RejectClass::TokenDead, "no-token", "an account of Instagram is connected with its token");
    credentials.token().ok_or_else(no)
}

/// What must never be repeated to anybody.
fn secrets(token: &SecretString) -> [&str; 1] {
    [token.expose_secret()]
}

impl Platform for Instagram {
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
        let text = wire::caption(post);
        let mut findings = self.capabilities().check(&Draft::of(post, &text));
        findings.extend(post.options.keys().map(|option| LimitFinding {
            kind: LimitKind::UnknownOption,
            message: Localized::new(
                format!("「{option}」はInstagramには送られません。"),
                format!("\"{option}\" is not sent to Instagram."),
            ),
        }));
        findings
    }

    fn wire(&self, post: &OutgoingPost) -> WireRequest {
        wire::request(&self.config.version, post)
    }

    fn comparable(&self, post: &OutgoingPost) -> Option<String> {
        comparable(&wire::caption(post))
    }

    fn comparable_seen(&self, post: &PlatformPost) -> Option<String> {
        comparable(&post.text)
    }

    fn next(&self, post: &OutgoingPost, standing: &Standings) -> Next {
        let missing = container::stages(post.media.len()).into_iter().find(|stage| standing.of(*stage).is_none());
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
                Ok(token) => container::prepare(self, token, post, stage, standing, context).await,
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
                Ok(token) => {
                    publish::publish(self, token, post, standing, context).await.unwrap_or_else(Failure::into_send)
                }
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

    fn recognises(&self, url: &str, whose: Whose<'_>) -> Option<String> {
        // A double stands at an address of its own.
        let here = || {
            let url = Url::parse(url).ok().filter(|url| url.origin() == self.config.site.origin())?;
            address::instagram(&url, whose)
        };
        address::recognise(url, whose).or_else(here)
    }
}
