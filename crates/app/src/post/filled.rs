//! The content that a form was filled from. A form shows less than a revision holds; what it does not show is taken
//! from there again.

use tatefuda_domain::PostId;
use tatefuda_store::post;

use super::{
    content::{self, Content},
    paper::Paper,
    rights,
};
use crate::{actor::Actor, core::App, failure::Failure};

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
    let mut tx = app.db.read().await?;
    let paper = Paper::load(&mut tx, actor.tenant, id).await?;
    if !rights::may_read(app, &mut tx, actor, &paper).await? {
        return Err(Failure::NotFound);
    }
    let mut found = (paper.revision.number, paper.content());
    if let Some(number) = revision.filter(|number| *number != paper.revision.number) {
        let all = post::revisions(&mut tx, actor.tenant, id).await?;
        if let Some(former) = all.into_iter().find(|one| one.number == number) {
            let targets = post::targets(&mut tx, actor.tenant, former.id).await?;
            found = (number, content::of_revision(&former, &targets));
        }
    }
    tx.rollback().await?;
    Ok(found)
}
