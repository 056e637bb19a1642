//! The body's own website: no call at all. Its publishing stage is a row of our own, which is written in the transaction
//! that begins the send, so that published means served (decision 0007, point 8).

use std::future;

use jiff::Timestamp;
use tatefuda_domain::Service;

use crate::{
    capability::{Capabilities, Draft, of},
    credentials::Credentials,
    outcome::{ReadError, SendOutcome},
    platform::{BoxFuture, LimitFinding, OutgoingPost, Platform, PlatformPost, Publishing, SendContext},
    stage::Standings,
    wire::{WireMedium, WireRequest},
};

/// The connector of the body's own feed.
#[derive(Debug)]
pub struct Website {
    service: Service,
}

impl Default for Website {
    fn default() -> Self {
        Self { service: Service::WEBSITE.parse().expect("a literal service") }
    }
}

impl Platform for Website {
    fn service(&self) -> &Service {
        &self.service
    }

    fn is_here(&self) -> bool {
        true
    }

    fn capabilities(&self) -> &'static Capabilities {
        of(&self.service)
    }

    fn publishing(&self) -> Publishing {
        Publishing::InTheAct
    }

    fn check(&self, post: &OutgoingPost) -> Vec<LimitFinding> {
        let row = self.capabilities();
        row.usual().map_or_else(Vec::new, |kind| kind.check(&row.name(), &Draft::of(post, &post.text)))
    }

    fn wire(&self, post: &OutgoingPost) -> WireRequest {
        let mut params = vec![("text", post.text.clone())];
        params.extend(post.link.iter().map(|link| ("link", link.clone())));
        let media = post.media.iter().map(WireMedium::of).collect();
        WireRequest { method: "FEED", path: format!("/{}", post.account), params, media }
    }

    /// A row of our own is never looked for.
    fn comparable(&self, _: &OutgoingPost) -> Option<String> {
        None
    }

    fn comparable_seen(&self, _: &PlatformPost) -> Option<String> {
        None
    }

    fn publish<'a>(
        &'a self,
        _: &'a Credentials,
        _: &'a OutgoingPost,
        _: &'a Standings,
        _: SendContext<'a>,
    ) -> BoxFuture<'a, SendOutcome> {
        let why = "the body's own feed is written in the transaction of the act".to_owned();
        Box::pin(future::ready(SendOutcome::NotSent { why }))
    }

    fn read_back<'a>(
        &'a self,
        _: &'a Credentials,
        _: &'a str,
        _: Timestamp,
        _: Timestamp,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<PlatformPost>, ReadError>> {
        Box::pin(future::ready(Ok(vec![])))
    }

    fn owner<'a>(&'a self, _: &'a Credentials, _: Timestamp) -> BoxFuture<'a, Result<Option<String>, ReadError>> {
        Box::pin(future::ready(Ok(None)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::platform::{LimitKind, Platforms};

    #[test]
    fn it_is_there_without_any_outside_reach_and_goes_the_same_road() {
        let platforms = Platforms::none();
        let website = platforms.get(&Service::WEBSITE.parse().expect("a service")).expect("always there");
        assert_eq!(website.publishing(), Publishing::InTheAct);
        let post = |text: &str| OutgoingPost {
            account: "1".into(),
            text: text.into(),
            link: None,
            options: BTreeMap::new(),
            media: vec![],
        };
        assert_eq!(website.next(&post("x"), &Standings::default()), crate::stage::Next::Publish);
        let kinds: Vec<_> = website.check(&post(&"あ".repeat(70_001))).into_iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [LimitKind::TooLong]);
        assert_ne!(website.wire(&post("a")).hash(), website.wire(&post("b")).hash());
        assert!(platforms.get(&"facebook".parse().expect("a service")).is_none());
    }
}
