//! How posts reach an account: by its connector, or by hand (decision 0034).

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, SystemRight, TenantId,
    account::{Account, Road},
};
use tatefuda_platforms::capability;
use tatefuda_store::{Tx, account};
use utoipa::ToSchema;

use super::{credential, register::Registered};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
};

/// Whether what is sent to an account is posted by hand: because it is set so, because nothing leads there, or because
/// nobody has connected it. One whose connection came to its end waits for a person instead: it is not silently posted by hand.
pub(crate) async fn by_hand(tx: &mut Tx, tenant: TenantId, account: &Account) -> Result<bool, Failure> {
    let service = capability::of(&account.service);
    if account.service.is_website() {
        return Ok(false);
    }
    if !service.can_publish() {
        return Ok(true);
    }
    match account.road {
        Some(Road::Hand) => Ok(true),
        Some(Road::Connector) => Ok(false),
        None => Ok(credential::is_without(tx, tenant, account).await?),
    }
}

/// Chooses how posts reach an account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RoadInput)]
pub struct ChooseRoad {
    /// The account.
    pub account: AccountId,
    /// The version that was on screen.
    pub version: i64,
    /// `connector` or `hand`; absent: by the connector where the account is connected, else by hand.
    #[serde(default)]
    pub road: Option<Road>,
}

impl Command for ChooseRoad {
    const NAME: &'static str = "account.road";
    const READS: Reads<Self> = Reads::Open;
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let tenant = cx.tenant();
        cx.subject("account", self.account);
        cx.actor.require(SystemRight::ManageAccounts)?;
        let mut account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        if account.version != self.version {
            return Err(Failure::Conflict { seen: self.version, current: account.version });
        }
        let leads = capability::of(&account.service).can_publish();
        let fits = match self.road {
            Some(Road::Connector) => leads,
            // The body's own website is written by the act itself.
            Some(Road::Hand) => !account.service.is_website(),
            None => true,
        };
        if !fits {
            return Err(Failure::invalid("road", "no-such-road"));
        }
        account.road = self.road;
        cx.detail("road", self.road.map_or("unset", Road::as_str));
        if !account::update(cx.tx, tenant, &account).await? {
            return Err(Failure::Busy);
        }
        Ok(Registered { account: self.account, version: self.version + 1 })
    }
}
