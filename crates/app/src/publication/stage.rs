//! Preparing stages of a send (decision 0007, points 13 to 18): what a worker reads and notes between lease and begin.
//!
//! No acts: nothing is decided and nothing is published by them. The act before the first is [`super::Prepare`].

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{
    Digest, Id as _, PublicationId, TenantId,
    publication::{Event, State},
};
use tatefuda_platforms::{Stage, Standing, Standings};
use tatefuda_store::{
    Tx,
    publication::{self, stage},
};

use super::{gate, move_on};
use crate::{core::App, failure::Failure};

/// The lease under which stages are done, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Under {
    /// The body.
    pub tenant: TenantId,
    /// The intended send.
    pub publication: PublicationId,
    /// The lease.
    pub epoch: i64,
    /// For how many seconds the call of a stage may run.
    pub seconds: i64,
    /// Hash of what will be published in the end.
    pub wire: Digest,
}

/// What stands of a send at its service and still holds.
///
/// # Errors
/// Whatever the database says.
pub async fn standing(app: &App, under: &Under) -> Result<Standings, Failure> {
    let mut tx = app.db.read().await?;
    let stages = stage::of(&mut tx, under.tenant, under.publication).await?;
    tx.rollback().await?;
    // Up to the first that does not stand, or that this program does not know.
    let known = stages.into_iter().filter(|one| one.wire_hash == under.wire).map_while(|one| {
        let stands = one.stands?;
        Some(Standing { stage: one.name.parse().ok()?, handle: stands.handle, until: stands.until })
    });
    Ok(Standings::holding(known, app.env.now()))
}

/// Notes that a stage is begun, before its call, and makes the lease new. Gives how often it was begun; none where the
/// body's sending is stopped or this database may be a copy: then nothing more is brought.
///
/// # Errors
/// The lease is lost: nothing may be done under it any more.
pub async fn begin(app: &App, under: &Under, standing: &Standings, next: Stage) -> Result<Option<i64>, Failure> {
    patient(|| begin_once(app, under, standing, next)).await
}

async fn begin_once(app: &App, under: &Under, standing: &Standings, next: Stage) -> Result<Option<i64>, Failure> {
    let now = app.env.now();
    let mut tx = app.db.write().await?;
    if gate::barred(app, &mut tx, under.tenant).await?.is_some() {
        tx.rollback().await?;
        return Ok(None);
    }
    renew(&mut tx, under, now).await?;
    let begun = stage::Stage {
        id: app.env.id::<tatefuda_domain::AttemptId>().uuid().to_string(),
        publication: under.publication,
        number: number(standing.iter().count()),
        name: next.to_string(),
        wire_hash: under.wire,
        lease_epoch: under.epoch,
        tries: 1,
        begun_at: now,
        stands: None,
    };
    let tries = stage::begin(&mut tx, under.tenant, &begun).await?;
    tx.commit().await?;
    Ok(Some(tries))
}

/// Notes what a stage left, before the next one begins.
///
/// # Errors
/// The lease is lost: whoever has it now does the stage again.
pub async fn stood(app: &App, under: &Under, standing: &Standings, new: &Standing) -> Result<(), Failure> {
    patient(|| stood_once(app, under, standing, new)).await
}

async fn stood_once(app: &App, under: &Under, standing: &Standings, new: &Standing) -> Result<(), Failure> {
    let now = app.env.now();
    let mut tx = app.db.write().await?;
    renew(&mut tx, under, now).await?;
    let place = (under.publication, number(standing.iter().count()), under.epoch);
    let stands = stage::Stands { at: now, handle: new.handle.clone(), until: new.until };
    if !stage::stand(&mut tx, under.tenant, place, &stands).await? {
        return Err(Failure::state("lease-lost"));
    }
    Ok(tx.commit().await?)
}

/// Notes that the service keeps something no longer: it falls, with all that were made behind it.
///
/// # Errors
/// The lease is lost.
pub async fn fallen(app: &App, under: &Under, left: &Standings) -> Result<(), Failure> {
    patient(|| fallen_once(app, under, left)).await
}

async fn fallen_once(app: &App, under: &Under, left: &Standings) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    renew(&mut tx, under, app.env.now()).await?;
    stage::fall(&mut tx, under.tenant, under.publication, number(left.iter().count())).await?;
    Ok(tx.commit().await?)
}

/// How often others may be in the way of one note.
const TRIES: usize = 20;

/// Tries again while others are in the way, as an act would be.
pub(super) async fn patient<T, F: Future<Output = Result<T, Failure>>>(note: impl Fn() -> F) -> Result<T, Failure> {
    for _ in 1..TRIES {
        match note().await {
            Err(Failure::Busy) => tokio::task::yield_now().await,
            done => return done,
        }
    }
    note().await
}

/// The place behind so many that stand.
fn number(standing: usize) -> i64 {
    i64::try_from(standing).unwrap_or(i64::MAX - 1) + 1
}

/// Makes the lease new, as long as it is still the one of this worker. Counts the version up, so that whoever is about to
/// end the lease sees that it was made new.
async fn renew(tx: &mut Tx, under: &Under, now: Timestamp) -> Result<(), Failure> {
    let mut intent = publication::get(tx, under.tenant, under.publication).await?.ok_or(Failure::NotFound)?;
    if !matches!(intent.state, State::Leased { .. }) || intent.lease_epoch != under.epoch {
        return Err(Failure::state("lease-lost"));
    }
    move_on(&mut intent, Event::Renew { until: now + SignedDuration::from_secs(under.seconds) })?;
    if publication::update(tx, under.tenant, &intent).await? { Ok(()) } else { Err(Failure::Busy) }
}
