//! What every connector can do.

use std::{collections::BTreeMap, fmt, future::Future, pin::Pin, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{AttemptId, Digest, Localized, Service};

use crate::{
    act::{ActError, Comment, Moderation, There, not_offered},
    address::{self, Whose},
    capability::Capabilities,
    credentials::Credentials,
    outcome::{ReadError, SendOutcome},
    stage::{Next, Stage, StageContext, StageOutcome, Standings},
    website::Website,
    wire::WireRequest,
};

/// A boxed future, so that connectors can be kept behind `dyn Platform`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The content of one send: covered fields of a target and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingPost {
    /// The account's id on its platform (for Facebook the page id).
    pub account: String,
    /// The exact text.
    pub text: String,
    /// A link sent apart from the text.
    pub link: Option<String>,
    /// What only this service knows, by its own words.
    pub options: BTreeMap<String, String>,
    /// Pictures in order.
    pub media: Vec<OutgoingMedium>,
}

/// A picture of one send.
#[derive(Clone, PartialEq, Eq)]
pub struct OutgoingMedium {
    /// SHA-256 of the bytes; what an approval covers.
    pub hash: Digest,
    /// `image/jpeg`, `image/png`.
    pub mime: String,
    /// Text for those who do not see it; may be empty.
    pub alt: String,
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for OutgoingMedium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingMedium").field("hash", &self.hash).field("mime", &self.mime).finish_non_exhaustive()
    }
}

/// Asked before a call that makes a post visible: between the intent and that call somebody may have stopped it.
pub trait Gate: Send + Sync {
    /// Whether the post may become visible now.
    fn may_go(&self) -> BoxFuture<'_, bool>;
}

/// Lets everything through, for tests of connectors alone.
#[derive(Debug, Clone, Copy)]
pub struct OpenGate;

impl Gate for OpenGate {
    fn may_go(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { true })
    }
}

/// What a send needs beside content and credentials.
#[derive(Clone, Copy)]
pub struct SendContext<'a> {
    /// Asked immediately before the call that makes the post visible; on its no the send ends in
    /// [`SendOutcome::Stayed`].
    pub gate: &'a dyn Gate,
    /// The attempt, for the log; never sent.
    pub attempt: AttemptId,
    /// The present moment.
    pub now: Timestamp,
}

/// A post as the platform shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformPost {
    /// The platform's id.
    pub id: String,
    /// The text as shown.
    pub text: String,
    /// When the platform says it was made.
    pub created: Timestamp,
    /// Where residents find it.
    pub permalink: Option<String>,
}

/// Something that the platform would not take. The composer shows it; it is not a rule of the regulation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitFinding {
    /// What kind of limit.
    pub kind: LimitKind,
    /// In words, both languages.
    pub message: Localized,
}

/// The kinds of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKind {
    /// Neither text nor link.
    Empty,
    /// By the service's own count, of which [`crate::text_limit`] is ours.
    TooLong,
    /// The link is not an address on the web.
    BadLink,
    /// An option that the connector does not send.
    UnknownOption,
    /// More pictures than one post takes, or one in a format that it does not take.
    BadMedia,
}

/// How a publishing stage is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publishing {
    /// By a call over the network, between two transactions.
    Call,
    /// By a row of our own, in the transaction that begins it.
    InTheAct,
}

/// A connector. Those over HTTP, the body's own feed, and those of tests.
pub trait Platform: Send + Sync {
    /// The service that it serves.
    fn service(&self) -> &Service;

    /// Whether what it reaches is on this machine: a body for practice reaches nothing else (decision 0046).
    fn is_here(&self) -> bool;

    /// What can be done on this service.
    fn capabilities(&self) -> &'static Capabilities;

    /// How its publishing stage is made.
    fn publishing(&self) -> Publishing {
        Publishing::Call
    }

    /// What the platform would not take, known without asking it.
    fn check(&self, post: &OutgoingPost) -> Vec<LimitFinding>;

    /// What will be sent: a pure function of the post. Its hash is stored before the call.
    fn wire(&self, post: &OutgoingPost) -> WireRequest;

    /// The text by which a post is found again, as [`Platform::publish`] would send it; `None` when it has none and can
    /// never be told apart from others.
    fn comparable(&self, post: &OutgoingPost) -> Option<String>;

