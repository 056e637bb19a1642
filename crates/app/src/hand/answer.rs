//! What whoever took a task by hand says of it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    MediaId, PublicationId,
    account::Account,
    hand::{HandOutcome, Said, Taking},
    publication::{AttemptEnd, AttemptOutcome, Event, Evidence, PlatformPost, Proof, Publication, Shows, State, Why},
};
use tatefuda_platforms::has_addresses;
use tatefuda_store::{
    account,
    device::device_find,
    hand::taking_say,
    publication::{self, evidence::evidence_insert},
};
use utoipa::ToSchema;

use super::last_taking;
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    media,
    publication::{Address, Finished, expect_version, load, move_on, outcome::look_after, reason, save, sent},
};

const URL_MAX: usize = 2_000;
const WORDS_MAX: usize = 2_000;
const DEVICE_MAX: usize = 100;

/// States what became of a task by hand. Only whoever took it can. Nothing is asked of the regulation: what happened
/// happened, and is recorded whatever the rules say by now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = HandAnswerInput)]
pub struct Answer {
    /// The send.
    pub publication: PublicationId,
    /// The version that was on screen.
    pub version: i64,
    /// What became of it.
    #[serde(flatten)]
    pub answer: HandAnswer,
}

/// What became of a task by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HandAnswer {
    /// `posted`, `not-posted`, `unsure`.
    pub outcome: HandOutcome,
    /// The address at which it is; needed where the posts of the service have addresses.
    #[serde(default)]
    pub url: String,
    /// When it was posted; absent: just now.
    #[serde(default)]
    pub posted_at: Option<Timestamp>,
    /// On which device, by its number; absent: the one on which it was to be posted.
    #[serde(default)]
    pub posted_on: String,
    /// A picture of the screen.
    #[serde(default)]
    pub picture: Option<MediaId>,
    /// Why it was not posted, or what they remember.
    #[serde(default)]
    pub words: String,
}

impl Command for Answer {
    const NAME: &'static str = "hand.answer";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        cx.told(None).await?;
        let words = self.checked(cx.at)?;
        let mine = last_taking(cx.tx, tenant, &intent).await?.filter(|one| one.person == cx.actor.person);
        let Some(taking) = mine else { return Err(Failure::state("hand-not-yours")) };
        expect_version(&intent, self.version)?;
        let at = cx.at;
        let said = |posted_on, words: &str| Said {
            at,
            outcome: self.answer.outcome,
            posted_on,
            words: Some(words.to_owned()).filter(|words| !words.is_empty()),
        };
        cx.detail("outcome", self.answer.outcome.as_str());
        if !words.is_empty() {
            cx.detail("words", &words);
        }
        match (&intent.state, self.answer.outcome) {
            // Also late: what they say of their own post still counts, as a word of a worker whose lease ran out does.
            (State::Taken { .. } | State::Unknown { .. }, HandOutcome::Posted) => {
                let said = said(self.posted_on(cx, &taking).await?, &words);
                self.posted(cx, &mut intent, &taking, &words).await?;
                say(cx, &taking, &said).await?;
            }
            (State::Taken { .. }, HandOutcome::NotPosted) => {
                move_on(&mut intent, Event::GiveBack(Why::new(reason::NOT_POSTED, Some(words.clone()))))?;
                end(cx, &intent, AttemptOutcome::NotSent, Some(words.clone())).await?;
                say(cx, &taking, &said(None, &words)).await?;
            }
            (State::Taken { .. }, HandOutcome::Unsure) => {
                let why = Why::new(reason::UNSURE, Some(words.clone()).filter(|words| !words.is_empty()));
                move_on(&mut intent, Event::LoseTrack { why, look_at: cx.at + look_after(0) })?;
                end(cx, &intent, AttemptOutcome::Unknown, Some(words.clone())).await?;
                say(cx, &taking, &said(None, &words)).await?;
            }
            // A late no opens the way to a second copy: that takes somebody else's look (`publication.resolve`).
            (State::Unknown { .. }, _) => return Err(Failure::state("hand-late")),
            (other, _) => return Err(Failure::state(format!("publication-{}", other.name().as_str()))),
        }
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}

