//! When and in which language something is told at a place.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{NoticePlaceId, notice::NoticePlace};
use tatefuda_store::notice;
use utoipa::ToSchema;

use super::{Hours, prove::own};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
};

/// Changes when something is told at a place of one's own. What waits for its time already keeps that.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = NoticeChangeInput)]
pub struct ChangePlace {
    /// Which.
    pub id: NoticePlaceId,
    /// The version seen.
    pub version: i64,
    /// `ja` or `en`.
    pub lang: String,
    /// When.
    pub hours: Hours,
}

impl Command for ChangePlace {
    const NAME: &'static str = "notice.change";
    const READS: Reads<Self> = Reads::Open;
    type Out = i64;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<i64, Failure> {
        let place = own(cx.tx, cx.tenant(), cx.actor.person, self.id).await?;
        cx.subject("person", place.person);
        let mut check = Check::default();
        check.that(["ja", "en"].contains(&self.lang.as_str()), "lang", "unknown-lang");
        let rhythm = self.hours.checked(&mut check);
        check.done()?;
        let conflict = Failure::Conflict { seen: self.version, current: place.version };
        let place = NoticePlace { version: self.version, lang: self.lang.clone(), rhythm, ..place };
        if !notice::place_update(cx.tx, cx.tenant(), &place).await? {
            return Err(conflict);
        }
        cx.circumstance("place", place.id.to_string());
        Ok(self.version + 1)
    }
}
