//! Intended sends: at most once (decision 0007).

mod begin;
mod cancel;
mod expire;
mod finish;
pub mod gate;
pub mod in_hand;
mod late;
mod lease;
pub mod matching;
pub mod outcome;
mod pending;
mod plan;
mod prepare;
pub mod queue;
mod reconcile;
mod reschedule;
mod resolve;
pub(crate) mod website;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{AnswerId, PostId, PublicationId, publication::PublicationEvent};
use tatefuda_store::publication::{self, Publication};

pub use begin::{Begin, Begun};
pub use cancel::Cancel;
pub use expire::Expire;
pub use finish::{Finish, Finished};
pub use gate::{Stay, may_go};
pub use late::{TOLERATED, tolerated};
pub use lease::{Lease, Leased};
pub use outcome::{Outcome, reason};
pub use pending::{Pending, pending, pending_of_account};
pub(crate) use plan::Plan;
pub use reconcile::Reconcile;
pub use reschedule::Reschedule;
pub(crate) use resolve::deniable_from;
pub use resolve::{Finding, Resolve};

use crate::{
    actor::Actor,
    command::{Command as _, Cx},
    core::App,
    facts::Ask,
    failure::Failure,
    registry::Entry,
};

/// The commands of this noun.
pub(crate) const COMMANDS: &[Entry] = &[
    Entry::of::<Lease>(),
    Entry::of::<Begin>(),
    Entry::of::<Finish>(),
    Entry::of::<Expire>(),
    Entry::of::<Reconcile>(),
    Entry::of::<Cancel>(),
    Entry::of::<Reschedule>(),
    Entry::of::<Resolve>(),
];

/// Acts that only a worker does, for the person who scheduled: the history names the program for them.
pub const OF_THE_PROGRAM: [&str; 5] = [Lease::NAME, Begin::NAME, Finish::NAME, Expire::NAME, Reconcile::NAME];

/// The post of an intended send, for those who ask whether it may be read.
///
/// # Errors
/// No such send.
pub async fn post_of(app: &App, actor: &Actor, id: PublicationId) -> Result<PostId, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    tx.rollback().await?;
    Ok(intent.post)
}

/// The intended send of an act; the entry is about its post.
async fn load(cx: &mut Cx<'_>, id: PublicationId) -> Result<Publication, Failure> {
    let tenant = cx.tenant();
    let intent = publication::get(cx.tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    cx.subject("post", intent.post);
    cx.detail("publication", id.to_string());
    Ok(intent)
}

pub(crate) fn move_on(intent: &mut Publication, event: PublicationEvent) -> Result<(), Failure> {
    intent.state =
        intent.state.after(event).map_err(|no| Failure::state(format!("publication-{}", no.state.as_str())))?;
    Ok(())
}

/// Writes the change; whoever was faster has won, and the act starts again from what is there now.
pub(crate) async fn save(cx: &mut Cx<'_>, intent: &mut Publication) -> Result<(), Failure> {
    let tenant = cx.tenant();
    if !publication::update(cx.tx, tenant, intent).await? {
        return Err(Failure::Busy);
    }
    intent.version += 1;
    Ok(())
}

fn expect_version(intent: &Publication, seen: i64) -> Result<(), Failure> {
    if intent.version == seen { Ok(()) } else { Err(Failure::Conflict { seen, current: intent.version }) }
}

/// Forms choose minutes: the minute that runs is now, what lies before it is a mistake.
pub(crate) fn chosen_time(chosen: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Failure> {
    match chosen {
        Some(at) if now.duration_since(at) >= SignedDuration::from_mins(1) => {
            Err(Failure::invalid("at", "in-the-past"))
        }
        Some(at) => Ok(at.max(now)),
        None => Ok(now),
    }
}

async fn permit(cx: &mut Cx<'_>, ask: Ask) -> Result<AnswerId, Failure> {
    let asked = cx.ask(ask).await?;
    cx.require(asked).await
}
