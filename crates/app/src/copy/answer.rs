//! What a person says of something that may have been sent since a copy.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    DoubtId, SystemRight,
    post::PostEvent,
    publication::{Event, Publication, State, Why},
};
use tatefuda_store::{
    copy::{Doubt, doubt_answer, doubt_find, hold_live},
    publication,
};
use utoipa::ToSchema;

use crate::{Check, Command, Cx, Failure, Forbidden, Reads, post::paper::Paper, publication::reason};

const NOTE_MAX: usize = 1_000;

/// Answers one doubt.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = DoubtInput)]
pub struct AnswerDoubt {
    /// Which.
    pub doubt: DoubtId,
    /// What is the case.
    #[schema(value_type = String)]
    pub answer: DoubtAnswer,
    /// Where it was seen, or how it was found out.
    #[serde(default)]
    pub note: String,
}

/// What a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtAnswer {
    /// It was not sent, and goes on as planned.
    GoesOn,
    /// It is not to be sent.
    NotToBeSent,
    /// It was sent, or nobody can tell: never again by itself.
    MaySent,
}

impl DoubtAnswer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::GoesOn, Self::NotToBeSent, Self::MaySent];

    /// The word in database and API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GoesOn => "goes-on",
            Self::NotToBeSent => "not-to-be-sent",
            Self::MaySent => "may-sent",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == text)
    }
}

impl Command for AnswerDoubt {
    const NAME: &'static str = "copy.answer";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        cx.actor.require(SystemRight::ManageAccounts)?;
        let by = cx.actor.named().ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
        let mut check = Check::default();
        let note = check.optional("note", &self.note, NOTE_MAX);
        check.done()?;
        let doubt = doubt_find(cx.tx, tenant, self.doubt).await?.ok_or(Failure::NotFound)?;
        cx.subject("post", doubt.post);
        cx.detail("answer", self.answer.as_str());
        if !note.is_empty() {
            cx.detail("note", &note);
        }
        if hold_live(cx.tx, tenant).await?.is_none_or(|hold| hold.id != doubt.hold) {
            return Err(Failure::state("copy-not-held"));
        }
        if !doubt_answer(cx.tx, tenant, doubt.id, (self.answer.as_str(), &note), (by, cx.at)).await? {
            return Err(Failure::state("doubt-answered"));
        }
        match doubt.publication {
            Some(id) => {
                cx.detail("publication", id.to_string());
                // Meanwhile gone is gone; what the answer is about is the send as it is now.
                match publication::get(cx.tx, tenant, id).await? {
                    Some(intent) => self.send(cx, intent).await,
                    None => Ok(()),
                }
            }
            None => self.post(cx, &doubt).await,
        }
    }
}

impl AnswerDoubt {
    async fn send(&self, cx: &mut Cx<'_>, mut intent: Publication) -> Result<(), Failure> {
        let doubt = || Event::Doubt { why: Why::of(reason::COPIED), look_at: cx.at };
        let events = match (self.answer, &intent.state) {
            (DoubtAnswer::NotToBeSent, State::Scheduled { .. } | State::Waiting { .. } | State::Held { .. }) => {
                vec![Event::Cancel]
            }
            (DoubtAnswer::NotToBeSent, State::Leased { .. }) => vec![Event::LeaseExpired, Event::Cancel],
            // The way that a send takes whose reply was lost: read back, or a person looks.
            (
                DoubtAnswer::MaySent,
                State::Held { .. }
                | State::Scheduled { .. }
                | State::Leased { .. }
                | State::Sending { .. }
                | State::Waiting { .. }
                | State::Taken { .. },
            )
            | (DoubtAnswer::NotToBeSent, State::Sending { .. } | State::Taken { .. }) => vec![doubt()],
            _ => return Ok(()),
        };
        for event in events {
            crate::publication::move_on(&mut intent, event)?;
        }
        crate::publication::save(cx, &mut intent).await
    }

    /// A post that waited without a send: what was sent since is given up here, so that nobody brings it out again.
    async fn post(&self, cx: &mut Cx<'_>, doubt: &Doubt) -> Result<(), Failure> {
        if self.answer == DoubtAnswer::GoesOn {
            return Ok(());
        }
        let mut paper = Paper::load(cx.tx, cx.tenant(), doubt.post).await?;
        // Given up or sent back meanwhile: nothing of it can go out by itself.
        if paper.step(PostEvent::Withdraw, cx.at).is_err() {
            return Ok(());
        }
        paper.save(cx).await.map(drop)
    }
}
