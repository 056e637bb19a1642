//! Carry a removal out: begin it, keep what the service shows, take it away, say what came of it (decision 0042). A worker that
//! dies anywhere in between has done no harm: it is begun again when its time is over, and to take away what is away changes
//! nothing.

use tatefuda_app::{
    Failure, execute,
    removal::{
        BeginRemoval, Begun, FinishRemoval, KeepShown, Outcome, Shown,
        carry::{self, Carry, Due},
    },
};
use tatefuda_platforms::{Platform, There};

use crate::{step::Step, worker::Worker};

pub(crate) async fn remove(worker: &Worker, due: &Due) -> Result<(), Failure> {
    let (app, actor, publication) = (&worker.app, due.actor(), due.publication);
    let owner = worker.owner.to_string();
    let begin = BeginRemoval { publication, owner: owner.clone(), seconds: worker.settings.lease_seconds };
    if execute(app, &actor, app.env.id(), &begin).await? == Begun::Over {
        return Ok(());
    }
    (worker.observer)(Step::RemovalBegun);
    let carry = carry::carry(app, due).await?;
    let platform = match &carry {
        Some(carry) => worker.platform(due.tenant, &carry.service).await?,
        None => None,
    };
    let outcome = match (platform, &carry) {
        (Some(platform), Some(carry)) => {
            let (shown, missing) = look(worker, platform.as_ref(), carry).await;
            let keep = KeepShown { publication, owner: owner.clone(), shown, missing };
            execute(app, &actor, app.env.id(), &keep).await?;
            (worker.observer)(Step::RemovalKept);
            let there = There { account: &carry.account, post: &carry.post };
            Outcome::from(platform.remove(&carry.token, there, app.env.now()).await)
        }
        _ => Outcome::NotOffered,
    };
    (worker.observer)(Step::RemovalCalled);
    let finish = FinishRemoval { publication, owner, outcome };
    execute(app, &actor, app.env.id(), &finish).await?;
    Ok(())
}

/// What the service shows of it, or why that cannot be told.
async fn look(worker: &Worker, platform: &dyn Platform, carry: &Carry) -> (Option<Shown>, Option<String>) {
    let now = worker.app.env.now();
    match platform.read_back(&carry.token, &carry.account, carry.since, carry.until.min(now), now).await {
        Ok(posts) => match posts.into_iter().find(|post| post.id == carry.post) {
            Some(post) => (Some(Shown { id: post.id, text: post.text, permalink: post.permalink }), None),
            None => (None, Some("the service does not show it".to_owned())),
        },
        Err(error) => (None, Some(error.to_string())),
    }
}
