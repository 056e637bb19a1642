//! Resolve an unknown outcome by what the platform shows (閲覧照合). Finding nothing changes nothing.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Moment, PublicationId, TenantId,
    publication::{Event, PlatformPost, Proof, Publication, State},
};
use tatefuda_store::{Tx, publication};

use super::{
    Finished, load,
    matching::{self, Intent, Seen},
    move_on, save,
};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// How long a text that somebody declared not to be there can still appear and be mistaken for another's.
const DENIED_FOR: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 7);

/// Counts a post that was read back for the intent whose it must be. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reconcile {
    /// The intended send.
    pub publication: PublicationId,
    /// What was read back, texts as digests.
    pub seen: Vec<Seen>,
}

impl Command for Reconcile {
    const NAME: &'static str = "publication.reconcile";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        if !matches!(intent.state, State::Unknown { .. }) {
            return Err(Failure::state("not-unknown"));
        }
        let Some(post) = belongs(cx.tx, tenant, &intent, &self.seen).await? else {
            return Err(Failure::state("not-distinguishable"));
        };
        let platform_post = Some(PlatformPost { id: post.id, permalink: post.permalink });
        move_on(&mut intent, Event::Find { proof: Proof::Readback, at: post.created, platform_post })?;
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}

/// The one post that can only be this intent's.
pub(super) async fn belongs(
    tx: &mut Tx,
    tenant: TenantId,
    intent: &Publication,
    seen: &[Seen],
) -> Result<Option<Seen>, Failure> {
    match only_for(tx, tenant, intent, seen).await {
        // What cannot be read may be its rival: nothing is concluded, as from finding nothing.
        Err(Failure::Unreadable(_)) => Ok(None),
        found => found,
    }
}

async fn only_for(tx: &mut Tx, tenant: TenantId, intent: &Publication, seen: &[Seen]) -> Result<Option<Seen>, Failure> {
    let Some(this) = as_intent(tx, tenant, intent).await? else { return Ok(None) };
    let mut others = publication::unresolved(tx, tenant, intent.account).await?.all()?;
    others.extend(publication::denied(tx, tenant, intent.account, this.begun_at - DENIED_FOR).await?);
    let mut open = vec![];
    for other in &others {
        open.extend(as_intent(tx, tenant, other).await?);
    }
    let mut free = vec![];
    for post in seen {
        if publication::claimed_by(tx, tenant, intent.account, &post.id).await?.is_none() {
            free.push(post.clone());
        }
    }
    Ok(matching::find(&this, &open, &free).cloned())
}

/// What of an intended send can have led to a post.
pub(super) async fn as_intent(tx: &mut Tx, tenant: TenantId, intent: &Publication) -> Result<Option<Intent>, Failure> {
    let attempts = publication::attempt_list(tx, tenant, intent.id).await?;
    // Attempts that certainly sent nothing say nothing.
    let begun = attempts.iter().filter(|one| one.may_have_sent()).map(|one| one.started_at);
    let begun_at = begun.min().or_else(|| attempts.iter().map(|attempt| attempt.started_at).max());
    // Reckoned with below: a time changed by hand must not run off the calendar.
    let begun_at = begun_at.map(|at| Moment::nearest(at).get());
    let match_hash = intent.wire.and_then(|wire| wire.match_hash);
    Ok(begun_at.zip(match_hash).map(|(begun_at, match_hash)| Intent { id: intent.id, match_hash, begun_at }))
}
