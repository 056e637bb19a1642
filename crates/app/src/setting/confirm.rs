//! Confirming a proposed value as the second person.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{SettingId, SystemRight};
use tatefuda_store::setting::{setting_confirm, setting_find};
use utoipa::ToSchema;

use crate::{
    command::{Command, Cx, Reads},
    failure::{Failure, Forbidden},
};

/// Confirms a proposed value. From now on, or from its effective day, it acts.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmSetting {
    /// Which value.
    pub id: SettingId,
}

impl Command for ConfirmSetting {
    const NAME: &'static str = "setting.confirm";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("setting", self.id);
        cx.actor.require(SystemRight::ManageRegulation)?;
        let stored = setting_find(cx.tx, cx.tenant(), self.id).await?.ok_or(Failure::NotFound)?;
        if stored.value.proposed_by == cx.actor.person {
            return Err(Failure::Forbidden(Forbidden::SamePerson));
        }
        cx.detail("key", &stored.value.key);
        cx.detail("value", &stored.value.value);
        if setting_confirm(cx.tx, cx.tenant(), self.id, cx.actor.person, cx.actor.capacity, cx.at).await? {
            Ok(())
        } else {
            Err(Failure::state("setting-confirmed"))
        }
    }
}
