//! A send that ended in a preparing stage: certainly nothing was published (decision 0007, point 17).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    PublicationId,
    publication::{Event, Publication, State, Why},
};
use tatefuda_platforms::{RejectClass, StageOutcome};
use tatefuda_store::account;

use super::{
    Finished, load, move_on,
    outcome::{again_after, reason},
    save,
};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// How often a service that is still at work is asked before a person has to look.
const ASKED_MAX: i64 = 60;

/// Why a preparing stage did not come to stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stopped", rename_all = "kebab-case")]
pub enum Stopped {
    /// The service does not take it.
    Rejected {
        /// What kind of no.
        class: RejectClass,
        /// The service's code.
        code: String,
        /// The service's words.
        message: String,
    },
    /// The service asks to come later.
    Wait {
        /// Not before.
        until: Timestamp,
    },
    /// The service is still at work on it.
    Working {
        /// When to ask again.
        look_at: Timestamp,
    },
    /// It did not arrive, or nobody can tell, or the service has lost it.
    NotThere { why: String },
}

impl Stopped {
    /// What stopped a stage; none: it stands.
    #[must_use]
    pub fn by(outcome: StageOutcome) -> Option<Self> {
        Some(match outcome {
            StageOutcome::Stands { .. } => return None,
            StageOutcome::Rejected(no) => Self::Rejected { class: no.class, code: no.code, message: no.message },
            StageOutcome::Wait { until, .. } => Self::Wait { until },
            StageOutcome::Working { look_at } => Self::Working { look_at },
            StageOutcome::Gone { why, .. } | StageOutcome::Lost { why } | StageOutcome::NotSent { why } => {
                Self::NotThere { why }
            }
        })
    }

    const fn word(&self) -> &'static str {
        match self {
            Self::Rejected { .. } => "rejected",
            Self::Wait { .. } => "wait",
            Self::Working { .. } => "working",
            Self::NotThere { .. } => "not-there",
        }
    }
}

/// Ends the lease of a send that cannot be prepared now. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Interrupt {
    /// The intended send.
    pub publication: PublicationId,
    /// The lease.
    pub epoch: i64,
    pub stage: String,
    /// How often that stage was begun.
    pub tries: i64,
    /// Why.
    pub stopped: Stopped,
}

impl Command for Interrupt {
    const NAME: &'static str = "publication.interrupt";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        if !matches!(intent.state, State::Leased { .. }) || intent.lease_epoch != self.epoch {
            return Err(Failure::state("lease-lost"));
        }
        cx.detail("stage", self.stage.as_str());
        cx.detail("outcome", self.stopped.word());
        match &self.stopped {
            Stopped::Rejected { class: RejectClass::TokenDead, message, .. } => {
                move_on(&mut intent, Event::Hold(Why::new(reason::TOKEN_DEAD, Some(message.clone()))))?;
                // The rest of the account's queue is held before it is sent.
                account::credential_expire(cx.tx, tenant, intent.account, cx.at).await?;
            }
            Stopped::Rejected { class: RejectClass::Budget, message, .. } => {
                move_on(&mut intent, Event::Hold(Why::new(reason::BUDGET, Some(message.clone()))))?;
            }
            Stopped::Rejected { class, code, message } => {
                let why = Why::new(class.as_str(), Some(format!("{}: {code}: {message}", self.stage)));
                move_on(&mut intent, Event::Reject(why))?;
            }
            Stopped::Wait { until } => self.later(cx, &mut intent, reason::WAIT, Some(*until))?,
            Stopped::Working { look_at } if self.tries < ASKED_MAX => {
                self.at(&mut intent, (*look_at).max(cx.at), reason::PREPARING)?;
            }
            Stopped::Working { .. } => {
                move_on(&mut intent, Event::Hold(Why::new(reason::TOO_OFTEN, Some(self.stage.clone()))))?;
            }
            Stopped::NotThere { .. } => self.later(cx, &mut intent, reason::NOT_SENT, None)?,
        }
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}

impl Interrupt {
    /// After a pause that grows, as long as that is worth trying.
    fn later(
        &self,
        cx: &Cx<'_>,
        intent: &mut Publication,
        word: &str,
        not_before: Option<Timestamp>,
    ) -> Result<(), Failure> {
        // A worker begins a stage up to three times before it comes here.
        match again_after((self.tries + 2) / 3) {
            Some(pause) => {
                let due = cx.at + pause;
                self.at(intent, not_before.map_or(due, |until| until.max(due)), word)
            }
            None => move_on(intent, Event::Hold(Why::new(reason::TOO_OFTEN, self.detail()))),
        }
    }

    /// Back on the schedule, if the window is still open by then.
    fn at(&self, intent: &mut Publication, due: Timestamp, word: &str) -> Result<(), Failure> {
        if intent.window.is_past(due) {
            return move_on(intent, Event::Hold(Why::new(reason::WINDOW_PAST, self.detail())));
        }
        move_on(intent, Event::Wait(Some(Why::new(word, self.detail()))))?;
        intent.due_at = due;
        Ok(())
    }

    fn detail(&self) -> Option<String> {
        Some(match &self.stopped {
            Stopped::NotThere { why } => format!("{}: {why}", self.stage),
            Stopped::Wait { until: at } | Stopped::Working { look_at: at } => format!("{}: {at}", self.stage),
            Stopped::Rejected { code, message, .. } => format!("{}: {code}: {message}", self.stage),
        })
    }
}
