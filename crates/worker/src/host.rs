//! Pictures for services that fetch them: put by a stage of a send, taken away when nobody needs them (decision 0038).

use tatefuda_app::{
    Failure,
    publication::{hosted, stage},
};
use tatefuda_platforms::{OutgoingPost, Platform, Stage, StageOutcome, host::Hosted};
use url::Url;

use crate::worker::Worker;

/// Most pictures that are taken away in one round, for each body.
const AT_ONCE: i64 = 50;

/// Under which addresses a service finds the pictures of a send; empty without a host.
pub(crate) fn addresses(worker: &Worker, under: &stage::Under, post: &OutgoingPost) -> Vec<Url> {
    let Some(host) = &worker.host else { return vec![] };
    let (tenant, publication) = (under.tenant, under.publication);
    post.media.iter().map(|one| host.address(Hosted { tenant, publication, hash: one.hash })).collect()
}

/// Puts a picture of a send: noted first, so that it is taken away whatever becomes of the call.
pub(crate) async fn put(
    worker: &Worker,
    under: &stage::Under,
    platform: &dyn Platform,
    post: &OutgoingPost,
    stage: Stage,
) -> Result<StageOutcome, Failure> {
    let (Some(host), Some(medium)) = (&worker.host, post.media.get(stage.index())) else {
        return Ok(StageOutcome::NotSent { why: "there is no public host for pictures".to_owned() });
    };
    let until = hosted::until(platform.capabilities().fetches, worker.app.env.now());
    hosted::note(&worker.app, under, medium.hash, until).await?;
    let picture = Hosted { tenant: under.tenant, publication: under.publication, hash: medium.hash };
    Ok(host.put(picture, medium, until).await)
}

/// Takes away what no service needs any more. What cannot be reached now is taken away later, and ends by itself.
pub(crate) async fn withdraw(worker: &Worker) -> Result<(), Failure> {
    let Some(host) = &worker.host else { return Ok(()) };
    for spent in hosted::spent(&worker.app, AT_ONCE).await? {
        match host.withdraw(spent.picture).await {
            Ok(()) => hosted::withdrawn(&worker.app, &spent).await?,
            Err(error) => {
                tracing::warn!(publication = %spent.picture.publication, %error, "a picture still stands on the host");
                // The next ones stand on the same host.
                return Ok(());
            }
        }
    }
    Ok(())
}
