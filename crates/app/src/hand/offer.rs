//! A send whose time has come and that goes by hand: it waits for whoever takes it.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, PublicationId, TenantId,
    publication::{Event, PublicationState, Why},
};
use tatefuda_store::{account, publication};

use crate::{
    account::road,
    command::{Command, Cx, Reads},
    core::App,
    failure::Failure,
    post::{asking, paper::Paper},
    publication::{end_of_task, gate, hold, load, move_on, reason, save, sent},
};

/// Whether a send goes by hand: by its account's road as it is now.
///
/// # Errors
/// No such send, or the database fails.
pub async fn goes_by_hand(app: &App, tenant: TenantId, id: PublicationId) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let account = account::get(&mut tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
    let by_hand = road::by_hand(&mut tx, tenant, &account).await?;
    tx.rollback().await?;
    Ok(by_hand)
}

/// Offers a due send to whoever takes it, or holds it. For the worker, in place of lease and begin.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Offer {
    /// The intended send.
    pub publication: PublicationId,
}

/// How it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "offered", rename_all = "kebab-case")]
pub enum Offered {
    /// It waits for a person's hands.
    Waiting,
    /// Nobody may post it before what holds it is resolved.
    Held {
        /// Why.
        reason: String,
    },
}

impl Command for Offer {
    const NAME: &'static str = "hand.offer";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostPublish, Action::PostCorrect];
    type Out = Offered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Offered, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        if intent.state.name() != PublicationState::Scheduled || intent.due_at > cx.at {
            return Err(Failure::state("not-due"));
        }
        let account = account::get(cx.tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
        if !road::by_hand(cx.tx, tenant, &account).await? {
            return Err(Failure::state("not-by-hand"));
        }
        let held = |reason| Ok(Offered::Held { reason });
        let paper = match Paper::load(cx.tx, tenant, intent.post).await {
            // A column holds what the program never wrote: a person has to look.
            Err(Failure::Internal(_) | Failure::Unreadable(_)) => {
                return held(hold(cx, intent, Why::of(reason::ALTERED)).await?);
            }
            paper => paper?,
        };
        let Some(target) = paper.targets.iter().find(|target| target.account == intent.account) else {
            return held(hold(cx, intent, Why::of(reason::TARGET_GONE)).await?);
        };
        cx.before(intent.digest);
        cx.after(target.digest);
        // As the begin of a send: what nobody may send now is offered to nobody.
        let ask = asking::about(paper.post.outward(), intent.post, intent.account);
        let judged = gate::judge(cx.app, cx.tx, cx.actor, (&intent, &paper), ask, cx.at).await?;
        cx.told(judged.asked.as_ref()).await?;
        if judged.stay == Some(reason::COPIED) {
            return Err(Failure::state("copied"));
        }
        let regulation = judged.asked.as_ref().map(|asked| asked.governing.clone());
        if let Some(asked) = judged.asked {
            intent.answer = Some(cx.keep(asked).await?);
        }
        let (None, Some(governing)) = (judged.stay, regulation) else {
            let why = Why::new(judged.stay.unwrap_or(reason::REGULATION), judged.detail);
            return held(hold(cx, intent, why).await?);
        };
        let until = end_of_task(&governing.regulation, &intent, cx.at);
        move_on(&mut intent, Event::Offer { until })?;
        save(cx, &mut intent).await?;
        Ok(Offered::Waiting)
    }
}
