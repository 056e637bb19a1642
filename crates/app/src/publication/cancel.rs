//! Cancel a send (取りやめ): possible until a worker has it.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, PublicationId, publication::Event};
use utoipa::ToSchema;

use super::{Finished, load, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    post::asking,
};

/// Cancels a scheduled or held send.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Cancel {
    /// The intended send.
    pub publication: PublicationId,
}

impl Command for Cancel {
    const NAME: &'static str = "publication.cancel";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostCancel];
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let mut intent = load(cx, self.publication).await?;
        super::permit(cx, asking::about(Action::PostCancel, intent.post, intent.account)).await?;
        intent.step(Event::Cancel).map_err(|no| {
            Failure::state(if no.state.at_rest() { "publication-at-rest" } else { "too-late-to-cancel" })
        })?;
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}
