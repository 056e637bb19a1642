//! Intended sends: at most once (decision 0007).

mod begin;
mod cancel;
mod evidence;
mod expire;
mod finish;
pub mod gate;
pub mod hosted;
mod interrupt;
mod late;
mod lease;
pub mod matching;
pub mod outcome;
mod pending;
mod plan;
mod prepare;
pub mod queue;
mod reconcile;
mod repeat;
mod reschedule;
mod resolve;
pub mod stage;
pub(crate) mod website;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{
    AnswerId, Id as _, PostId, PublicationId,
    publication::{Event, Publication},
};
use tatefuda_store::{Tx, publication};
use uuid::Uuid;

pub use begin::{Allowed, Begin, Begun, Prepare};
pub(crate) use begin::{hold, unresolved};
pub use cancel::Cancel;
pub use evidence::{AddEvidence, Added};
pub use expire::Expire;
pub use finish::{Finish, Finished};
pub use gate::{Stay, may_go, may_go_again};
pub use interrupt::{Interrupt, Stopped};
pub(crate) use late::end_of_task;
pub use late::{TOLERATED, tolerated};
pub use lease::{Lease, Leased};
pub use outcome::{Outcome, reason};
pub use pending::{Pending, pending, pending_of_account};
pub(crate) use plan::Plan;
pub use reconcile::Reconcile;
pub use repeat::{Repeat, Repeated, repeatable};
pub use reschedule::Reschedule;
pub(crate) use resolve::{Address, deniable_from};
pub use resolve::{Finding, Resolve};

use crate::{
    actor::Actor,
    command::{Command as _, Cx},
    core::App,
    facts::{Ask, Asked},
    failure::Failure,
    hand,
    noun::{Entry, Noun},
    post::rights,
    query::{Look, Query, query},
    reads::{Near, Readers, Reads, Thing, Told},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new(
    "publication",
    &[
        Entry::of::<Lease>(),
        Entry::of::<Prepare>(),
        Entry::of::<Interrupt>(),
        Entry::of::<Begin>(),
        Entry::of::<Finish>(),
        Entry::of::<Expire>(),
        Entry::of::<Reconcile>(),
        Entry::of::<Repeat>(),
        Entry::of::<Cancel>(),
        Entry::of::<Reschedule>(),
        Entry::of::<Resolve>(),
        Entry::of::<AddEvidence>(),
    ],
);

/// Acts that only a worker does, for the person who scheduled: the history names the program for them.
pub const OF_THE_PROGRAM: [&str; 9] = [
    Lease::NAME,
    hand::Offer::NAME,
    Prepare::NAME,
    Interrupt::NAME,
    Begin::NAME,
    Finish::NAME,
    Expire::NAME,
    Reconcile::NAME,
    Repeat::NAME,
];

/// To whose post an intended send belongs.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read that post.
pub async fn post_of(app: &App, actor: &Actor, id: PublicationId) -> Result<PostId, Failure> {
    query(app, actor, &PostOf { publication: id }).await
}

/// See [`post_of`].
struct PostOf {
    publication: PublicationId,
}

impl Query for PostOf {
    const READS: Reads<Self> = Reads::Of(|of| Some(sent(of.publication)));
    type Out = PostId;

    async fn answer(&self, look: &mut Look<'_>) -> Result<PostId, Failure> {
        let intent = publication::get(look.tx, look.actor.tenant, self.publication).await?;
        Ok(intent.ok_or(Failure::NotFound)?.post)
    }
}

/// An intended send as something with readers: those of its post.
pub(crate) fn sent(id: PublicationId) -> Thing {
    Thing::new(&Sends, id.uuid())
}

struct Sends;

impl Readers for Sends {
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near> {
        Box::pin(async move {
            match publication::get(tx, actor.tenant, PublicationId::from_uuid(id)).await? {
                Some(intent) => rights::Posts.near(app, tx, actor, intent.post.uuid()).await,
                None => Ok(Near::No),
            }
        })
    }

    fn answered(&self, asked: &Asked, actor: &Actor) -> bool {
        rights::Posts.answered(asked, actor)
    }

    fn waits<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, bool> {
        Box::pin(async move {
            match publication::get(tx, actor.tenant, PublicationId::from_uuid(id)).await? {
                Some(intent) => rights::Posts.waits(app, tx, actor, intent.post.uuid()).await,
                None => Ok(false),
            }
        })
    }
}

/// The intended send of an act; the entry is about its post.
pub(crate) async fn load(cx: &mut Cx<'_>, id: PublicationId) -> Result<Publication, Failure> {
    let tenant = cx.tenant();
    let intent = publication::get(cx.tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    cx.subject("post", intent.post);
    cx.detail("publication", id.to_string());
    Ok(intent)
}

pub(crate) fn move_on(intent: &mut Publication, event: Event) -> Result<(), Failure> {
    intent.step(event).map_err(|no| Failure::state(format!("publication-{}", no.state.as_str())))
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

pub(crate) fn expect_version(intent: &Publication, seen: i64) -> Result<(), Failure> {
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

pub(crate) async fn permit(cx: &mut Cx<'_>, ask: Ask) -> Result<AnswerId, Failure> {
    let asked = cx.ask(ask).await?;
    cx.require(asked).await
}
