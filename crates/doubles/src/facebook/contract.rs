//! What the official description of Graph API v25.0 knows, as far as the double takes it. Parameters and fields that are
//! not here are refused, so that a misspelt one cannot pass unnoticed. A test compares these lists with the description.

/// Parameters of `POST /{page}/feed`.
pub const FEED_PARAMETERS: [&str; 9] = [
    "attached_media",
    "backdated_time",
    "feed_targeting",
    "link",
    "message",
    "published",
    "scheduled_publish_time",
    "tags",
    "targeting",
];

/// Parameters of `POST /{page}/photos`, beside the file itself, which stands in the guide of the endpoint.
pub const PHOTO_PARAMETERS: [&str; 6] = ["alt_text_custom", "caption", "no_story", "published", "temporary", "url"];

/// Parameters of `GET /{page}/published_posts`.
pub const READ_PARAMETERS: [&str; 4] = ["include_hidden", "limit", "show_expired", "with"];

/// Parameters that every call of the Graph API may have; they stand in its guides, not in the descriptions of endpoints.
pub(super) const COMMON_PARAMETERS: [&str; 8] =
    ["access_token", "after", "appsecret_proof", "before", "fields", "limit", "since", "until"];

/// Fields of a post.
pub const POST_FIELDS: [&str; 8] =
    ["created_time", "from", "id", "is_hidden", "is_published", "message", "permalink_url", "updated_time"];
