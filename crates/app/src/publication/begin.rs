//! Begin a send: ask the regulation again at the real time, then store the intent before the call (decision 0007).

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, AttemptId, Digest, PublicationId,
    publication::{Attempt, Event, Publication, PublicationState, Why, Wire},
};
use tatefuda_store::{post::Target, publication};

use super::{gate, load, move_on, outcome::reason, save, website};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    post::{asking, paper::Paper},
};

/// Begins the call of a leased send, or holds it. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Begin {
    /// The intended send.
    pub publication: PublicationId,
    /// The lease.
    pub epoch: i64,
    /// For how many seconds the call may run; then its outcome is unknown.
    pub seconds: i64,
    /// Digest of the content from which the wire was made: no other is judged, so what is judged is what is sent.
    pub content: Option<Digest>,
    /// Hash of what will be sent; absent for the body's own website and where nothing can be sent.
    pub wire: Option<Digest>,
    /// Hash of the text by which it would be found again.
    pub match_hash: Option<Digest>,
    /// Why nothing can be sent, as a word of [`reason`].
    pub problem: Option<String>,
}

/// How a send goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "begun", rename_all = "kebab-case")]
pub enum Begun {
    /// The intent is stored: make the call.
    Call {
        /// Number of the attempt.
        attempt: i64,
        id: AttemptId,
    },
    /// It waits for a person.
    Held {
        /// Why.
        reason: String,
    },
    /// On the body's own website: published by this act.
    Published,
}

impl Command for Begin {
    const NAME: &'static str = "publication.begin";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostPublish, Action::PostCorrect];
    type Out = Begun;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Begun, Failure> {
        let Cleared { mut intent, paper, target } = match self.cleared(cx).await? {
            Ok(cleared) => cleared,
            Err(reason) => return Ok(Begun::Held { reason }),
        };
        let tenant = cx.tenant();
        let service = paper.accounts.get(&intent.account).map(|account| &account.service);
        if service.is_some_and(tatefuda_domain::Service::is_website) {
            let Some(pictures) = website::pictures(cx, &target).await? else {
                return Ok(Begun::Held { reason: hold(cx, intent, Why::of(reason::ALTERED)).await? });
            };
            website::publish_stored(cx, &mut intent, &paper.revision, &target, pictures).await?;
            return Ok(Begun::Published);
        }
        let Some(hash) = self.wire else {
            return Ok(Begun::Held { reason: hold(cx, intent, Why::of(reason::NO_CONNECTOR)).await? });
        };

        let wire = Wire { hash, match_hash: self.match_hash };
        move_on(&mut intent, Event::Begin { wire, until: cx.at + SignedDuration::from_secs(self.seconds) })?;
        let attempt = Attempt {
            id: cx.app.env.id(),
            publication: intent.id,
            number: intent.attempts,
            wire_hash: hash,
            lease_epoch: intent.lease_epoch,
            started_at: cx.at,
            end: None,
        };
        publication::attempt_insert(cx.tx, tenant, &attempt).await?;
        save(cx, &mut intent).await?;
        Ok(Begun::Call { attempt: attempt.number, id: attempt.id })
    }
}

impl Begin {
    /// The leased send with the content that may go by now, or why it is held.
    async fn cleared(&self, cx: &mut Cx<'_>) -> Result<Result<Cleared, String>, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        if intent.state.name() != PublicationState::Leased || intent.lease_epoch != self.epoch {
            return Err(Failure::state("lease-lost"));
        }
        let paper = match Paper::load(cx.tx, tenant, intent.post).await {
            // A column holds what the program never wrote: a person has to look.
            Err(Failure::Internal(_) | Failure::Unreadable(_)) => {
                return hold(cx, intent, Why::of(reason::ALTERED)).await.map(Err);
            }
            paper => paper?,
        };
        let Some(target) = paper.targets.iter().find(|target| target.account == intent.account) else {
            return hold(cx, intent, Why::of(reason::TARGET_GONE)).await.map(Err);
        };
        if paper.altered.contains(&intent.account) {
            return hold(cx, intent, Why::of(reason::ALTERED)).await.map(Err);
        }
        cx.before(intent.digest);
        cx.after(target.digest);

