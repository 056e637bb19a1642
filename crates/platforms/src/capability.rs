//! What can be done on which service, so that no screen offers the impossible.

use tatefuda_domain::{Localized, Service};

use crate::{
    facebook,
    platform::{TextLimit, TextUnit},
};

/// How Tatefuda reaches a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connector {
    /// Over the platform's interface.
    Http,
    /// Served by Tatefuda itself.
    BuiltIn,
    /// Not yet: accounts can be registered and shown, posts are made by hand.
    None,
}

/// Whether something can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// Yes.
    Yes,
    /// No.
    No,
    /// According to the platform's documents; to be tried with a real account before it is relied upon.
    NeedsLiveCheck,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// The service's word in packs.
    pub service: &'static str,
    /// Its name on screen, Japanese and English.
    pub name: (&'static str, &'static str),
    /// How it is reached.
    pub connector: Connector,
    /// Publishing a text.
    pub text: Support,
    /// How long a text may be; none where there is no connector that knows it.
    pub text_limit: Option<TextLimit>,
    /// Publishing a link apart from the text.
    pub link: Support,
    /// Publishing pictures with the text.
    pub pictures: Support,
    /// Reading our own posts back.
    pub read_back: Support,
    /// A key of the platform's own that makes a repeated send harmless.
    pub idempotent: Support,
    /// Deleting our own post.
    pub delete_own: Support,
    /// Hiding another person's comment so that it can be shown again.
    pub hide_comment: Support,
    /// Whether residents reach each post under an address of its own.
    pub addresses: Support,
    /// For how many minutes after a call the platform may still show what it took: nobody can say before that a post is
    /// not there. Absent: an answer is the end of it.
    pub late_minutes: Option<i64>,
    /// A remark for the screen, Japanese and English.
    pub note: Option<(&'static str, &'static str)>,
}

impl Capabilities {
    /// The name on screen.
    #[must_use]
    pub fn name(&self) -> Localized {
        Localized::new(self.name.0, self.name.1)
    }

    /// The remark for the screen.
    #[must_use]
    pub fn note(&self) -> Option<Localized> {
        self.note.map(|(ja, en)| Localized::new(ja, en))
    }

    /// Whether a worker can publish there.
    #[must_use]
    pub fn can_publish(&self) -> bool {
        self.connector != Connector::None && self.text != Support::No
    }
}

/// Longest text of the body's own feed: the feed itself has no limit, readers of feeds do.
const WEBSITE_TEXT: usize = 70_000;

/// For how long platforms are known to show a post late that they took without an answer. To be tried with real accounts;
/// longer is safer than shorter.
const LATE: i64 = 10;

/// For how many minutes after a call a service may still show what it took; an unknown service as the slowest known one.
#[must_use]
pub fn late_minutes(service: &Service) -> i64 {
    capabilities(service).map_or(Some(LATE), |row| row.late_minutes).unwrap_or(0)
}

/// Whether residents reach posts on a service under addresses of their own. Nobody knows it of an unknown service.
#[must_use]
pub fn has_addresses(service: &Service) -> bool {
    capabilities(service).is_some_and(|row| row.addresses == Support::Yes)
}

/// The table. A service that is not in it can be registered; its posts are made by hand.
pub static TABLE: [Capabilities; 7] = [
    Capabilities {
        service: "facebook",
        name: ("Facebookページ", "Facebook Page"),
        connector: Connector::Http,
        text: Support::Yes,
        text_limit: Some(facebook::TEXT_LIMIT),
        link: Support::Yes,
        pictures: Support::Yes,
        read_back: Support::Yes,
        idempotent: Support::No,
        delete_own: Support::Yes,
        hide_comment: Support::NeedsLiveCheck,
        addresses: Support::Yes,
        late_minutes: Some(LATE),
        note: None,
    },
    Capabilities {
        service: "website",
        name: ("ウェブサイト（フィード）", "Website feed"),
        connector: Connector::BuiltIn,
        text: Support::Yes,
        text_limit: Some(TextLimit { max: WEBSITE_TEXT, unit: TextUnit::CodePoint }),
        link: Support::Yes,
        pictures: Support::Yes,
        read_back: Support::Yes,
        idempotent: Support::Yes,
        delete_own: Support::Yes,
        hide_comment: Support::No,
        // Written in the transaction of the act: there is nothing to find out afterwards.
        addresses: Support::No,
        late_minutes: None,
        note: None,
    },
    by_hand("bluesky", ("Bluesky", "Bluesky"), Support::Yes),
    by_hand("instagram", ("Instagram", "Instagram"), Support::Yes),
    // What was sent to friends of the account stands in their talks, under no address.
    by_hand("line", ("LINE公式アカウント", "LINE Official Account"), Support::No),
    by_hand("x", ("X", "X"), Support::Yes),
    by_hand("youtube", ("YouTubeチャンネル", "YouTube channel"), Support::Yes),
];

/// A service whose name is known and to which nothing leads yet.
const fn by_hand(service: &'static str, name: (&'static str, &'static str), addresses: Support) -> Capabilities {
    Capabilities {
        service,
        name,
        connector: Connector::None,
        text: Support::No,
        text_limit: None,
        link: Support::No,
        pictures: Support::No,
        read_back: Support::No,
        idempotent: Support::No,
        delete_own: Support::No,
        hide_comment: Support::NeedsLiveCheck,
        addresses,
        late_minutes: Some(LATE),
        note: Some(("接続機能はまだありません", "No connector yet")),
    }
}

/// The row of a service.
#[must_use]
pub fn capabilities(service: &Service) -> Option<&'static Capabilities> {
    TABLE.iter().find(|row| row.service == service.as_str())
}

/// How long a text may be on a service and how it is counted there: the one place to ask, for the composer's counter, the
/// live answer and the check before a post is passed on. None: no connector knows the service.
#[must_use]
pub fn text_limit(service: &Service) -> Option<TextLimit> {
    capabilities(service)?.text_limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_services_with_a_connector_can_be_published_to() {
        let can = |service: &str| capabilities(&service.parse().expect("a service")).map(Capabilities::can_publish);
        assert_eq!(can("facebook"), Some(true));
        assert_eq!(can("website"), Some(true));
        assert_eq!(can("youtube"), Some(false));
        assert_eq!(can("line"), Some(false));
        assert_eq!(can("minitter"), None);
    }

    #[test]
    fn a_service_has_addresses_where_their_shape_is_known() {
        for row in &TABLE {
            let known = crate::address::example(row.service).is_some();
            assert_eq!(row.addresses == Support::Yes, known, "{}", row.service);
        }
        assert!(late_minutes(&"facebook".parse().expect("a service")) > 0);
        assert_eq!(late_minutes(&"website".parse().expect("built in")), 0);
        assert_eq!(late_minutes(&"minitter".parse().expect("a service")), LATE);
    }

    #[test]
    fn whoever_can_publish_knows_its_limit_and_nobody_else_claims_one() {
        for row in &TABLE {
            assert_eq!(row.text_limit.is_some(), row.can_publish(), "{}", row.service);
        }
        let limit = text_limit(&"facebook".parse().expect("a service")).expect("a connector");
        // A family of four emoji joined to one, and a character beyond the basic plane.
        assert_eq!(limit.count("祭👩‍👩‍👧‍👦𠮷"), 1 + 11 + 2);
        let website = text_limit(&"website".parse().expect("a service")).expect("built in");
        assert_eq!(website.count("祭👩‍👩‍👧‍👦𠮷"), 1 + 7 + 1);
        assert_eq!(text_limit(&"line".parse().expect("a service")), None);
    }
}
