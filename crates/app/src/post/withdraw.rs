//! Give a post up for good (取りやめ).

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, PostId,
    post::PostEvent,
    publication::{PublicationEvent, PublicationState},
};
use tatefuda_store::{post::Target, publication};

use super::{
    asking,
    draft::Saved,
    note::{self, NewNote},
    paper::Paper,
};
use crate::{
    command::{Command, Cx},
    failure::{Check, Failure},
};

const REASON_MAX: usize = 2_000;

/// Gives a post up. Its content and its trail stay.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    const ASKS: &[Action] = &[Action::PostWithdraw];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let tenant = cx.tenant();
        cx.subject("post", self.post);
        let mut paper = Paper::load(cx.tx, tenant, self.post).await?;
        paper.expect_version(self.version)?;
        let mut check = Check::default();
        let reason = check.optional("reason", &self.reason, REASON_MAX);
        check.done()?;
        let sheet = paper.sheet();
        cx.before(sheet);
        cx.after(sheet);
        let targets: Vec<&Target> = paper.targets.iter().collect();
        let asked = asking::ask_targets(cx, Action::PostWithdraw, &paper, &targets, None, None).await?;
        asking::require_all(cx, asked).await?;
        paper.step(PostEvent::Withdraw, cx.at)?;
        // What waits for a person is given up with it.
        for mut held in paper.publications.iter().filter(|one| one.state == PublicationState::Held).cloned() {
            held.state = held.state.after(PublicationEvent::Cancel).map_err(Failure::internal)?;
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
        let version = paper.save(cx).await?;
        Ok(Saved { post: self.post, version, revision: paper.revision.number, sheet })
    }
}