impl Answer {
    /// What can be judged without knowing the send.
    fn checked(&self, now: Timestamp) -> Result<String, Failure> {
        let mut check = Check::default();
        let words = match self.answer.outcome {
            HandOutcome::NotPosted => check.text("words", &self.answer.words, WORDS_MAX),
            HandOutcome::Posted | HandOutcome::Unsure => check.optional("words", &self.answer.words, WORDS_MAX),
        };
        check.that(self.answer.posted_at.is_none_or(|at| at <= now), "posted_at", "in-the-future");
        check.done()?;
        Ok(words)
    }

    /// On which device: as they say, or the enrolled one on which they took it to post there.
    async fn posted_on(&self, cx: &mut Cx<'_>, taking: &Taking) -> Result<Option<String>, Failure> {
        let named = match taking.device {
            Some(id) => device_find(cx.tx, cx.actor.tenant, id).await?.map(|device| device.number),
            None => None,
        };
        let mut check = Check::default();
        let typed = check.optional("posted_on", &self.answer.posted_on, DEVICE_MAX);
        let on = Some(typed).filter(|typed| !typed.is_empty()).or(named);
        check.that(on.is_some(), "posted_on", "required");
        check.done()?;
        if let Some(on) = &on {
            cx.detail("device", on);
        }
        Ok(on)
    }

    async fn posted(
        &self,
        cx: &mut Cx<'_>,
        intent: &mut Publication,
        taking: &Taking,
        words: &str,
    ) -> Result<(), Failure> {
        let tenant = cx.tenant();
        let at = self.answer.posted_at.unwrap_or(cx.at);
        // Forms choose minutes. Before it was taken nobody had the text from here.
        if at < taking.at - SignedDuration::from_mins(1) {
            return Err(Failure::invalid("posted_at", "before-taken"));
        }
        let account = account::get(cx.tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
        let (url, platform_post) = self.found(cx, intent, &account).await?;
        if let Some(picture) = self.answer.picture {
            if media::visible(cx.app, cx.tx, cx.actor, picture).await?.is_none() {
                return Err(Failure::invalid("picture", "unknown-medium"));
            }
            cx.detail("picture", picture.to_string());
        }
        let stated = url.clone().or_else(|| self.answer.picture.map(|picture| picture.to_string()));
        move_on(intent, Event::Report { at, platform_post })?;
        end(cx, intent, AttemptOutcome::Accepted, stated).await?;
        let evidence = Evidence {
            id: cx.app.env.id(),
            publication: intent.id,
            person: cx.actor.person,
            capacity: cx.actor.require_capacity()?,
            at: cx.at,
            looked_at: at,
            shows: Shows::AsSent,
            grade: Proof::Stated,
            seen: words.to_owned(),
            url,
            picture: self.answer.picture,
        };
        Ok(evidence_insert(cx.tx, tenant, &evidence).await?)
    }

    /// The address, and the post that it names. A service whose addresses have a known shape asks for one of its own.
    async fn found(
        &self,
        cx: &mut Cx<'_>,
        intent: &Publication,
        account: &Account,
    ) -> Result<(Option<String>, Option<PlatformPost>), Failure> {
        let addresses = has_addresses(&account.service);
        let mut check = Check::default();
        let url = match addresses {
            true => check.text("url", &self.answer.url, URL_MAX),
            false => check.optional("url", &self.answer.url, URL_MAX),
        };
        check.that(url.is_empty() || tatefuda_text::is_web_address(&url), "url", "bad-link");
        check.done()?;
        if url.is_empty() {
            return Ok((None, None));
        }
        cx.detail("url", &url);
        if !addresses {
            return Ok((Some(url), None));
        }
        // Where it was to be posted, wherever the account stands by now.
        let place = intent.place.clone().unwrap_or_else(|| account.place());
        let id = Address { url: &url, account, place: &place }.unclaimed(cx, Some(intent.id)).await?;
        Ok((Some(url.clone()), Some(PlatformPost { id, permalink: Some(url) })))
    }
}

async fn say(cx: &mut Cx<'_>, taking: &Taking, said: &Said) -> Result<(), Failure> {
    if taking_say(cx.tx, cx.actor.tenant, taking, said).await? { Ok(()) } else { Err(Failure::state("hand-said")) }
}

async fn end(
    cx: &mut Cx<'_>,
    intent: &Publication,
    outcome: AttemptOutcome,
    detail: Option<String>,
) -> Result<(), Failure> {
    let end = AttemptEnd { at: cx.at, outcome, detail: detail.filter(|detail| !detail.is_empty()) };
    Ok(publication::attempt_finish(cx.tx, cx.actor.tenant, (intent.id, intent.attempts), &end).await?)
}
