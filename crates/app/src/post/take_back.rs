//! Take a post back (引戻し): free until the next person has acted.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, PostId, post::PostEvent};
use utoipa::ToSchema;

use super::{draft::Saved, paper::Paper, rights};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Takes a post back to its authors.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TakeBack {
    /// The post.
    pub post: PostId,
    /// The version that was on screen.
    pub version: i64,
}

impl Command for TakeBack {
    const NAME: &'static str = "post.take_back";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostTakeBack];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let mut paper = Paper::on_screen(cx, self.post, self.version).await?;
        paper.require(cx, Action::PostTakeBack).await?;
        paper.step(PostEvent::TakeBack, cx.at)?;
        paper.saved(cx).await
    }
}
