//! How the sends of posts stand, as lists are narrowed by it.

/// How the sends of a post stand. Of each account the last one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sends {
    /// None was ever scheduled, or all were cancelled.
    None,
    /// One waits for its time, is on its way, or is with whoever posts it by hand.
    Scheduled,
    /// One waits for a person: held, failed, unknown.
    Waiting,
    Held,
    Failed,
    /// Of one nobody knows what became of it.
    Unknown,
    Published,
}

impl Sends {
    /// Every word.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Scheduled, Self::Waiting, Self::Held, Self::Failed, Self::Unknown, Self::Published];

    /// The word in statements and addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Scheduled => "scheduled",
            Self::Waiting => "held",
            Self::Held => "late",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Published => "published",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}
