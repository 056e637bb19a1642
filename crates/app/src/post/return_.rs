//! Send a post back with a comment (差戻し).

use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, Action, PostId, post::PostEvent};
use tatefuda_store::post::trail;
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

const COMMENT_MAX: usize = 2_000;
const QUOTE_MAX: usize = 1_000;

/// Sends a post back to its authors. Steps given before are taken back: the paper starts its round anew.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ReturnInput)]
pub struct Return {
    /// The post.
    pub post: PostId,
    /// The version that was on screen.
    pub version: i64,
    /// Why; required.
    pub comment: String,
    /// The sentence it is about, as text.
    #[serde(default)]
    pub quote: String,
    /// The account whose text is quoted.
    #[serde(default)]
    pub account: Option<AccountId>,
}

impl Command for Return {
    const NAME: &'static str = "post.return";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostReturn];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let tenant = cx.tenant();
        let mut paper = Paper::on_screen(cx, self.post, self.version).await?;
        let mut check = Check::default();
        let text = check.text("comment", &self.comment, COMMENT_MAX);
        let quote = check.optional("quote", &self.quote, QUOTE_MAX);
        check.done()?;
        paper.require(cx, Action::PostReturn).await?;
        paper.step(PostEvent::Return, cx.at)?;
        trail::step_revoke(cx.tx, tenant, self.post, cx.at, cx.actor.person).await?;
        let new = NewNote {
            post: self.post,
            revision: paper.revision.id,
            account: self.account,
            kind: "return",
            text: &text,
            quote: &quote,
            destination: "author",
        };
        note::add(cx, new).await?;
        cx.detail("comment", text);
        cx.detail("quote", quote);
        paper.saved(cx).await
    }
}
