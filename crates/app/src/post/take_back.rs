//! Take a post back (引戻し): free until the next person has acted.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, PostId, post::PostEvent};
use tatefuda_store::post::Target;

use super::{asking, draft::Saved, paper::Paper};
use crate::{
    command::{Command, Cx},
    failure::Failure,
};

/// Takes a post back to its authors.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeBack {
    /// The post.
    pub post: PostId,
    /// The version that was on screen.
    pub version: i64,
}

impl Command for TakeBack {
    const NAME: &'static str = "post.take_back";
    const ASKS: &[Action] = &[Action::PostTakeBack];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let tenant = cx.tenant();
        cx.subject("post", self.post);
        let mut paper = Paper::load(cx.tx, tenant, self.post).await?;
        paper.expect_version(self.version)?;
        let sheet = paper.sheet();
        cx.before(sheet);
        cx.after(sheet);
        let targets: Vec<&Target> = paper.targets.iter().collect();
        let asked = asking::ask_targets(cx, Action::PostTakeBack, &paper, &targets, None, None).await?;
        asking::require_all(cx, asked).await?;
        paper.step(PostEvent::TakeBack, cx.at)?;
        let version = paper.save(cx).await?;
        Ok(Saved { post: self.post, version, revision: paper.revision.number, sheet })
    }
}
