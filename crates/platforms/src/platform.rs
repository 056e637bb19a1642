//! What every connector can do.

use std::{collections::BTreeMap, fmt, future::Future, pin::Pin, sync::Arc};

use jiff::Timestamp;
use secrecy::SecretString;
use tatefuda_domain::{AttemptId, Digest, Localized, Service};

use crate::{
    address::{self, Whose},
    capability::Capabilities,
    outcome::{ReadError, SendOutcome},
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
    /// Options of the platform.
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
    /// The bytes.
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

/// In what a platform counts a text. The counter of the composer counts in the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextUnit {
    /// Unicode code points.
    CodePoint,
    /// UTF-16 units: what lies beyond the basic plane counts twice.
    Utf16,
}

impl TextUnit {
    /// The word for the screen's counter and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CodePoint => "code-point",
            Self::Utf16 => "utf-16",
        }
    }

    /// Counts a text.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::CodePoint => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }
}

/// How long a text may be, and how its length is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLimit {
    /// At most so many units.
    pub max: usize,
    /// The platform's unit.
    pub unit: TextUnit,
}

impl TextLimit {
    /// Counts a text in the platform's units.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.unit.count(text)
    }
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
    /// Too long.
    TooLong,
    /// The link is not an address on the web.
    BadLink,
    /// An option that the connector does not send.
    UnknownOption,
    /// More pictures than one post takes, or one in a format that it does not take.
    BadMedia,
}

/// A connector. Two exist: real ones over HTTP, and those of tests.
pub trait Platform: Send + Sync {
    /// The service that it serves.
    fn service(&self) -> &Service;

    /// What can be done on this service.
    fn capabilities(&self) -> &'static Capabilities;

    /// The limit of a text, for the counter of the composer.
    fn text_limit(&self) -> TextLimit;

    /// What the platform would not take, known without asking it.
    fn check(&self, post: &OutgoingPost) -> Vec<LimitFinding>;

    /// What will be sent: a pure function of the post. Its hash is stored before the call.
    fn wire(&self, post: &OutgoingPost) -> WireRequest;

    /// The text by which a post is found again, as [`Platform::publish`] would send it; `None` when it has none and can
    /// never be told apart from others.
    fn comparable(&self, post: &OutgoingPost) -> Option<String>;

    /// The same for a text as the platform shows it.
    fn comparable_seen(&self, post: &PlatformPost) -> Option<String>;

    /// Sends once. Never repeats by itself; whatever is not certain is [`SendOutcome::Unknown`].
    fn publish<'a>(
        &'a self,
        credentials: &'a SecretString,
        post: &'a OutgoingPost,
        context: SendContext<'a>,
    ) -> BoxFuture<'a, SendOutcome>;

    /// Posts of the account made in `[since, until]` as the platform shows them now, newest first.
    ///
    /// A post that is missing proves nothing: platforms show posts late.
    fn read_back<'a>(
        &'a self,
        credentials: &'a SecretString,
        account: &'a str,
        since: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<PlatformPost>, ReadError>>;

    /// The platform's id of the account that a token opens, as the platform itself says; none where it cannot tell.
    fn owner<'a>(
        &'a self,
        credentials: &'a SecretString,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<String>, ReadError>>;

    /// The platform's id of the post that an address names, if it is one of that account's here.
    fn recognises(&self, url: &str, whose: Whose<'_>) -> Option<String> {
        address::recognise(url, whose)
    }
}

/// The connectors of an installation, by service.
#[derive(Clone, Default)]
pub struct Platforms(BTreeMap<Service, Arc<dyn Platform>>);

impl Platforms {
    /// No connector at all: an installation without outside reach.
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

    /// The connector of a service; `None` for a service that is posted to by hand or by the body's own feed.
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