        let differs = self.differs_from(target);
        let ask = asking::about(paper.post.outward(), intent.post, intent.account);
        let judged = gate::judge(cx.app, cx.tx, cx.actor, (&intent, &paper), ask, cx.at).await?;
        if judged.stay == Some(reason::COPIED) {
            // It waits where it is: what becomes of it is part of what a person answers.
            return Err(Failure::state("copied"));
        }
        if let Some(asked) = judged.asked {
            intent.answer = Some(cx.keep(asked).await?);
        }
        let stop = match judged.stay {
            Some(stay) => Some(stay),
            // Another content than what the wire was made of.
            None if differs => Some(reason::CONTENT_CHANGED),
            None if self.problem.is_none() => unresolved(cx, &intent, (self.wire, self.match_hash)).await?,
            None => None,
        };
        if let Some(stop) = stop.or(self.problem.as_deref()) {
            return hold(cx, intent, Why::new(stop, judged.detail)).await.map(Err);
        }
        let target = target.clone();
        Ok(Ok(Cleared { intent, paper, target }))
    }

    /// Whether the wire was made of other content than what was judged here. Where there is no wire, nothing differs.
    fn differs_from(&self, judged: &Target) -> bool {
        self.wire.is_some() && self.content != Some(judged.digest)
    }
}

/// Why it waits for other sends of the account: a post with this text may be there already without our knowing.
pub(crate) async fn unresolved(
    cx: &mut Cx<'_>,
    intent: &Publication,
    (wire, match_hash): (Option<Digest>, Option<Digest>),
) -> Result<Option<&'static str>, Failure> {
    let tenant = cx.tenant();
    let unresolved = publication::unresolved(cx.tx, tenant, intent.account).await?;
    if !unresolved.unreadable().is_empty() {
        // Nobody can tell which text that was.
        return Ok(Some(reason::ALTERED));
    }
    let equal = unresolved.iter().filter(|other| other.id != intent.id).filter_map(|other| other.wire).any(|other| {
        let same_text = other.match_hash.is_some() && other.match_hash == match_hash;
        Some(other.hash) == wire || same_text
    });
    Ok(equal.then_some(reason::EQUAL_UNRESOLVED))
}

/// A send that may go by now.
struct Cleared {
    intent: Publication,
    paper: Paper,
    target: Target,
}

/// Asks for a leased send what [`Begin`] asks, before the first byte of it is brought to a service; holds it where the
/// answer is no. For the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Prepare {
    /// With what it will be begun.
    pub begin: Begin,
}

/// Whether a send may be prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "prepare", rename_all = "kebab-case")]
pub enum Allowed {
    /// It may; the lease is new.
    Yes,
    /// It waits for a person.
    Held {
        /// Why.
        reason: String,
    },
}

impl Command for Prepare {
    const NAME: &'static str = "publication.prepare";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.begin.publication)));
    const ASKS: &[Action] = &[Action::PostPublish, Action::PostCorrect];
    type Out = Allowed;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Allowed, Failure> {
        let mut intent = match self.begin.cleared(cx).await? {
            Ok(cleared) => cleared.intent,
            Err(reason) => return Ok(Allowed::Held { reason }),
        };
        move_on(&mut intent, Event::Renew { until: cx.at + SignedDuration::from_secs(self.begin.seconds) })?;
        save(cx, &mut intent).await?;
        Ok(Allowed::Yes)
    }
}

pub(crate) async fn hold(cx: &mut Cx<'_>, mut intent: Publication, why: Why) -> Result<String, Failure> {
    let reason = why.word.clone();
    move_on(&mut intent, Event::Hold(why))?;
    save(cx, &mut intent).await?;
    Ok(reason)
}
