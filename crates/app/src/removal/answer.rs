//! What whoever was to take a post down by hand says of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    MediaId, PublicationId,
    publication::{Evidence, Proof, Shows, Why},
    removal::{CopyKind, Event, Removal, RemovalOutcome, RemovalState},
};
use tatefuda_store::{publication::evidence::evidence_insert, removal::copies_of};
use utoipa::ToSchema;

use super::{Decided, decide, expect_version, move_on, reason, running, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    publication::{load, sent},
};

const WORDS_MAX: usize = 2_000;
const DEVICE_MAX: usize = 100;

/// States what became of a post that was to be taken down by hand. Nothing is asked of the regulation: it was decided, and
/// what happened is recorded whatever the rules say by now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RemovalAnswerInput)]
pub struct AnswerRemoval {
    /// The send that published it.
    pub publication: PublicationId,
    /// The version of the removal that was on screen.
    pub version: i64,
    /// `removed`, `gone`, `not-removed`, `unsure`.
    pub outcome: RemovalOutcome,
    /// When it was taken down; absent: just now.
    #[serde(default)]
    pub done_at: Option<Timestamp>,
    /// On which device, by its number.
    #[serde(default)]
    pub done_on: String,
    /// A picture of the screen on which it is gone.
    #[serde(default)]
    pub picture: Option<MediaId>,
    /// Why not, or what they remember.
    #[serde(default)]
    pub words: String,
}

impl Command for AnswerRemoval {
    const NAME: &'static str = "removal.answer";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    type Out = Decided;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Decided, Failure> {
        cx.actor.require_capacity()?;
        load(cx, self.publication).await?;
        cx.told(None).await?;
        let (words, done_on) = self.checked(cx.at)?;
        let mut removal = running(cx, self.publication).await?;
        expect_version(&removal, self.version)?;
        if !matches!(removal.state.name(), RemovalState::Waiting | RemovalState::Unknown) {
            return Err(Failure::state(format!("removal-{}", removal.state.name().as_str())));
        }
        let done_at = self.done_at.unwrap_or(cx.at);
        // Forms choose minutes.
        if done_at < removal.at - jiff::SignedDuration::from_mins(1) {
            return Err(Failure::invalid("done_at", "before-decided"));
        }
        cx.detail("outcome", self.outcome.as_str());
        if !words.is_empty() {
            cx.detail("words", &words);
        }
        let at = cx.at;
        let event = match self.outcome {
            RemovalOutcome::Removed | RemovalOutcome::Gone => {
                if self.outcome == RemovalOutcome::Removed && !self.is_kept(cx, &removal).await? {
                    return Err(Failure::state("removal-copy-first"));
                }
                self.state(cx, &words, &done_on, done_at).await?;
                Event::Gone { at: done_at, proof: Proof::Stated }
            }
            RemovalOutcome::NotRemoved => Event::Fail { at, why: Why::new(reason::NOT_REMOVED, Some(words)) },
            RemovalOutcome::Unsure => {
                Event::LoseTrack(Why::new(reason::UNSURE, Some(words).filter(|words| !words.is_empty())))
            }
        };
        move_on(&mut removal, event)?;
        save(cx, &removal).await?;
        Ok(Decided { removal: removal.id, road: removal.road, state: removal.state.name() })
    }
}

impl AnswerRemoval {
    fn checked(&self, now: Timestamp) -> Result<(String, String), Failure> {
        let mut check = Check::default();
        let words = match self.outcome {
            RemovalOutcome::NotRemoved => check.text("words", &self.words, WORDS_MAX),
            _ => check.optional("words", &self.words, WORDS_MAX),
        };
        let done_on = match self.outcome {
            RemovalOutcome::Removed => check.text("done_on", &self.done_on, DEVICE_MAX),
            _ => check.optional("done_on", &self.done_on, DEVICE_MAX),
        };
        check.that(self.done_at.is_none_or(|at| at <= now), "done_at", "in-the-future");
        check.done()?;
        Ok((words, done_on))
    }

    /// Whether what the service showed was kept before, or somebody said why it could not be.
    async fn is_kept(&self, cx: &mut Cx<'_>, removal: &Removal) -> Result<bool, Failure> {
        let copies = copies_of(cx.tx, cx.actor.tenant, removal.id).await?.all()?;
        Ok(copies.iter().any(|copy| copy.kind != CopyKind::Sent))
    }

    /// Their word, as evidence of the send: another person's look counts more than a second word of theirs.
    async fn state(&self, cx: &mut Cx<'_>, words: &str, done_on: &str, at: Timestamp) -> Result<(), Failure> {
        if let Some(picture) = self.picture {
            decide::usable(cx, picture).await?;
        }
        if !done_on.is_empty() {
            cx.detail("device", done_on);
        }
        let seen = [done_on, words].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let evidence = Evidence {
            id: cx.app.env.id(),
            publication: self.publication,
            person: cx.actor.person,
            capacity: cx.actor.require_capacity()?,
            at: cx.at,
            looked_at: at,
            shows: Shows::Gone,
            grade: Proof::Stated,
            seen,
            url: None,
            picture: self.picture,
        };
        Ok(evidence_insert(cx.tx, cx.actor.tenant, &evidence).await?)
    }
}
