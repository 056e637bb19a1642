//! Put a held send back on the schedule, for the content as it is now and by the person who does so.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, PublicationId, post::PostState, publication::State};
use utoipa::ToSchema;

use super::{Finished, Plan, expect_version, load, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    post::{PostSupply, asking, paper::Paper, supplies},
};

/// Puts a held send back on the schedule.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RescheduleInput)]
pub struct Reschedule {
    /// The intended send.
    pub publication: PublicationId,
    /// The version that was on screen.
    pub version: i64,
    /// When, inside the window; absent: now.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Records given together with it.
    #[serde(default)]
    pub supplies: Vec<PostSupply>,
}

impl Command for Reschedule {
    const NAME: &'static str = "publication.reschedule";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostPublish, Action::PostCorrect, Action::RecordGive];
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        let mut intent = load(cx, self.publication).await?;
        let at = super::chosen_time(self.at, cx.at)?;
        let paper = Paper::load(cx.tx, tenant, intent.post).await?;
        let Some(target) = paper.targets.iter().find(|target| target.account == intent.account) else {
            return Err(Failure::state("target-gone"));
        };
        if !self.supplies.is_empty() {
            expect_version(&intent, self.version)?;
            supplies::give(cx, &paper, &self.supplies).await?;
        }
        let ask = asking::about(paper.post.outward(), intent.post, intent.account).at(at);
        let answer = super::permit(cx, ask).await?;
        expect_version(&intent, self.version)?;
        if !matches!(intent.state, State::Held { .. }) {
            return Err(Failure::state("not-held"));
        }
        if matches!(paper.post.state, PostState::Withdrawn | PostState::Returned) {
            return Err(Failure::state("not-submitted"));
        }
        paper.expect_sound(&[target])?;
        if !paper.revision.window.contains(at) {
            return Err(Failure::invalid("at", "outside-window"));
        }
        Plan { target, window: paper.revision.window, at, answer, capacity }.put_back(cx, &mut intent)?;
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}
