use std::{collections::BTreeMap, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{AttemptId, Clock, Id};
use tatefuda_doubles::facebook::{self, Config, Handle, PageConfig};
use tatefuda_platforms::{
    Credentials, Facebook, FacebookConfig, HttpSettings, Next, OpenGate, OutgoingPost, Platform, PlatformPost,
    ReadError, SendContext, SendOutcome, StageContext, StageOutcome, Standing, Standings, client,
};
use tatefuda_testkit::ManualClock;

pub const PAGE: &str = "100";
pub const TOKEN: &str = "EAABplantedtoken0123456789";

pub struct World {
    pub double: Handle,
    pub facebook: Facebook,
    pub clock: ManualClock,
    pub token: Credentials,
}

pub fn page_token(token: &str) -> Credentials {
    Credentials::PageToken(token.into())
}

pub fn settings() -> HttpSettings {
    HttpSettings { total_timeout: Duration::from_secs(20), ..HttpSettings::default() }
}

impl World {
    pub async fn new() -> Self {
        Self::with(settings(), |_| {}).await
    }

    pub async fn with(settings: HttpSettings, change: impl FnOnce(&mut Config)) -> Self {
        let clock = ManualClock::at_text("2026-04-01T08:30:00+09:00");
        let page = |id: &str, token: &str| PageConfig { id: id.into(), name: "練習".into(), token: token.into() };
        let mut config = Config::new(Arc::new(clock.clone()), vec![page(PAGE, TOKEN), page("200", "another")]);
        change(&mut config);
        let double = facebook::start(config).await.expect("the double starts");
        let base = double.base_url.parse().expect("an address");
        let facebook = Facebook::new(client(&settings).expect("a client"), FacebookConfig::double(base));
        Self { double, facebook, clock, token: page_token(TOKEN) }
    }

    pub fn post(text: &str) -> OutgoingPost {
        OutgoingPost { account: PAGE.into(), text: text.into(), link: None, options: BTreeMap::new(), media: vec![] }
    }

    pub fn context(&self) -> SendContext<'static> {
        SendContext { gate: &OpenGate, attempt: AttemptId::from_uuid(uuid::Uuid::nil()), now: self.clock.now() }
    }

    pub async fn send(&self, text: &str) -> SendOutcome {
        self.publish(&Self::post(text)).await
    }

    /// The publishing stage alone, with nothing that was prepared.
    pub async fn publish(&self, post: &OutgoingPost) -> SendOutcome {
        self.facebook.publish(&self.token, post, &Standings::default(), self.context()).await
    }

    /// Each stage in turn; what is lost is tried again twice, as a worker does.
    pub async fn staged(&self, post: &OutgoingPost) -> Result<SendOutcome, StageOutcome> {
        let (mut standing, mut repeats) = (Standings::default(), 0);
        while let Next::Prepare(stage) = self.facebook.next(post, &standing) {
            match self.facebook.prepare(&self.token, post, stage, &standing, StageContext::at(self.clock.now())).await {
                StageOutcome::Stands { handle, until } => standing.add(Standing { stage, handle, until }),
                StageOutcome::Lost { .. } if repeats < 2 => repeats += 1,
                other => return Err(other),
            }
        }
        Ok(self.facebook.publish(&self.token, post, &standing, self.context()).await)
    }

    pub async fn read(&self) -> Result<Vec<PlatformPost>, ReadError> {
        let now = self.clock.now();
        let since: Timestamp = now.saturating_sub(SignedDuration::from_hours(1)).expect("a time");
        self.facebook.read_back(&self.token, PAGE, since, now, now).await
    }

    pub async fn texts(&self) -> Vec<String> {
        self.read().await.expect("read back").into_iter().map(|post| post.text).collect()
    }
}
