//! Save another revision. What was saved before stays; approvals of it do not cover the new one.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, PostId, post::PostEvent};
use tatefuda_store::post;
use utoipa::ToSchema;

use super::{
    asking,
    content::{self, Content, Written},
    draft::{Saved, check, details},
    paper::Paper,
    rights,
};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    media,
};

/// Saves another revision of a post.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = PostInput)]
pub struct Edit {
    /// The post.
    pub post: PostId,
    /// The version that was on screen. Another one there: [`Failure::Conflict`], both texts are kept.
    pub version: i64,
    /// The content as typed.
    #[serde(flatten)]
    pub content: Content,
}

impl Command for Edit {
    const NAME: &'static str = "post.edit";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostDraft];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        cx.subject("post", self.post);
        let mut paper = Paper::load(cx.tx, tenant, self.post).await?;
        paper.expect_version(self.version)?;
        let content = self.content.clone().at_input();
        check(cx, &content).await?;
        let media = media::usable(cx.app, cx.tx, cx.actor, &content).await?;
        let number = paper.revision.number + 1;
        let by = Written { tenant, post: self.post, number, person: cx.actor.person, capacity, at: cx.at };
        let (revision, targets) = content::revision(&cx.app.env, by, &content, &media, &paper.accounts);
        let mut asked = vec![];
        for ask in asking::about_draft(Action::PostDraft, tenant, true, cx.actor.person, &revision, &targets) {
            asked.push(cx.ask(ask).await?);
        }
        asking::require_all(cx, asked).await?;
        let former = paper.sheet();
        cx.before(former);
        cx.after(former);
        let stored = paper.content();
        if (content == stored || self.content == stored) && paper.altered.is_empty() {
            // Nobody becomes an author by saving what is there.
            let (version, revision) = (paper.post.version, paper.revision.number);
            return Ok(Saved { post: self.post, version, revision, sheet: former });
        }
        paper.step(PostEvent::Edit, cx.at)?;
        post::revision_insert(cx.tx, tenant, &revision, &targets).await?;
        paper.post.revision = revision.id;
        let version = paper.save(cx).await?;
        let sheet = content::sheet(&targets);
        cx.after(sheet);
        details(cx, &content);
        Ok(Saved { post: self.post, version, revision: number, sheet })
    }
}
