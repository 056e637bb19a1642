//! Who may read a post. The regulation governs acts, not reading (decision 0008).

use tatefuda_domain::{SectionId, SystemRight};
use tatefuda_store::Tx;

use super::{asking, paper::Paper, submit};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, org},
    failure::Failure,
};

/// The section in which a person acts.
pub(crate) async fn section(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Option<SectionId>, Failure> {
    let Some(capacity) = actor.capacity else { return Ok(None) };
    let org = org::load(app, tx, actor.tenant).await?;
    Ok(org.appointments.iter().find(|one| one.id == capacity && one.person == actor.person).map(|one| one.section))
}

/// Own section, own content, a step given or waiting for one, or the right to read all drafts. Otherwise the post is
/// not there.
pub(crate) async fn may_read(app: &App, tx: &mut Tx, actor: &Actor, paper: &Paper) -> Result<bool, Failure> {
    let near = actor.may(SystemRight::ReadDrafts)
        || paper.authors.contains(&actor.person)
        || paper.steps.iter().any(|step| step.person == actor.person)
        || section(app, tx, actor).await? == Some(paper.post.section);
    if near {
        return Ok(true);
    }
    if paper.post.state != tatefuda_domain::post::PostState::Submitted {
        return Ok(false);
    }
    let now = app.env.now();
    let at = submit::intended(paper, now);
    for target in &paper.targets {
        let ask = asking::about(tatefuda_domain::Action::PostPublish, paper.post.id, target.account).at(at);
        let asked = facts::ask(app, tx, actor, ask, now).await?;
        if !asking::open_steps(&asked.answer, actor.person).is_empty() || asking::can_help(&asked.answer, actor.person)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
