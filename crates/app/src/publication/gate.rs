//! The one gate: whether a send may go (decision 0024). Asked in the transaction that begins it, and again immediately
//! before the call that makes the post visible.

use jiff::Timestamp;
use tatefuda_domain::{
    Place, PublicationId, TenantId,
    post::PostState,
    publication::{Publication, State},
};
use tatefuda_store::{Tx, audit::audit_head, stop::halts};

use super::{late, outcome::reason, queue::Work};
use crate::{
    actor::Actor,
    copy,
    core::App,
    facts::{self, Ask, Asked},
    failure::Failure,
    post::{asking, paper::Paper},
};

/// What was found of a send.
pub(crate) struct Judged {
    /// The answer of the regulation; absent where nobody could be asked.
    pub asked: Option<Asked>,
    /// Why it may not go, as a word of [`reason`].
    pub stay: Option<&'static str>,
    /// Further words.
    pub detail: Option<String>,
}

/// Why a send does not go after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// A word of [`reason`].
    pub why: &'static str,
    /// Further words.
    pub detail: Option<String>,
}

/// What stands in the way of every send of the body: the file beside this node, a stop, a copy in doubt.
///
/// # Errors
/// The database or the state folder cannot be read: nothing goes then.
pub(crate) async fn barred(app: &App, tx: &mut Tx, tenant: TenantId) -> Result<Option<&'static str>, Failure> {
    let halts = halts(tx, tenant).await?;
    if halts.stopped || app.state.stop_file().is_some() {
        return Ok(Some(reason::STOPPED));
    }
    if halts.copied || !copy::bearing(app, tx, tenant).await?.is_sound() {
        return Ok(Some(reason::COPIED));
    }
    Ok(None)
}

/// Judges a send for a moment: stop, copy, window, delay, place, regulation (and with it approval), content.
pub(crate) async fn judge(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (intent, paper): (&Publication, &Paper),
    ask: Ask,
    now: Timestamp,
) -> Result<Judged, Failure> {
    let barred = barred(app, tx, actor.tenant).await?;
    let is_late = late::is_late(app, tx, actor.tenant, intent, now).await?;
    let asked = match facts::ask(app, tx, actor, ask.field("post.late", is_late), now).await {
        // No regulation in force, or several: nobody can say that it may be sent.
        Err(Failure::State { key }) => {
            return Ok(Judged { asked: None, stay: Some(reason::REGULATION), detail: Some(key) });
        }
        asked => asked?,
    };
    let target = paper.targets.iter().find(|target| target.account == intent.account);
    let stay = if let Some(barred) = barred {
        Some(barred)
    } else if paper.revision.window.is_past(now) || intent.window.is_past(now) {
        Some(reason::WINDOW_PAST)
    } else if is_late {
        Some(reason::LATE)
    } else if paper.altered.contains(&intent.account) {
        Some(reason::ALTERED)
    } else if target.is_some_and(|target| target.place != intent.place) {
        // Whatever the regulation says to it: the answer is stored and names the clause.
        Some(reason::PLACE_CHANGED)
    } else if !asked.answer.is_permitted() {
        Some(reason::REGULATION)
    } else if target.map(|target| target.digest) != Some(intent.digest) || paper.post.state == PostState::Withdrawn {
        // Cleared or not: a person chose to send something else.
        Some(reason::CONTENT_CHANGED)
    } else {
        None
    };
    Ok(Judged { asked: Some(asked), stay, detail: None })
}

/// The last look, between the intent that is stored and the call that makes the post visible. Where it may go, this node
/// remembers the chain as it is now, durably, before it returns. Take the send in hand first ([`App::in_hand`]).
///
/// `place`: the account's id on its service, as the call would use it.
///
/// # Errors
/// Something cannot be read or kept: nothing goes then.
///
/// [`App::in_hand`]: crate::core::Parts::in_hand
pub async fn may_go(app: &App, work: &Work, epoch: i64, place: &str) -> Result<Result<(), Stay>, Failure> {
    look(app, work, (epoch, false), place).await
}

/// The same for a call that is repeated under the key of its attempt, whose outcome is unknown.
///
/// # Errors
/// As [`may_go`].
pub async fn may_go_again(app: &App, work: &Work, epoch: i64, place: &str) -> Result<Result<(), Stay>, Failure> {
    look(app, work, (epoch, true), place).await
}

async fn look(app: &App, work: &Work, lease: (i64, bool), place: &str) -> Result<Result<(), Stay>, Failure> {
    let (actor, tenant, now) = (work.actor(), work.tenant, app.env.now());
    let mut tx = app.db.read().await?;
    let intent = begun(&mut tx, tenant, work.publication, lease).await?;
    let paper = Paper::load(&mut tx, tenant, intent.post).await?;
    let ask = asking::about(paper.post.outward(), intent.post, intent.account);
    let judged = judge(app, &mut tx, &actor, (&intent, &paper), ask, now).await?;
    let head = audit_head(&mut tx, tenant).await?;
    tx.rollback().await?;
    if let Some(why) = judged.stay {
        return Ok(Err(Stay { why, detail: judged.detail }));
    }
    if intent.place.as_ref().and_then(Place::id) != Some(place) {
        return Ok(Err(Stay { why: reason::PLACE_CHANGED, detail: None }));
    }
    copy::remember(app, tenant, head, false).await?;
    // The file works without the database, up to the last moment.
    if app.state.stop_file().is_some() {
        return Ok(Err(Stay { why: reason::STOPPED, detail: None }));
    }
    Ok(Ok(()))
}

/// The send, as long as this lease of it is the one that sends, or that sent and is to send again.
async fn begun(
    tx: &mut Tx,
    tenant: TenantId,
    id: PublicationId,
    (epoch, again): (i64, bool),
) -> Result<Publication, Failure> {
    let intent = tatefuda_store::publication::get(tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let sends = match intent.state {
        State::Sending { .. } => !again,
        State::Unknown { .. } => again,
        _ => false,
    };
    if sends && intent.lease_epoch == epoch { Ok(intent) } else { Err(Failure::state("lease-lost")) }
}
