//! Who may read a post. The regulation governs acts, not reading (decision 0008).

use tatefuda_domain::{Action, Id as _, PostId, SectionId, SystemRight, post::PostState};
use tatefuda_store::{
    Tx,
    post::{self, reader},
};
use uuid::Uuid;

use super::{asking, paper::Paper, submit};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Asked, org},
    failure::Failure,
    reads::{Near, Readers, Thing, Told},
};

/// The section in which a person acts.
pub(crate) async fn section(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Option<SectionId>, Failure> {
    let Some(capacity) = actor.capacity else { return Ok(None) };
    let org = org::load(app, tx, actor.tenant).await?;
    Ok(org.appointments.iter().find(|one| one.id == capacity && one.person == actor.person).map(|one| one.section))
}

/// A post as something with readers: those with the right to read all drafts, its section, its authors, those who gave a
/// step or stated something, and those for whom it waits.
pub(crate) fn post(id: PostId) -> Thing {
    Thing::new(&Posts, id.uuid())
}

/// The readers of posts.
pub(crate) struct Posts;

impl Readers for Posts {
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near> {
        Box::pin(near(app, tx, actor, PostId::from_uuid(id)))
    }

    fn answered(&self, asked: &Asked, actor: &Actor) -> bool {
        match asked.ask.action {
            // It was open for this person, so it waited for them.
            Action::PostStep => asked.answer.is_permitted(),
            Action::PostPublish | Action::PostCorrect => waits_in(asked, actor),
            _ => false,
        }
    }

    fn waits<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, bool> {
        Box::pin(waits(app, tx, actor, PostId::from_uuid(id)))
    }
}

async fn near(app: &App, tx: &mut Tx, actor: &Actor, id: PostId) -> Result<Near, Failure> {
    let tenant = actor.tenant;
    let Some(found) = post::get(tx, tenant, id).await? else { return Ok(Near::No) };
    // The cheapest first: most readers are those of the section. Whoever wrote, gave a step, stated something or took a text to
    // post it by hand has it in their hands and has to answer for it.
    if actor.may(SystemRight::ReadDrafts)
        || section(app, tx, actor).await? == Some(found.section)
        || reader::any(tx, tenant, actor.person, found.section, id).await?
    {
        return Ok(Near::Yes);
    }
    Ok(if found.state == PostState::Submitted { Near::IfItWaits } else { Near::No })
}

async fn waits(app: &App, tx: &mut Tx, actor: &Actor, id: PostId) -> Result<bool, Failure> {
    let paper = Paper::load(tx, actor.tenant, id).await?;
    let now = app.env.now();
    let at = submit::intended(&paper, now);
    for target in &paper.targets {
        let ask = asking::about(paper.post.outward(), id, target.account).at(at);
        if waits_in(&facts::ask(app, tx, actor, ask, now).await?, actor) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a step or a record waits for this person.
pub(crate) fn waits_in(asked: &Asked, actor: &Actor) -> bool {
    !asking::open_steps(&asked.answer, actor.person).is_empty() || asking::can_help(&asked.answer, actor.person)
}
