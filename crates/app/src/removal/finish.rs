//! Store what the call came to that was to take a post away. For the worker.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    PublicationId,
    publication::{Proof, Why},
    removal::{Event, RemovalState, State},
};
use tatefuda_platforms::ActError;

use super::{move_on, reason, running, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    publication::{load, outcome::again_after, sent},
};

/// Stores what a call came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FinishRemoval {
    /// The send that published it.
    pub publication: PublicationId,
    /// Which worker made the call.
    pub owner: String,
    /// What it came to.
    pub outcome: Outcome,
}

/// What a call came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// The service took it away.
    Removed,
    /// The service knows no such post, or does not show it to us: whether it is gone has to be seen.
    NotFound { detail: String },
    /// The service said no.
    Rejected { detail: String },
    /// The service asks to come again.
    Wait { until: Timestamp },
    /// Nothing was sent, or nobody can tell.
    Uncertain { detail: String },
    /// No connector does it, or it has nothing to open the account with.
    NotOffered,
}

impl From<Result<(), ActError>> for Outcome {
    fn from(done: Result<(), ActError>) -> Self {
        match done {
            Ok(()) => Self::Removed,
            Err(ActError::Gone(detail)) => Self::NotFound { detail },
            Err(ActError::Rejected(no)) => {
                Self::Rejected { detail: format!("{} {}: {}", no.class.as_str(), no.code, no.message) }
            }
            Err(ActError::Wait(until)) => Self::Wait { until },
            Err(ActError::NotSent(detail)) => Self::Uncertain { detail },
            Err(ActError::Unknown { why, detail }) => Self::Uncertain { detail: format!("{}: {detail}", why.as_str()) },
            Err(ActError::NotOffered) => Self::NotOffered,
        }
    }
}

impl Command for FinishRemoval {
    const NAME: &'static str = "removal.finish";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    type Out = RemovalState;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<RemovalState, Failure> {
        load(cx, self.publication).await?;
        cx.told(None).await?;
        let mut removal = running(cx, self.publication).await?;
        if !matches!(&removal.state, State::Removing { by, .. } if *by == self.owner) {
            return Err(Failure::state("lease-lost"));
        }
        let at = cx.at;
        // Once more is always possible: to take away what is away changes nothing.
        let again = |word: &str, detail: String, not_before: Option<Timestamp>| {
            let why = Why::new(word, Some(detail).filter(|detail| !detail.is_empty()));
            match again_after(removal.tries) {
                Some(pause) => {
                    let due_at = not_before.map_or(at + pause, |until| until.max(at + pause));
                    Event::Again { due_at, why }
                }
                None => Event::LoseTrack(why),
            }
        };
        let event = match &self.outcome {
            Outcome::Removed => Event::Gone { at, proof: Proof::Api },
            Outcome::NotFound { detail } => Event::LoseTrack(Why::new(reason::NOT_FOUND, Some(detail.clone()))),
            Outcome::Rejected { detail } => Event::Fail { at, why: Why::new(reason::REJECTED, Some(detail.clone())) },
            Outcome::Wait { until } => again(reason::WAIT, String::new(), Some(*until)),
            Outcome::Uncertain { detail } => again(reason::UNCERTAIN, detail.clone(), None),
            Outcome::NotOffered => Event::ByHand,
        };
        move_on(&mut removal, event)?;
        cx.detail("removal", removal.state.name().as_str());
        save(cx, &removal).await?;
        Ok(removal.state.name())
    }
}
