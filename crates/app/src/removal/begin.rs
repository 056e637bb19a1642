//! Begin to carry a removal out by a connector: the regulation is asked again, for whoever decided. For the worker.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, PublicationId,
    publication::Why,
    removal::{Event, State},
};
use tatefuda_store::{account, stop::halts};

use super::{move_on, reason, running, save};
use crate::{
    account::road,
    command::{Command, Cx, Reads},
    copy,
    failure::Failure,
    post::asking,
    publication::{load, sent},
};

/// Begins to carry a removal out, for so many seconds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BeginRemoval {
    /// The send that published it.
    pub publication: PublicationId,
    /// Which worker.
    pub owner: String,
    /// For how long.
    pub seconds: i64,
}

/// How it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Begun {
    /// Look at it, keep what is there, and take it away.
    Go,
    /// It is not carried out, or not by the program.
    Over,
}

impl Command for BeginRemoval {
    const NAME: &'static str = "removal.begin";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostRemove];
    type Out = Begun;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Begun, Failure> {
        let (tenant, at) = (cx.tenant(), cx.at);
        let intent = load(cx, self.publication).await?;
        let mut removal = running(cx, self.publication).await?;
        let due = match &removal.state {
            State::Asked { due_at, .. } => *due_at <= at,
            // Whoever had it has not said what came of it: to take away what is away changes nothing.
            State::Removing { until, .. } => *until < at,
            _ => false,
        };
        if !due {
            return Err(Failure::state("removal-not-due"));
        }
        // A copy of the database knows nothing of what was decided since. A stop of all sending stops no removal: it is
        // often what it was stopped for.
        if halts(cx.tx, tenant).await?.copied || !copy::bearing(cx.app, cx.tx, tenant).await?.is_sound() {
            return Err(Failure::state("copied"));
        }
        let event = match cx.ask(asking::about(Action::PostRemove, intent.post, intent.account)).await {
            Ok(asked) if asked.answer.is_permitted() => {
                removal.answer = Some(cx.keep(asked).await?);
                let account = account::get(cx.tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
                match road::by_hand(cx.tx, tenant, &account).await? {
                    true => Event::ByHand,
                    false => {
                        Event::Lease { by: self.owner.clone(), until: at + SignedDuration::from_secs(self.seconds) }
                    }
                }
            }
            Ok(asked) => {
                removal.answer = Some(cx.keep(asked).await?);
                Event::Fail { at, why: Why::of(reason::REGULATION) }
            }
            // Nobody can say that it may be done.
            Err(Failure::State { key }) => Event::Fail { at, why: Why::new(reason::REGULATION, Some(key)) },
            Err(other) => return Err(other),
        };
        move_on(&mut removal, event)?;
        save(cx, &removal).await?;
        Ok(if matches!(removal.state, State::Removing { .. }) { Begun::Go } else { Begun::Over })
    }
}
