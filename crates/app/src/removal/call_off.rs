//! Call a removal off, as long as nobody may be carrying it out.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Action, PublicationId, removal::Event};
use utoipa::ToSchema;

use super::{Decided, expect_version, move_on, running, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    post::asking,
    publication::{load, permit, sent},
};

/// Calls off that a post is taken down.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RemovalCallOffInput)]
pub struct CallOff {
    /// The send that published it.
    pub publication: PublicationId,
    /// The version of the removal that was on screen.
    pub version: i64,
}

impl Command for CallOff {
    const NAME: &'static str = "removal.call-off";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostRemove];
    type Out = Decided;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Decided, Failure> {
        let intent = load(cx, self.publication).await?;
        // Whoever may decide on it may decide otherwise.
        permit(cx, asking::about(Action::PostRemove, intent.post, intent.account)).await?;
        let mut removal = running(cx, self.publication).await?;
        expect_version(&removal, self.version)?;
        let at = cx.at;
        move_on(&mut removal, Event::CallOff { at })?;
        save(cx, &removal).await?;
        Ok(Decided { removal: removal.id, road: removal.road, state: removal.state.name() })
    }
}
