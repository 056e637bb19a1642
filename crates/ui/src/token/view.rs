use crate::view::{FormMeta, When};

/// A personal token.
#[derive(Clone, Debug)]
pub struct TokenRow {
    pub id: String,
    /// What the owner called it.
    pub name: String,
    pub opens: TokenOpens,
    /// When it was made.
    pub created: When,
    /// When it was last used.
    pub used: Option<When>,
    /// When it ends.
    pub expires: Option<When>,
    /// Revokes it; `None` when it is revoked.
    pub revoke: Option<FormMeta>,
}

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenOpens {
    /// 今日の仕事を受け取るだけ
    Feeds,
    /// 読むだけ
    Read,
    /// 操作もできる
    Act,
}

impl TokenOpens {
    /// Key of the words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Feeds => "token-feeds",
            Self::Read => "token-read",
            Self::Act => "token-act",
        }
    }
}

/// The address of a feed or calendar, shown once.
#[derive(Clone, Debug)]
pub struct FeedLine {
    /// Tells it apart on the page.
    pub id: String,
    /// What it is.
    pub label: String,
    pub address: String,
}
