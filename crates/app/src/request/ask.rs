//! Ask for a post, and put a request right.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, MediaId, RequestId,
    case::By,
    request::{ALT_MAX, NOTE_MAX, Request, RequestMedium, RequestMove, SOURCE_MAX, State},
    text::at_input,
};
use tatefuda_sheet::{FILE_MAX, NoWords, WORDS_MAX};
use tatefuda_store::{
    account,
    request::{request_insert, request_update},
};
use utoipa::ToSchema;

use super::{PICTURES_MAX, found, not_now, rights};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure, Forbidden},
    media,
    post::{TEXT_MAX, TITLE_MAX, rights::section},
};

/// What is wished.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestWish)]
pub struct Wish {
    /// The title (件名).
    pub title: String,
    /// The words as they are to go out.
    pub text: String,
    /// What else is to be known of it; goes out nowhere.
    #[serde(default)]
    pub note: String,
    /// Name of the file from which the words were read; empty: they were typed.
    #[serde(default)]
    pub source: String,
    /// Where it is to go; absent: whichever account fits.
    #[serde(default)]
    pub account: Option<AccountId>,
    /// When it is wished to go out.
    #[serde(default)]
    pub wished_at: Option<Timestamp>,
    /// Its pictures in order.
    #[serde(default)]
    pub pictures: Vec<RequestPicture>,
}

/// A picture that is to go out with the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RequestPicture {
    /// A picture that was brought.
    pub media: MediaId,
    /// For those who do not see it.
    #[serde(default)]
    pub alt: String,
}

/// Asks for a post. Everybody in office may, for their section: no text speaks of who may wish something.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestInput)]
pub struct AskPost {
    /// What is wished.
    #[serde(flatten)]
    pub wish: Wish,
}

/// Puts a request right while nobody has taken it up. Whoever states the words makes the request theirs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestChange)]
pub struct AmendRequest {
    /// The request.
    pub request: RequestId,
    /// The version that was on screen.
    pub version: i64,
    /// What is wished now.
    #[serde(flatten)]
    pub wish: Wish,
}

/// A request as it was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestSaved)]
pub struct Asked {
    /// The request.
    pub request: RequestId,
    /// Its version now.
    pub version: i64,
}

impl Command for AskPost {
    const NAME: &'static str = "request.ask";
    const READS: Reads<Self> = Reads::Open;
    type Out = Asked;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Asked, Failure> {
        let capacity = cx.actor.require_capacity()?;
        let id: RequestId = cx.app.env.id();
        cx.subject("request", id);
        let section = section(cx.app, cx.tx, cx.actor).await?;
        let section = section.ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
        let wish = self.wish.checked(cx, None).await?;
        let request = wish.onto(Request {
            id,
            version: 1,
            title: String::new(),
            text: String::new(),
            note: String::new(),
            source: String::new(),
            account: None,
            wished_at: None,
            section,
            by: By { person: cx.actor.person, capacity },
            stated_at: cx.at,
            asked_at: cx.at,
            state: State::Asked,
            media: vec![],
        });
        request_insert(cx.tx, cx.tenant(), &request).await?;
        details(cx, &request);
        Ok(Asked { request: id, version: 1 })
    }
}

impl Command for AmendRequest {
    const NAME: &'static str = "request.amend";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::request(act.request)));
    type Out = Asked;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Asked, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        cx.subject("request", self.request);
        let (stored, given_up) = found(cx.tx, tenant, self.request).await?;
        if !rights::asks(cx.app, cx.tx, cx.actor, &stored).await? {
            return Err(rights::others("request-asker"));
        }
        let wish = self.wish.checked(cx, Some(&stored)).await?;
        if stored.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: stored.version });
        }
        stored.state.allows(RequestMove::Amend, given_up).map_err(not_now)?;
        let by = By { person: cx.actor.person, capacity };
        let changed = wish.onto(stored.clone());
        details(cx, &changed);
        if changed == stored && by == stored.by && stored.state == State::Asked {
            return Ok(Asked { request: self.request, version: self.version });
        }
        let media = changed.media != stored.media;
        let changed = Request { by, stated_at: cx.at, state: State::Asked, ..changed };
        if !request_update(cx.tx, tenant, &changed, media).await? {
            return Err(Failure::Busy);
        }
        Ok(Asked { request: self.request, version: self.version + 1 })
    }
}

