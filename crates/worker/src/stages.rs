//! The preparing stages of a send: each noted before its call and again when it stands (decision 0007).

use tatefuda_app::{
    Failure, execute,
    publication::queue::Work,
    publication::{Allowed, Begin, Interrupt, Prepare, Stopped, stage},
};
use tatefuda_platforms::{
    Credentials, Next, OutgoingPost, Platform, StageContext, StageKind, StageOutcome, Standing, Standings,
};

use crate::{host, send::Sent, step::Step, worker::Worker};

/// How often a send repeats stages at once before it goes back on the schedule.
const REPEATS: usize = 2;

/// Whether a send can go on to its publishing stage.
pub(crate) enum Brought {
    /// With what stands.
    All(Standings),
    /// All sending is stopped, or in doubt: its begin will say so.
    Barred,
    /// Not now.
    Ended(Sent),
}

/// Does every preparing stage that does not stand yet. `begin` is what the publishing stage will be begun with: the
/// regulation is asked about the same content.
pub(crate) async fn bring(
    worker: &Worker,
    work: &Work,
    begin: &Begin,
    (platform, credentials, post): (&dyn Platform, &Credentials, &OutgoingPost),
) -> Result<Brought, Failure> {
    let (app, actor) = (&worker.app, work.actor());
    let Some(wire) = begin.wire else { return Ok(Brought::All(Standings::default())) };
    let (publication, epoch, seconds) = (begin.publication, begin.epoch, begin.seconds);
    let under = stage::Under { tenant: work.tenant, publication, epoch, seconds, wire };
    let mut standing = stage::standing(app, &under).await?;
    if platform.next(post, &standing) == Next::Publish {
        return Ok(Brought::All(standing));
    }
    // No byte leaves for a service before the gate was asked.
    let prepare = Prepare { begin: begin.clone() };
    if let Allowed::Held { .. } = execute(app, &actor, app.env.id(), &prepare).await? {
        return Ok(Brought::Ended(Sent::Held));
    }
    (worker.observer)(Step::Allowed);
    let (mut repeats, pictures) = (0, host::addresses(worker, &under, post));
    while let Next::Prepare(next) = platform.next(post, &standing) {
        let Some(tries) = stage::begin(app, &under, &standing, next).await? else { return Ok(Brought::Barred) };
        (worker.observer)(Step::StageBegun);
        let outcome = match next.kind {
            StageKind::Host => host::put(worker, &under, platform, post, next).await?,
            _ => {
                let context = StageContext { now: app.env.now(), pictures: &pictures };
                platform.prepare(credentials, post, next, &standing, context).await
            }
        };
        (worker.observer)(Step::StageCalled);
        match outcome {
            StageOutcome::Stands { handle, until } => {
                let new = Standing { stage: next, handle, until };
                stage::stood(app, &under, &standing, &new).await?;
                standing.add(new);
                (worker.observer)(Step::StageStood);
            }
            StageOutcome::Lost { why } if repeats < REPEATS => {
                repeats += 1;
                tracing::debug!(publication = %work.publication, stage = %next, %why, "a stage is repeated");
            }
            StageOutcome::Gone { from, why } if repeats < REPEATS && standing.of(from).is_some() => {
                repeats += 1;
                tracing::debug!(publication = %work.publication, stage = %from, %why, "a stage is made again");
                standing.cut(from);
                stage::fallen(app, &under, &standing).await?;
            }
            stopped => {
                if let StageOutcome::Gone { from, .. } = &stopped {
                    standing.cut(*from);
                    stage::fallen(app, &under, &standing).await?;
                }
                let Some(stopped) = Stopped::by(stopped) else { continue };
                let interrupt = Interrupt { publication, epoch, stage: next.to_string(), tries, stopped };
                execute(app, &actor, app.env.id(), &interrupt).await?;
                (worker.observer)(Step::Interrupted);
                return Ok(Brought::Ended(Sent::Interrupted));
            }
        }
    }
    Ok(Brought::All(standing))
}
