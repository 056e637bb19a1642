//! What can be done with a post that is there, and with what others write under it. A connector offers none of it until it
//! says so; the table of capabilities says the same to screens.

use std::future;

use jiff::Timestamp;

use crate::{
    outcome::{Rejection, UnknownWhy},
    platform::BoxFuture,
};

/// A post that is there.
#[derive(Debug, Clone, Copy)]
pub struct There<'a> {
    /// The account's id on its service.
    pub account: &'a str,
    /// The service's id of the post.
    pub post: &'a str,
}

/// What somebody wrote under a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The service's id.
    pub id: String,
    /// The comment that it answers.
    pub parent: Option<String>,
    /// The service's id of who wrote it, where it tells.
    pub author: Option<String>,
    /// The name that is shown.
    pub author_name: Option<String>,
    pub text: String,
    /// When.
    pub created: Timestamp,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Where it stands.
    pub permalink: Option<String>,
}

/// What can be done with another person's comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moderation {
    /// Hide it; it can be shown again.
    Hide,
    /// Show it again.
    Show,
    /// Take it away for good.
    Remove,
}

/// Why an act was not done, or may not have been.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// The connector does not offer it.
    #[error("this connector does not offer it")]
    NotOffered,
    /// The service knows no such post, or does not show it to us. It says the same for both.
    #[error("the service does not find it: {0}")]
    Gone(String),
    /// The service said no.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// Too early.
    #[error("the service asks to wait until {0}")]
    Wait(Timestamp),
    /// Certain: nothing left this machine.
    #[error("nothing was sent: {0}")]
    NotSent(String),
    /// Nobody can tell whether it was done. Acts on what is there can be repeated: twice removed is removed.
    #[error("nobody can tell ({why:?}): {detail}")]
    Unknown {
        /// Decides what a person is told to do next.
        why: UnknownWhy,
        /// Details without secrets.
        detail: String,
    },
}

/// What a connector answers that does not offer an act.
pub(crate) fn not_offered<'a, T: Send + 'a>() -> BoxFuture<'a, Result<T, ActError>> {
    Box::pin(future::ready(Err(ActError::NotOffered)))
}
