use askama::Template;

use crate::{
    Shell,
    post::StaleSave,
    view::{Link, Pair, Who},
};

/// What went wrong, as far as a person needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 400
    BadRequest,
    /// 403: a system right is missing.
    Forbidden,
    /// 403: the request did not come from a page of this site.
    CrossSite,
    /// 404
    NotFound,
    /// 409: somebody saved in between or the command was used for something else.
    Conflict,
    /// 413
    TooLarge,
    /// 429
    TooMany,
    /// 500
    Internal,
    /// 503
    Unavailable,
}

impl ErrorKind {
    /// All kinds, for tests.
    pub const ALL: [Self; 9] = [
        Self::BadRequest,
        Self::Forbidden,
        Self::CrossSite,
        Self::NotFound,
        Self::Conflict,
        Self::TooLarge,
        Self::TooMany,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Forbidden | Self::CrossSite => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// Keys of heading, explanation and what to do.
    #[must_use]
    pub fn keys(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::BadRequest => ("error-400", "error-400-why", "error-400-do"),
            Self::Forbidden => ("error-403", "error-403-why", "error-403-do"),
            Self::CrossSite => ("error-cross", "error-cross-why", "error-cross-do"),
            Self::NotFound => ("error-404", "error-404-why", "error-404-do"),
            Self::Conflict => ("error-409", "error-409-why", "error-409-do"),
            Self::TooLarge => ("error-413", "error-413-why", "error-413-do"),
            Self::TooMany => ("error-429", "error-429-why", "error-429-do"),
            Self::Internal => ("error-500", "error-500-why", "error-500-do"),
            Self::Unavailable => ("error-503", "error-503-why", "error-503-do"),
        }
    }
}

/// Any error page.
#[derive(Clone, Debug, Template)]
#[template(path = "error/show.html")]
pub struct ErrorPage {
    pub shell: Shell,
    /// What went wrong.
    pub kind: ErrorKind,
    /// A number that can be read on the telephone and found in the log.
    pub reference: Option<String>,
    /// One more sentence, when there is something particular to say.
    pub detail: Option<String>,
    /// Who can help with a right that is missing.
    pub who: Option<Who>,
    /// What was typed, so that it is not lost.
    pub kept: Vec<Pair>,
    /// Where to go on.
    pub back: Option<Link>,
}

/// A stale save outside the composer: both texts, nothing lost.
#[derive(Clone, Debug, Template)]
#[template(path = "error/conflict.html")]
pub struct ConflictPage {
    pub shell: Shell,
    /// What differs.
    pub stale: StaleSave,
    /// The current state.
    pub back: Link,
}
