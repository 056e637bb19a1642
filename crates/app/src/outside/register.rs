//! Register a post that was made outside the system.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, MediaId, OutsideId,
    outside::{Outside, Through},
};
use tatefuda_platforms::has_addresses;
use tatefuda_store::{account, outside::outside_insert};
use utoipa::ToSchema;

use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    media,
    publication::Address,
};

const URL_MAX: usize = 2_000;
const TEXT_MAX: usize = 20_000;
const REASON_MAX: usize = 1_000;
const DEVICE_MAX: usize = 100;

/// Registers a post that was made outside the system. Everybody in office may, and the regulation is not asked: no act of
/// it speaks of what has happened already, and what happened is better known than not (HOUSE-14).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = OutsideInput)]
pub struct RegisterOutside {
    /// On which account it stands.
    pub account: AccountId,
    /// How it came there.
    pub through: Through,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// What it says.
    pub text: String,
    /// Why it was posted that way.
    pub reason: String,
    /// On which device, by its number; empty: none, or nobody knows.
    #[serde(default)]
    pub device: String,
    /// Its address; empty: it has none, or nobody knows.
    #[serde(default)]
    pub url: String,
    /// A picture of the screen.
    #[serde(default)]
    pub picture: Option<MediaId>,
}

impl Command for RegisterOutside {
    const NAME: &'static str = "outside.register";
    const READS: Reads<Self> = Reads::Open;
    type Out = OutsideId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<OutsideId, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        cx.subject("account", self.account);
        let account = account::get(cx.tx, tenant, self.account).await?.ok_or(Failure::NotFound)?;
        let mut check = Check::default();
        let text = check.text("text", &self.text, TEXT_MAX);
        let reason = check.text("reason", &self.reason, REASON_MAX);
        let device = check.optional("device", &self.device, DEVICE_MAX);
        let url = check.optional("url", &self.url, URL_MAX);
        check.that(url.is_empty() || tatefuda_text::is_web_address(&url), "url", "bad-link");
        check.that(self.posted_at <= cx.at, "posted_at", "in-the-future");
        check.done()?;
        let url = Some(url).filter(|url| !url.is_empty());
        let platform_post = match &url {
            Some(url) if has_addresses(&account.service) => {
                Some(Address { url, account: &account, place: &account.place() }.unclaimed(cx, None).await?)
            }
            _ => None,
        };
        if let Some(picture) = self.picture
            && media::visible(cx.app, cx.tx, cx.actor, picture).await?.is_none()
        {
            return Err(Failure::invalid("picture", "unknown-medium"));
        }
        cx.detail("text", &text);
        cx.detail("reason", &reason);
        cx.detail("through", self.through.as_str());
        cx.detail("posted-at", self.posted_at.to_string());
        if let Some(url) = &url {
            cx.detail("url", url);
        }
        let outside = Outside {
            id: cx.app.env.id(),
            account: self.account,
            through: self.through,
            posted_at: self.posted_at,
            text,
            reason,
            device,
            url,
            platform_post,
            picture: self.picture,
            person: cx.actor.person,
            capacity,
            at: cx.at,
        };
        outside_insert(cx.tx, tenant, &outside).await.map_err(|error| match error {
            tatefuda_store::Error::Unique(_) => Failure::invalid("url", "counted-already"),
            other => other.into(),
        })?;
        Ok(outside.id)
    }
}
