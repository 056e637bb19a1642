//! Taking published posts down (公開停止, decision 0042): decided by whom the text names, a copy kept first, then carried out by
//! a connector, in the act itself on the body's own website, or by a person's hands.

mod answer;
mod begin;
mod call_off;
pub mod carry;
mod copy;
mod decide;
mod finish;
mod shown;
pub mod view;

pub use answer::AnswerRemoval;
pub use begin::{BeginRemoval, Begun};
pub use call_off::CallOff;
pub use copy::KeepCopy;
pub use decide::{Decided, Remove};
pub use finish::{FinishRemoval, Outcome};
pub use shown::{KeepShown, Shown};
pub(crate) use view::views;

use jiff::Timestamp;
use tatefuda_domain::{
    PublicationId,
    publication::{Proof, Publication, Shows, Why},
    removal::{Event, Removal, RemovalState},
};
use tatefuda_store::removal::{removal_update, removals_of};

use crate::{
    command::{Command as _, Cx},
    failure::Failure,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new(
    "removal",
    &[
        Entry::of::<Remove>(),
        Entry::of::<CallOff>(),
        Entry::of::<KeepCopy>(),
        Entry::of::<AnswerRemoval>(),
        Entry::of::<BeginRemoval>(),
        Entry::of::<KeepShown>(),
        Entry::of::<FinishRemoval>(),
    ],
);

/// Acts that only a worker does, for the person who decided: the history names the program for them.
pub const OF_THE_PROGRAM: [&str; 3] = [BeginRemoval::NAME, KeepShown::NAME, FinishRemoval::NAME];

/// Why a removal failed or is unknown. Each word has a localised message `removal-reason-<word>`.
pub mod reason {
    /// The regulation does not permit it any more.
    pub const REGULATION: &str = "regulation";
    /// The service says no.
    pub const REJECTED: &str = "rejected";
    /// The service does not know the post, or does not show it to us: somebody has to look.
    pub const NOT_FOUND: &str = "not-found";
    /// The service asked to wait.
    pub const WAIT: &str = "wait";
    /// Nothing was sent, or nobody can tell.
    pub const UNCERTAIN: &str = "uncertain";
    /// Whoever was to take it down did not.
    pub const NOT_REMOVED: &str = "not-removed";
    /// Whoever was to take it down does not know.
    pub const UNSURE: &str = "unsure";
    /// Somebody saw it there afterwards.
    pub const STILL_THERE: &str = "still-there";
}

/// The removal of a send that is not over, or the last one.
pub(crate) async fn current(cx: &mut Cx<'_>, publication: PublicationId) -> Result<Option<Removal>, Failure> {
    let all = removals_of(cx.tx, cx.actor.tenant, publication).await?;
    let live = all.iter().position(|one| one.state.name().is_live());
    let at = live.or(all.len().checked_sub(1));
    Ok(at.and_then(|at| all.into_iter().nth(at)))
}

/// The removal on which an act is done.
async fn running(cx: &mut Cx<'_>, publication: PublicationId) -> Result<Removal, Failure> {
    current(cx, publication).await?.ok_or_else(|| Failure::state("removal-none"))
}

fn move_on(removal: &mut Removal, event: Event) -> Result<(), Failure> {
    removal.step(event).map_err(|no| Failure::state(format!("removal-{}", no.0.as_str())))
}

/// Writes the change; whoever was faster has won, and the act starts again from what is there now.
async fn save(cx: &mut Cx<'_>, removal: &Removal) -> Result<(), Failure> {
    if removal_update(cx.tx, cx.actor.tenant, removal).await? { Ok(()) } else { Err(Failure::Busy) }
}

fn expect_version(removal: &Removal, seen: i64) -> Result<(), Failure> {
    if removal.version == seen { Ok(()) } else { Err(Failure::Conflict { seen, current: removal.version }) }
}

/// Somebody saw a published post: where it is being taken down, or was, that tells how far it has come.
pub(crate) async fn seen(
    cx: &mut Cx<'_>,
    intent: &Publication,
    (shows, grade, looked_at): (Shows, Proof, Timestamp),
) -> Result<(), Failure> {
    let Some(mut removal) = current(cx, intent.id).await? else { return Ok(()) };
    // What was seen before it was decided says nothing of it.
    if looked_at < removal.at {
        return Ok(());
    }
    let event = match (shows, removal.state.name()) {
        (Shows::Gone, RemovalState::Waiting | RemovalState::Unknown | RemovalState::Removed) => {
            Event::Gone { at: looked_at, proof: grade }
        }
        (Shows::AsSent | Shows::Different, RemovalState::Unknown | RemovalState::Removed) => {
            Event::Fail { at: cx.at, why: Why::of(reason::STILL_THERE) }
        }
        _ => return Ok(()),
    };
    move_on(&mut removal, event)?;
    cx.detail("removal", removal.state.name().as_str());
    save(cx, &removal).await
}
