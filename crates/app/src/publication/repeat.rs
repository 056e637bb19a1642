//! The call of a send whose outcome nobody knows, once more under the same key (decision 0007, point 20): only where the
//! service itself resolves the repeat. It is the same attempt, so only an acceptance settles anything.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, AttemptId, Digest, PublicationId, TenantId,
    publication::{Attempt, Publication, State},
};
use tatefuda_platforms::capability;
use tatefuda_store::{Tx, publication};

use super::{
    gate, load,
    outcome::{look_after, reason},
    save,
};
use crate::{
    command::{Command, Cx, Reads},
    core::App,
    failure::Failure,
    post::{asking, paper::Paper},
};

/// Before the end of the time for which the service keeps a key nothing is repeated any more: a call takes a while, and
/// clocks differ.
const SPARE: SignedDuration = SignedDuration::from_mins(30);

/// Lets the call of an unknown send be repeated, if it may go now like a first one. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Repeat {
    /// The intended send.
    pub publication: PublicationId,
    /// Digest of the content from which the wire was made.
    pub content: Option<Digest>,
    /// Hash of what would be sent.
    pub wire: Digest,
}

/// Whether it may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "repeated", rename_all = "kebab-case")]
pub enum Repeated {
    /// Make the call under the key of this attempt.
    Call {
        id: AttemptId,
        /// Its number.
        attempt: i64,
        /// The lease under which it was begun.
        epoch: i64,
    },
    /// It stays unknown.
    No {
        /// Why, as a word of [`reason`].
        reason: String,
    },
}

impl Command for Repeat {
    const NAME: &'static str = "publication.repeat";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostPublish, Action::PostCorrect];
    type Out = Repeated;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Repeated, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        let State::Unknown { looks, .. } = intent.state else { return Err(Failure::state("not-unknown")) };
        let next = cx.at + look_after(looks + 1);
        let paper = Paper::load(cx.tx, tenant, intent.post).await?;
        let Some(attempt) = under_key(cx.tx, tenant, &intent, cx.at).await? else {
            return Err(Failure::state("not-unknown"));
        };
        let ask = asking::about(paper.post.outward(), intent.post, intent.account);
        let judged = gate::judge(cx.app, cx.tx, cx.actor, (&intent, &paper), ask, cx.at).await?;
        if let Some(asked) = judged.asked {
            intent.answer = Some(cx.keep(asked).await?);
        }
        let target = paper.targets.iter().find(|target| target.account == intent.account);
        let same = attempt.wire_hash == self.wire && target.map(|target| target.digest) == self.content;
        // Others that look meanwhile find it looked for.
        save(cx, &mut intent).await?;
        publication::looked(cx.tx, tenant, intent.id, next).await?;
        let no = judged.stay.or((!same).then_some(reason::CONTENT_CHANGED));
        cx.detail("outcome", no.unwrap_or("repeat"));
        Ok(match no {
            Some(no) => Repeated::No { reason: no.to_owned() },
            None => Repeated::Call { id: attempt.id, attempt: attempt.number, epoch: attempt.lease_epoch },
        })
    }
}

/// The one attempt of a send of which its service still knows the key, if its call may have been made.
async fn under_key(
    tx: &mut Tx,
    tenant: TenantId,
    intent: &Publication,
    now: Timestamp,
) -> Result<Option<Attempt>, Failure> {
    let Some(place) = &intent.place else { return Ok(None) };
    let Some(hours) = capability::of(place.service()).repeat_hours else { return Ok(None) };
    let kept = SignedDuration::from_hours(hours) - SPARE;
    let attempts = publication::attempt_list(tx, tenant, intent.id).await?;
    let of_now =
        attempts.into_iter().find(|one| one.number == intent.attempts && one.lease_epoch == intent.lease_epoch);
    // A clock that was set back must not make a key look younger than it is.
    let young = |one: &Attempt| (SignedDuration::ZERO..kept).contains(&now.duration_since(one.started_at));
    Ok(of_now.filter(|one| one.may_have_sent() && young(one)))
}

/// Whether the call of an unknown send could be repeated under its key.
///
/// # Errors
/// No such send, or the database fails.
pub async fn repeatable(app: &App, tenant: TenantId, id: PublicationId) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let attempt = match intent.state {
        State::Unknown { .. } => under_key(&mut tx, tenant, &intent, app.env.now()).await?,
        _ => None,
    };
    tx.rollback().await?;
    Ok(attempt.is_some())
}
