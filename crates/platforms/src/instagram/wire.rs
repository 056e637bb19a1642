//! What a post looks like on the wire.

use crate::{
    platform::OutgoingPost,
    wire::{WireMedium, WireRequest},
};

/// Parameters of a container of one picture; each is checked against the official description by a test.
pub const CONTAINER_PARAMETERS: [&str; 4] = ["alt_text", "caption", "image_url", "is_carousel_item"];
/// Those of the container that joins several.
// lint: dead: a test holds it against the official description
pub const CAROUSEL_PARAMETERS: [&str; 3] = ["caption", "children", "media_type"];
/// Those of the call that publishes.
pub const PUBLISH_PARAMETERS: [&str; 1] = ["creation_id"];

/// The text as it is sent: the service knows no link beside it, so the link ends it. Readers cannot follow it there.
pub(super) fn caption(post: &OutgoingPost) -> String {
    match &post.link {
        Some(link) if post.text.is_empty() => link.clone(),
        Some(link) => format!("{}\n{link}", post.text),
        None => post.text.clone(),
    }
}

/// A pure function of covered fields: where pictures stand to be fetched is not among them, what they are is.
pub(super) fn request(version: &str, post: &OutgoingPost) -> WireRequest {
    let media = post.media.iter().map(WireMedium::of).collect();
    let path = format!("/{version}/{}/media_publish", post.account);
    WireRequest { method: "POST", path, params: vec![("caption", caption(post))], media }
}
