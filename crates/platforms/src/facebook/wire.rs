//! What a send looks like on the wire.

use std::borrow::Cow;

use crate::{
    platform::OutgoingPost,
    wire::{WireMedium, WireRequest},
};

/// The text as it is sent. The feed takes no link beside pictures: then the link ends the text.
pub(super) fn message(post: &OutgoingPost) -> Cow<'_, str> {
    match &post.link {
        Some(link) if !post.media.is_empty() && post.text.is_empty() => Cow::Borrowed(link),
        Some(link) if !post.media.is_empty() => Cow::Owned(format!("{}\n{link}", post.text)),
        _ => Cow::Borrowed(&post.text),
    }
}

/// A pure function of covered fields. Options are not sent: none is known yet, and `limits` reports them.
pub(super) fn request(version: &str, post: &OutgoingPost) -> WireRequest {
    let mut params = Vec::new();
    let message = message(post);
    if !message.is_empty() {
        params.push(("message", message.into_owned()));
    }
    if let Some(link) = post.link.as_ref().filter(|_| post.media.is_empty()) {
        params.push(("link", link.clone()));
    }
    let media = post.media.iter().map(WireMedium::of).collect();
    WireRequest { method: "POST", path: format!("/{version}/{}/feed", post.account), params, media }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tatefuda_domain::Digest;

    use super::*;
    use crate::platform::OutgoingMedium;

    #[test]
    fn one_byte_more_is_another_hash_and_only_known_parameters_are_sent() {
        let post = OutgoingPost {
            account: "100".into(),
            text: "本日は晴れ".into(),
            link: Some("https://example.lg.jp/".into()),
            options: BTreeMap::new(),
            media: vec![],
        };
        let wire = request("v25.0", &post);
        assert_eq!(wire.path, "/v25.0/100/feed");
        assert!(wire.params.iter().all(|(name, _)| super::super::SENT_PARAMETERS.contains(name)));
        assert_eq!(wire.hash(), request("v25.0", &post.clone()).hash());
        let other = OutgoingPost { text: "本日は晴れ。".into(), ..post.clone() };
        assert_ne!(wire.hash(), request("v25.0", &other).hash());
        assert_eq!(
            wire.hash().to_string(),
            "c4bd5428cef11bfd441be7c710445765ceb6fb5201244b0d1aa22da604cd5bdf",
            "a post without pictures is on the wire what it always was"
        );
        let picture = |bytes: &[u8], alt: &str| OutgoingMedium {
            hash: Digest::of(bytes),
            mime: "image/jpeg".into(),
            alt: alt.into(),
            bytes: bytes.into(),
        };
        let hash = |media| request("v25.0", &OutgoingPost { media, ..post.clone() }).hash();
        let hashes = [
            wire.hash(),
            hash(vec![picture(b"a", "x")]),
            hash(vec![picture(b"b", "x")]),
            hash(vec![picture(b"a", "y")]),
            hash(vec![picture(b"a", "x"), picture(b"b", "x")]),
            hash(vec![picture(b"b", "x"), picture(b"a", "x")]),
        ];
        let different: std::collections::BTreeSet<_> = hashes.iter().collect();
        assert_eq!(different.len(), hashes.len());
    }

    #[test]
    fn beside_pictures_the_link_ends_the_text() {
        let picture = OutgoingMedium {
            hash: Digest::of(b"a"),
            mime: "image/jpeg".into(),
            alt: String::new(),
            bytes: b"a".as_slice().into(),
        };
        let post = OutgoingPost {
            account: "100".into(),
            text: "祭".into(),
            link: Some("https://example.lg.jp/".into()),
            options: BTreeMap::new(),
            media: vec![picture],
        };
        assert_eq!(request("v25.0", &post).params, [("message", "祭\nhttps://example.lg.jp/".to_owned())]);
    }
}
