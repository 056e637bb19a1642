//! Pass a draft on (回す).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, PostId, digest::Window, post::PostEvent};
use tatefuda_store::post::Target;
use utoipa::ToSchema;

use super::{
    asking, correction,
    draft::Saved,
    limits,
    paper::Paper,
    rights,
    supplies::{self, PostSupply},
};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Passes a post on to the next person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Supplies)]
pub struct Submit {
    /// The post.
    pub post: PostId,
    /// The version that was on screen.
    pub version: i64,
    /// Records given together with it.
    #[serde(default)]
    pub supplies: Vec<PostSupply>,
}

impl Command for Submit {
    const NAME: &'static str = "post.submit";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostSubmit, Action::PostPublish, Action::PostCorrect, Action::RecordGive];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let tenant = cx.tenant();
        cx.subject("post", self.post);
        let mut paper = Paper::load(cx.tx, tenant, self.post).await?;
        paper.expect_version(self.version)?;
        supplies::give(cx, &paper, &self.supplies).await?;
        let sheet = paper.sheet();
        cx.before(sheet);
        cx.after(sheet);
        let missing = paper.content().missing();
        if !missing.is_empty() {
            return Err(Failure::Invalid(missing));
        }
        let targets: Vec<&Target> = paper.targets.iter().collect();
        limits::check(cx.tx, tenant, &paper, &targets).await?;
        correction::fits(cx.tx, &paper, targets.iter().map(|target| target.account), tenant).await?;
        let asked = asking::ask_targets(cx, Action::PostSubmit, &paper, &targets, None, None).await?;
        asking::require_all(cx, asked).await?;
        // What would refuse the post at the begin of its window, and what only the author can meet, is said now and
        // not after others have spent their time on it.
        let at = intended(&paper, cx.at);
        for one in asking::hindrances(cx, paper.post.outward(), &paper, &targets, at).await? {
            cx.require(one).await?;
        }
        paper.step(PostEvent::Submit, cx.at)?;
        super::number::give(cx, &mut paper).await?;
        let version = paper.save(cx).await?;
        Ok(Saved { post: self.post, version, revision: paper.revision.number, sheet })
    }
}

/// The earliest time at which it could be sent.
pub(crate) fn intended(paper: &Paper, now: Timestamp) -> Timestamp {
    within(paper.revision.window, now)
}

/// As [`intended`], of a window.
pub(crate) fn within(window: Window, now: Timestamp) -> Timestamp {
    window.from.map_or(now, |from| from.max(now))
}
