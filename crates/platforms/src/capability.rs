//! What can be done on which service, so that no screen offers the impossible.

use tatefuda_domain::{Localized, Service};

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
    /// Publishing a link apart from the text.
    pub link: Support,
    /// Reading our own posts back.
    pub read_back: Support,
    /// A key of the platform's own that makes a repeated send harmless.
    pub idempotent: Support,
    /// Deleting our own post.
    pub delete_own: Support,
    /// Hiding another person's comment so that it can be shown again.
    pub hide_comment: Support,
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

/// The table. A service that is not in it can be registered; its posts are made by hand.
pub static TABLE: [Capabilities; 3] = [
    Capabilities {
        service: "facebook",
        name: ("Facebookページ", "Facebook Page"),
        connector: Connector::Http,
        text: Support::Yes,
        link: Support::Yes,
        read_back: Support::Yes,
        idempotent: Support::No,
        delete_own: Support::Yes,
        hide_comment: Support::NeedsLiveCheck,
        note: None,
    },
    Capabilities {
        service: "website",
        name: ("ウェブサイト（フィード）", "Website feed"),
        connector: Connector::BuiltIn,
        text: Support::Yes,
        link: Support::Yes,
        read_back: Support::Yes,
        idempotent: Support::Yes,
        delete_own: Support::Yes,
        hide_comment: Support::No,
        note: None,
    },
    Capabilities {
        service: "youtube",
        name: ("YouTubeチャンネル", "YouTube channel"),
        connector: Connector::None,
        text: Support::No,
        link: Support::No,
        read_back: Support::No,
        idempotent: Support::No,
        delete_own: Support::No,
        hide_comment: Support::NeedsLiveCheck,
        note: Some(("接続機能はまだありません", "No connector yet")),
    },
];

/// The row of a service.
#[must_use]
pub fn capabilities(service: &Service) -> Option<&'static Capabilities> {
    TABLE.iter().find(|row| row.service == service.as_str())
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
        assert_eq!(can("line"), None);
    }
}
