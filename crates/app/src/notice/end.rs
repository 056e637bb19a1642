//! A place is ended.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{NoticePlaceId, SystemRight, notice::NoticePlace};
use tatefuda_store::notice;
use utoipa::ToSchema;

use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Ends a place: nothing goes there any more, and its address is not kept. One's own, or with the right to manage users
/// anybody's.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = NoticeEndInput)]
pub struct EndPlace {
    /// Which.
    pub id: NoticePlaceId,
}

impl Command for EndPlace {
    const NAME: &'static str = "notice.end";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        let place = notice::place_get(cx.tx, tenant, self.id).await?.filter(|place| place.ended_at.is_none());
        let mine = |place: &NoticePlace| cx.actor.named() == Some(place.person);
        // Whoever may not know of it is told that it is not there.
        let may = |place: &NoticePlace| mine(place) || cx.actor.may(SystemRight::ManageUsers);
        let place = place.filter(may).ok_or(Failure::NotFound)?;
        cx.subject("person", place.person);
        let ended = NoticePlace {
            sealed: vec![],
            key_id: String::new(),
            shown: String::new(),
            code: None,
            code_until: None,
            failing_since: None,
            failing_why: None,
            ended_at: Some(cx.at),
            ..place
        };
        if !notice::place_update(cx.tx, tenant, &ended).await? {
            return Err(Failure::Busy);
        }
        notice::drop_all(cx.tx, tenant, ended.id, cx.at).await?;
        for line in notice::lines_open(cx.tx, tenant, ended.id).await?.readable() {
            notice::line_over(cx.tx, tenant, &line, cx.at).await?;
        }
        cx.circumstance("place", ended.id.to_string());
        Ok(())
    }
}
