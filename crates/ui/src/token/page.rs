use askama::Template;

use crate::{
    Shell,
    token::{FeedLine, TokenRow},
    view::{Choice, FormMeta},
};

/// `GET /tokens`; forms post to `/tokens` and `/tokens/{id}/revoke`.
#[derive(Clone, Debug, Template)]
#[template(path = "token/list.html")]
pub struct TokensPage {
    pub shell: Shell,
    /// Tokens of the reader.
    pub rows: Vec<TokenRow>,
    pub meta: FormMeta,
    /// What was typed.
    pub name: String,
    /// What one can open.
    pub kinds: Vec<Choice>,
    /// Shown once, right after creating.
    pub created: Option<String>,
    /// Where the own feed and calendar lie; shown once, right after creating what opens them.
    pub feeds: Vec<FeedLine>,
}
