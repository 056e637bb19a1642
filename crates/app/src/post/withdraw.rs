//! Give a post up for good (取りやめ).

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, PostId,
    post::PostEvent,
    publication::{Event, State},
};
use tatefuda_store::publication;
use utoipa::ToSchema;

use super::{
    draft::Saved,
    note::{self, NewNote},
    paper::Paper,
    rights,
};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
};

const REASON_MAX: usize = 2_000;

/// Gives a post up. Its content and its trail stay.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = WithdrawInput)]
pub struct Withdraw {
    /// The post.
    pub post: PostId,
    /// The version that was on screen.
    pub version: i64,
    /// Why; may be empty.
    #[serde(default)]
    pub reason: String,
}

impl Command for Withdraw {
    const NAME: &'static str = "post.withdraw";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostWithdraw];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let tenant = cx.tenant();
        let mut paper = Paper::on_screen(cx, self.post, self.version).await?;
        let mut check = Check::default();
        let reason = check.optional("reason", &self.reason, REASON_MAX);
        check.done()?;
        paper.require(cx, Action::PostWithdraw).await?;
        paper.step(PostEvent::Withdraw, cx.at)?;
        // What waits for a person is given up with it.
        for mut held in paper.publications.iter().filter(|one| matches!(one.state, State::Held { .. })).cloned() {
            held.step(Event::Cancel).map_err(Failure::internal)?;
            if !publication::update(cx.tx, tenant, &held).await? {
                return Err(Failure::Busy);
            }
        }
        if !reason.is_empty() {
            let new = NewNote {
                post: self.post,
                revision: paper.revision.id,
                account: None,
                kind: "withdraw",
                text: &reason,
                quote: "",
                destination: "",
            };
            note::add(cx, new).await?;
            cx.detail("reason", reason);
        }
        paper.saved(cx).await
    }
}
