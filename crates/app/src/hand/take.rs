//! Take a task by hand: the gate of every send, asked of whoever is to post; lease and attempt in one.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, DeviceId, PublicationId,
    hand::Taking,
    publication::{Attempt, Event, State, Why},
};
use tatefuda_store::{device, hand::taking_insert, publication};
use utoipa::ToSchema;

use super::wire;
use crate::{
    actor::Actor,
    command::{Command, Cx, Reads},
    failure::Failure,
    post::{asking, paper::Paper},
    publication::{expect_version, gate, hold, load, move_on, reason, save, sent, unresolved},
};

/// Takes a task by hand. From here on nobody else gets the text, until whoever took it says that they did not post it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = TakeInput)]
pub struct Take {
    /// The send.
    pub publication: PublicationId,
    /// The version that was on screen.
    pub version: i64,
    /// The enrolled device on which it will be posted; absent: the one on which it is taken.
    #[serde(default)]
    pub device: Option<DeviceId>,
}

/// What came of taking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "took", rename_all = "kebab-case")]
pub enum Took {
    /// It is this person's.
    Taken {
        /// The number of the attempt.
        attempt: i64,
    },
    /// It is no more what was approved, or may be there already: it is held.
    Held {
        /// Why.
        reason: String,
    },
}

impl Command for Take {
    const NAME: &'static str = "hand.take";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostPublish, Action::PostCorrect];
    type Out = Took;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Took, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        let mut intent = load(cx, self.publication).await?;
        let poster = self.poster(cx).await?;
        let paper = Paper::load(cx.tx, tenant, intent.post).await?;
        let Some(target) = paper.targets.iter().find(|target| target.account == intent.account).cloned() else {
            cx.told(None).await?;
            return Err(Failure::state("target-gone"));
        };
        cx.before(intent.digest);
        cx.after(target.digest);
        let ask = asking::about(paper.post.outward(), intent.post, intent.account);
        let judged = gate::judge(cx.app, cx.tx, &poster, (&intent, &paper), ask, cx.at).await?;
        cx.told(judged.asked.as_ref()).await?;
        let State::Waiting { until } = intent.state else {
            return Err(Failure::state(format!("hand-{}", intent.state.name().as_str())));
        };
        let Some(asked) = judged.asked else {
            return Err(Failure::state(judged.detail.unwrap_or_else(|| reason::REGULATION.to_owned())));
        };
        // Whoever may not, or may not now, hears the clause; it waits on for others.
        intent.answer = Some(cx.require(asked).await?);
        expect_version(&intent, self.version)?;
        if let Some(bar @ (reason::STOPPED | reason::COPIED)) = judged.stay {
            return Err(Failure::state(format!("sending-{bar}")));
        }
        if until < cx.at {
            return Err(Failure::state("hand-over"));
        }
        let wire = wire(cx.app, &target);
        let stay = match judged.stay {
            Some(stay) => Some(stay),
            None => unresolved(cx, &intent, (Some(wire.hash), wire.match_hash)).await?,
        };
        if let Some(stay) = stay {
            let reason = hold(cx, intent, Why::new(stay, judged.detail)).await?;
            return Ok(Took::Held { reason });
        }
        move_on(&mut intent, Event::Take { by: cx.actor.person, wire, until })?;
        let attempt = Attempt {
            id: cx.app.env.id(),
            publication: intent.id,
            number: intent.attempts,
            wire_hash: wire.hash,
            lease_epoch: intent.lease_epoch,
            started_at: cx.at,
            end: None,
        };
        let taking = Taking {
            id: cx.app.env.id(),
            publication: intent.id,
            attempt: attempt.number,
            person: cx.actor.person,
            capacity,
            device: poster.device,
            at: cx.at,
            said: None,
        };
        // The row of the send decides who was first.
        save(cx, &mut intent).await?;
        publication::attempt_insert(cx.tx, tenant, &attempt).await?;
        taking_insert(cx.tx, tenant, &taking).await?;
        Ok(Took::Taken { attempt: attempt.number })
    }
}

impl Take {
    /// Whoever takes it, on the device on which they say that they will post: one that is enrolled, as the regulation asks
    /// about devices by their numbers.
    async fn poster(&self, cx: &mut Cx<'_>) -> Result<Actor, Failure> {
        let mut poster = cx.actor.clone();
        if let Some(id) = self.device {
            let device = device::device_find(cx.tx, cx.actor.tenant, id).await?;
            let Some(device) = device.filter(tatefuda_domain::device::Device::counts) else {
                return Err(Failure::invalid("device", "unknown-device"));
            };
            cx.circumstance("device", &device.number);
            poster.device = Some(device.id);
        }
        Ok(poster)
    }
}