/// Texts stand beside the chain of entries, where they can be erased.
fn details(cx: &mut Cx<'_>, request: &Request) {
    cx.detail("title", &request.title);
    cx.detail("text", &request.text);
    if !request.note.is_empty() {
        cx.detail("note", &request.note);
    }
}

impl Wish {
    /// As it is kept. `before`: what it changes; what stood there already is not held against it.
    async fn checked(&self, cx: &mut Cx<'_>, before: Option<&Request>) -> Result<Self, Failure> {
        let mut check = Check::default();
        let wish = Self {
            title: check.text("title", &self.title, TITLE_MAX),
            text: at_input(&self.text),
            note: check.optional("note", &self.note, NOTE_MAX),
            source: check.optional("source", &self.source, SOURCE_MAX),
            account: self.account,
            wished_at: self.wished_at,
            pictures: self.pictures.clone(),
        };
        // The words are kept to the letter, so blanks around them are too.
        check.text("text", &wish.text, TEXT_MAX);
        check.that(!wish.title.contains('\n'), "title", "control-characters");
        let past = wish.wished_at.is_some_and(|at| at < cx.at && before.and_then(|one| one.wished_at) != Some(at));
        check.that(!past, "wished_at", "in-the-past");
        check.that(wish.pictures.len() <= PICTURES_MAX, "pictures", "request-pictures");
        if let Some(id) = wish.account {
            let known = account::get(cx.tx, cx.tenant(), id).await?;
            let stood = before.and_then(|one| one.account) == Some(id);
            let fits = known.is_some_and(|account| stood || !account.state.name().is_over());
            check.that(fits, "account", "unknown-account");
        }
        for (at, picture) in wish.pictures.iter().enumerate() {
            check.optional(&format!("pictures.{at}.alt"), &picture.alt, ALT_MAX);
            let twice = wish.pictures[..at].iter().any(|other| other.media == picture.media);
            check.that(!twice, &format!("pictures.{at}.media"), "twice");
            let stood = before.is_some_and(|one| one.media.iter().any(|known| known.media == picture.media));
            let seen = stood || media::visible(cx.app, cx.tx, cx.actor, picture.media).await?.is_some();
            check.that(seen, &format!("pictures.{at}.media"), "unknown-medium");
        }
        check.done()?;
        Ok(wish)
    }

    fn onto(self, request: Request) -> Request {
        let medium =
            |one: RequestPicture| RequestMedium { media: one.media, alt: at_input(&one.alt).trim().to_owned() };
        Request {
            title: self.title,
            text: self.text,
            note: self.note,
            source: self.source,
            account: self.account,
            wished_at: self.wished_at,
            media: self.pictures.into_iter().map(medium).collect(),
            ..request
        }
    }
}

/// The words of a document that somebody brings instead of typing them.
///
/// # Errors
/// [`Failure::Invalid`] on `field` with what is wrong with the file.
pub fn words(field: &str, bytes: &[u8]) -> Result<String, Failure> {
    tatefuda_sheet::words(bytes).map_err(|why| no_words(field, &why))
}

/// What is wrong with a document, as an error of a field.
pub fn no_words(field: &str, why: &NoWords) -> Failure {
    let error = |key: &str| crate::FieldError::new(field, key);
    Failure::Invalid(vec![match why {
        NoWords::Empty => error("words-empty"),
        NoWords::TooLarge => error("words-too-large").with("max", FILE_MAX / (1024 * 1024)),
        NoWords::TooLong => error("words-too-long").with("max", WORDS_MAX),
        NoWords::Old => error("words-old"),
        NoWords::Other => error("words-other"),
        NoWords::Damaged => error("words-damaged"),
    }])
}
