//! What a post looks like on the wire, and how it is told again from what the service shows.

use serde::Deserialize;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    platform::OutgoingPost,
    wire::{WireMedium, WireRequest},
};

/// The path of the call that publishes.
pub const POSTS: &str = "/2/tweets";

/// The text as it is sent: the service knows no link beside it, so the link ends it.
pub(super) fn message(post: &OutgoingPost) -> String {
    match &post.link {
        Some(link) if post.text.is_empty() => link.clone(),
        Some(link) => format!("{}\n{link}", post.text),
        None => post.text.clone(),
    }
}

/// The body of the call, with the pictures that stand.
pub(super) fn body(post: &OutgoingPost, media: &[&str]) -> Value {
    let text = message(post);
    let mut body = json!({});
    if !text.is_empty() {
        body["text"] = text.into();
    }
    if !media.is_empty() {
        body["media"] = json!({ "media_ids": media });
    }
    body
}

/// A pure function of covered fields.
pub(super) fn request(post: &OutgoingPost) -> WireRequest {
    let params = vec![("account", post.account.clone()), ("body", body(post, &[]).to_string())];
    let media = post.media.iter().map(WireMedium::of).collect();
    WireRequest { method: "POST", path: POSTS.to_owned(), params, media }
}

/// What the service tells of the addresses in a text.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Entities {
    #[serde(default)]
    urls: Vec<Address>,
}

#[derive(Debug, Deserialize)]
struct Address {
    /// The short address that stands in the text.
    url: String,
    expanded_url: Option<String>,
    display_url: Option<String>,
    /// It stands for a picture of the post.
    media_key: Option<String>,
}

/// The text as it was written: the service puts a short address in place of each one, another at the end for pictures, and
/// writes three characters as in markup.
pub(super) fn restored(text: &str, entities: &Entities) -> String {
    let mut text = text.to_owned();
    for address in entities.urls.iter().filter(|address| !address.url.is_empty()) {
        let shown = address.display_url.as_deref().unwrap_or_default();
        let is_picture =
            address.media_key.is_some() || shown.starts_with("pic.x.com") || shown.starts_with("pic.twitter");
        let written = if is_picture { "" } else { address.expanded_url.as_deref().unwrap_or(&address.url) };
        text = text.replace(&address.url, written);
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Two texts are the same post when they differ only in what the service is known to change: composition of characters
/// (NFC), line ends, blanks at the ends, and how an address begins (`city.example.jp` comes back as
/// `http://city.example.jp`).
pub(super) fn comparable(text: &str) -> Option<String> {
    let text: String = tatefuda_domain::text::at_input(text).nfc().collect();
    let text = text.trim().replace("https://", "").replace("http://", "");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_service_shows_is_what_was_written() {
        let entities: Entities = serde_json::from_value(json!({ "urls": [
            { "url": "https://t.co/a", "expanded_url": "http://city.example.lg.jp/1", "display_url": "city.example…" },
            { "url": "https://t.co/b", "expanded_url": "https://x.com/i/photo/1", "media_key": "3_1" },
        ]}))
        .expect("entities");
        let seen = restored("受付&lt;1&gt; &amp;lt; https://t.co/a https://t.co/b", &entities);
        assert_eq!(seen, "受付<1> &lt; http://city.example.lg.jp/1 ");
        assert_eq!(comparable(&seen), comparable("受付<1> &lt; city.example.lg.jp/1"));
        assert_eq!(comparable("か\u{3099}"), comparable("が"), "NFC");
        assert_ne!(comparable("１"), comparable("1"));
        assert_eq!(comparable(" \n"), None);
    }
}
