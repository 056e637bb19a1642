//! The content that a form was filled from. A form shows less than a revision holds; what it does not show is taken
//! from there again.

use tatefuda_domain::PostId;
use tatefuda_store::post;

use super::{
    content::{self, Content},
    paper::Paper,
    rights,
};
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{Look, Query, query},
    reads::Reads,
};

/// The revision with a number, and its content; a number that the post does not have means the present one.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read the post.
pub async fn filled_from(
    app: &App,
    actor: &Actor,
    id: PostId,
    revision: Option<i64>,
) -> Result<(i64, Content), Failure> {
    query(app, actor, &FilledFrom { post: id, revision }).await
}

/// See [`filled_from`].
#[derive(Debug, Clone, Copy)]
pub struct FilledFrom {
    pub post: PostId,
    /// Number of the revision; absent: the present one.
    pub revision: Option<i64>,
}

impl Query for FilledFrom {
    const READS: Reads<Self> = Reads::Of(|of| Some(rights::post(of.post)));
    type Out = (i64, Content);

    async fn answer(&self, look: &mut Look<'_>) -> Result<(i64, Content), Failure> {
        let tenant = look.actor.tenant;
        let paper = Paper::load(look.tx, tenant, self.post).await?;
        if let Some(number) = self.revision.filter(|number| *number != paper.revision.number) {
            let all = post::revisions(look.tx, tenant, self.post).await?;
            if let Some(former) = all.into_iter().find(|one| one.number == number) {
                let targets = post::targets(look.tx, tenant, former.id).await?;
                return Ok((number, content::of_revision(&former, &targets)));
            }
        }
        Ok((paper.revision.number, paper.content()))
    }
}
