//! What the official description of the API v2 knows, as far as the double takes it (2.166 and 2.167). Whatever is not
//! here is refused. A test compares these lists, and every request and answer, with both descriptions.

/// Fields of the body of `POST /2/tweets`.
pub const POST_FIELDS: [&str; 8] =
    ["edit_options", "made_with_ai", "media", "paid_partnership", "quote_tweet_id", "reply", "reply_settings", "text"];

/// Parts of `POST /2/media/upload`.
pub const UPLOAD_PARTS: [&str; 3] = ["additional_owners", "media", "media_category"];

/// Fields of the body of `POST /2/media/metadata`.
pub const METADATA_FIELDS: [&str; 2] = ["id", "metadata"];

/// Parameters of `GET /2/users/{id}/tweets`, beside the fields that are asked for.
pub const READ_PARAMETERS: [&str; 7] =
    ["end_time", "exclude", "max_results", "pagination_token", "since_id", "start_time", "until_id"];

/// Fields of a post that can be asked for.
pub const SHOWN_FIELDS: [&str; 5] = ["created_at", "entities", "id", "lang", "text"];

/// Parameters of a request for the next token; they stand in the guide of OAuth 2.0, not in the description.
pub(super) const TOKEN_PARAMETERS: [&str; 3] = ["client_id", "grant_type", "refresh_token"];