    /// The same for a text as the platform shows it.
    fn comparable_seen(&self, post: &PlatformPost) -> Option<String>;

    /// Which stage is next, from the post and from what stands: a pure function. A connector without preparing stages
    /// leaves it as it is.
    fn next(&self, _post: &OutgoingPost, _standing: &Standings) -> Next {
        Next::Publish
    }

    /// Does a preparing stage. Residents see nothing of it, so it may be repeated; it never repeats by itself and takes no
    /// longer than one call.
    fn prepare<'a>(
        &'a self,
        _credentials: &'a Credentials,
        _post: &'a OutgoingPost,
        stage: Stage,
        _standing: &'a Standings,
        _context: StageContext<'a>,
    ) -> BoxFuture<'a, StageOutcome> {
        Box::pin(async move { StageOutcome::NotSent { why: format!("this connector has no stage {stage}") } })
    }

    /// Makes the post visible, in one call, with what stands. Asks the gate immediately before it; prepares nothing, never
    /// repeats by itself; whatever is not certain is [`SendOutcome::Unknown`].
    fn publish<'a>(
        &'a self,
        credentials: &'a Credentials,
        post: &'a OutgoingPost,
        standing: &'a Standings,
        context: SendContext<'a>,
    ) -> BoxFuture<'a, SendOutcome>;

    /// Posts of the account made in `[since, until]` as the platform shows them now, newest first.
    ///
    /// A post that is missing proves nothing: platforms show posts late.
    fn read_back<'a>(
        &'a self,
        credentials: &'a Credentials,
        account: &'a str,
        since: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<PlatformPost>, ReadError>>;

    /// The platform's id of the account that a token opens, as the platform itself says; none where it cannot tell.
    fn owner<'a>(
        &'a self,
        credentials: &'a Credentials,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<String>, ReadError>>;

    /// Credentials in place of those that end soon; none where they need no renewing. What comes back replaces exactly
    /// what was given.
    fn renew<'a>(
        &'a self,
        _credentials: &'a Credentials,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<Credentials>, ReadError>> {
        Box::pin(async { Ok(None) })
    }

    /// Changes the text of a post that is there.
    fn edit<'a>(
        &'a self,
        _credentials: &'a Credentials,
        _there: There<'a>,
        _text: &'a str,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        not_offered()
    }

    /// Takes a post away. What its readers received stays with them.
    fn remove<'a>(
        &'a self,
        _credentials: &'a Credentials,
        _there: There<'a>,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        not_offered()
    }

    /// What others wrote under a post since a time, oldest first.
    fn comments<'a>(
        &'a self,
        _credentials: &'a Credentials,
        _there: There<'a>,
        _since: Timestamp,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<Comment>, ActError>> {
        not_offered()
    }

    /// Answers a comment; gives the service's id of the answer. A second call is a second answer.
    fn reply<'a>(
        &'a self,
        _credentials: &'a Credentials,
        _comment: &'a str,
        _text: &'a str,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<String, ActError>> {
        not_offered()
    }

    /// Hides, shows or removes another person's comment.
    fn moderate<'a>(
        &'a self,
        _credentials: &'a Credentials,
        _comment: &'a str,
        _how: Moderation,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        not_offered()
    }

    /// The platform's id of the post that an address names, if it is one of that account's here.
    fn recognises(&self, url: &str, whose: Whose<'_>) -> Option<String> {
        address::recognise(url, whose)
    }
}

/// The connectors of an installation, by service.
#[derive(Clone)]
pub struct Platforms(BTreeMap<Service, Arc<dyn Platform>>);

impl Default for Platforms {
    fn default() -> Self {
        Self(BTreeMap::new()).with(Arc::new(Website::default()))
    }
}

impl Platforms {
    /// The body's own website alone: an installation without outside reach.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a connector under its service.
    #[must_use]
    pub fn with(mut self, platform: Arc<dyn Platform>) -> Self {
        self.0.insert(platform.service().clone(), platform);
        self
    }

    /// The connector of a service; `None` for a service that is posted to by hand.
    #[must_use]
    pub fn get(&self, service: &Service) -> Option<&Arc<dyn Platform>> {
        self.0.get(service)
    }
}

impl fmt::Debug for Platforms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
