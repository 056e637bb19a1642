//! Keeps what is told in step with what waits: what began to wait is put into a message to each place of its person, what
//! waits no more is told no more.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use tatefuda_domain::{
    Digest, NoticeLineId, PersonId, TenantId,
    notice::{Line, MessageKind, NoticeLine, NoticePlace, Pace},
};
use tatefuda_store::{
    Error, Tx,
    audit::audit_head,
    member::{credential_find, person_find, right_list},
    notice,
    org::appointment_list,
    tenant::{Tenant, tenant_find},
};

use super::{line::lines, prove::message};
use crate::{
    actor::{Actor, Via},
    core::App,
    failure::{Failure, left_out},
    noun::{Done, Follows},
    reads::Told as InTime,
    task,
};

/// Within this span nothing but acts changes what waits, as far as anybody is told.
const SPAN: SignedDuration = SignedDuration::from_mins(5);
/// How long what was told and is over is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// See [`Follows`].
pub(super) struct Told;

impl Follows for Told {
    fn done<'a>(&'a self, _: &'a App, _: &'a mut Tx, _: &'a Done) -> InTime<'a, ()> {
        // What waits is looked at by the worker: no act is slower because somebody is told of it.
        Box::pin(async { Ok(()) })
    }

    fn tend<'a>(&'a self, app: &'a App, tenant: TenantId) -> InTime<'a, bool> {
        Box::pin(async move {
            // What is told outside holds nothing up that is kept inside: the next round tries again.
            let told = tend(app, tenant).await;
            Ok(told.unwrap_or_else(|error| {
                tracing::warn!(%tenant, %error, "who waits for what was not looked at");
                false
            }))
        })
    }
}

async fn tend(app: &App, tenant: TenantId) -> Result<bool, Failure> {
    let now = app.env.now();
    let mut tx = app.db.read().await?;
    let places = notice::places_told(&mut tx, tenant).await?.readable();
    if places.is_empty() {
        return Ok(tx.rollback().await.map(|()| false)?);
    }
    let seen = audit_head(&mut tx, tenant).await?.seq;
    let key = format!("{seen}:{}", now.as_second().div_euclid(SPAN.as_secs()));
    if app.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&tenant) == Some(&key) {
        return Ok(tx.rollback().await.map(|()| false)?);
    }
    let body = tenant_find(&mut tx, tenant).await?.ok_or(Failure::NotFound)?;
    tx.rollback().await?;
    for of in places.chunk_by(|one, next| one.person == next.person) {
        let Some(person) = of.first().map(|place| place.person) else { continue };
        match waiting(app, &body, person).await {
            Ok(found) => put(app, &body, of, &found.unwrap_or_default(), now).await?,
            // A row of theirs cannot be read, or no text is in force: nobody can tell. The others are told all the same.
            Err(Failure::Unreadable(_) | Failure::State { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    app.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(tenant, key);
    Ok(false)
}

/// What waits for a person, in whatever appointment. Absent: they are told nothing, because they left, or somebody else gave
/// them the password that they have.
pub(super) async fn waiting(app: &App, body: &Tenant, person: PersonId) -> Result<Option<Vec<Line>>, Failure> {
    let (tenant, now) = (body.id, app.env.now());
    let mut tx = app.db.read().await?;
    let there = person_find(&mut tx, tenant, person).await?;
    let has_left = there.is_none_or(|person| person.ended_at.is_some_and(|end| end <= now));
    if has_left || credential_find(&mut tx, tenant, person).await?.is_none_or(|one| one.must_change) {
        return Ok(tx.rollback().await.map(|()| None)?);
    }
    let rights = right_list(&mut tx, tenant, person).await?;
    let all = left_out(appointment_list(&mut tx, tenant).await.map(tatefuda_store::Rows::readable))?;
    tx.rollback().await?;
    let own = all.into_iter().filter(|one| one.person == person && one.span.contains(now));
    let mut capacities: Vec<_> = own.map(|one| Some(one.id)).collect();
    if capacities.is_empty() {
        capacities.push(None);
    }
    let (mut found, mut known): (Vec<Line>, BTreeSet<Digest>) = (vec![], BTreeSet::new());
    for capacity in capacities {
        let actor = Actor::new(tenant, person, capacity, rights.clone(), Via::Api);
        let today = task::told(app, &actor).await?;
        found.extend(lines(&today, body.created_at).into_iter().filter(|line| known.insert(line.key)));
    }
    Ok(Some(found))
}

/// Writes what changed for the places of a person.
async fn put(app: &App, body: &Tenant, places: &[NoticePlace], found: &[Line], now: Timestamp) -> Result<(), Failure> {
    let mut tx = app.db.read().await?;
    let mut changed = false;
    for place in places {
        let open = open_lines(&mut tx, body.id, place).await?;
        let same = open.len() == found.len() && found.iter().all(|line| open.iter().any(|one| one.key == line.key));
        changed |= !same;
    }
    tx.rollback().await?;
    if !changed {
        return Ok(());
    }
    let zone = TimeZone::get(&body.zone).map_err(Failure::internal)?;
    let mut tx = app.db.write().await?;
    for place in places {
        // As it is now: it may have been ended meanwhile.
        let place = notice::place_get(&mut tx, body.id, place.id).await?;
        let Some(place) = place.filter(NoticePlace::is_told) else { continue };
        match tell(app, &mut tx, body.id, &place, found, &zone, now).await {
            Ok(()) => {}
            // Another worker was faster.
            Err(Error::Unique(_)) => return Ok(tx.rollback().await?),
            Err(other) => return Err(other.into()),
        }
    }
    notice::sweep(&mut tx, body.id, now.checked_sub(KEPT).unwrap_or(Timestamp::MIN)).await?;
    Ok(tx.commit().await?)
}

async fn open_lines(tx: &mut Tx, tenant: TenantId, place: &NoticePlace) -> Result<Vec<NoticeLine>, Error> {
    Ok(notice::lines_open(tx, tenant, place.id).await?.readable())
}

async fn tell(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    place: &NoticePlace,
    found: &[Line],
    zone: &TimeZone,
    now: Timestamp,
) -> Result<(), Error> {
    let open = open_lines(tx, tenant, place).await?;
    for over in open.iter().filter(|one| found.iter().all(|line| line.key != one.key)) {
        notice::line_over(tx, tenant, over, now).await?;
    }
    let new: Vec<&Line> = found.iter().filter(|line| open.iter().all(|one| one.key != line.key)).collect();
    if new.is_empty() {
        return Ok(());
    }
    // What waits for its hour takes it along.
    let to = match notice::waiting(tx, tenant, place.id).await? {
        Some(waiting) => waiting.id,
        None => {
            let kind = if place.rhythm.pace == Pace::Daily { MessageKind::Digest } else { MessageKind::Work };
            let message = message(app.env.id(), place, kind, place.rhythm.next(now, zone), now);
            notice::insert(tx, tenant, &message).await?;
            message.id
        }
    };
    for line in new {
        let line = NoticeLine {
            id: app.env.id::<NoticeLineId>(),
            place: place.id,
            key: line.key,
            line: line.clone(),
            found_at: now,
            message: Some(to),
            over_at: None,
        };
        notice::line_insert(tx, tenant, &line).await?;
    }
    Ok(())
}
