//! What the official description of the Graph API v25.0 knows, as far as the double takes it. Whatever is not here is
//! refused. A test compares these lists with the description.

/// Parameters of `POST /{account}/media`.
pub const CONTAINER_PARAMETERS: [&str; 10] = [
    "alt_text",
    "caption",
    "children",
    "collaborators",
    "image_url",
    "is_carousel_item",
    "location_id",
    "media_type",
    "user_tags",
    "video_url",
];

/// Parameters of `POST /{account}/media_publish`.
pub const PUBLISH_PARAMETERS: [&str; 1] = ["creation_id"];

/// Fields of a post.
pub const MEDIA_FIELDS: [&str; 8] =
    ["alt_text", "caption", "id", "media_type", "permalink", "shortcode", "timestamp", "username"];

/// Fields of an account.
pub const USER_FIELDS: [&str; 4] = ["followers_count", "media_count", "user_id", "username"];

/// Fields of a container; they stand in its guide.
pub(super) const CONTAINER_FIELDS: [&str; 3] = ["id", "status", "status_code"];

/// Fields of the limit of a day; they stand in its guide.
pub(super) const LIMIT_FIELDS: [&str; 2] = ["config", "quota_usage"];

/// Parameters of a list of posts; cursors stand in the guide of paging.
pub(super) const READ_PARAMETERS: [&str; 5] = ["after", "fields", "limit", "since", "until"];
