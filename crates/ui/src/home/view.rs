use crate::view::{ClauseRef, Holder, Link, Tone, When};

/// A position somebody can ask, on the page for people without any role.
#[derive(Clone, Debug)]
pub struct Contact {
    /// For what.
    pub topic: String,
    /// Whom.
    pub holder: Holder,
}

/// One thing on 今日の仕事.
#[derive(Clone, Debug)]
pub struct TaskItem {
    /// What it is about.
    pub title: String,
    /// Where it is done.
    pub href: String,
    /// What to do, in words.
    pub action: String,
    pub accounts: Vec<String>,
    /// State in words.
    pub state: String,
    /// How it is marked.
    pub tone: Tone,
    /// Until when.
    pub deadline: Option<When>,
    /// Whether the deadline has passed.
    pub overdue: bool,
    /// Clauses behind it.
    pub clauses: Vec<ClauseRef>,
    /// Who sent it, with extension.
    pub from: Option<String>,
}

/// A group on 今日の仕事.
#[derive(Clone, Debug)]
pub struct TaskGroup {
    /// Which group.
    pub kind: TaskKind,
    /// Its things.
    pub items: Vec<TaskItem>,
    /// Where the others stand, when there are more than a page can bear.
    pub more: Option<Link>,
}

/// Groups of 今日の仕事, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// Results that a person must look at.
    Trouble,
    /// To be posted by hand.
    Hand,
    /// Steps that wait for the reader.
    Steps,
    /// Posts that came back.
    Returned,
    /// Steps of procedures and incidents.
    Cases,
    /// Duties, and what is watched.
    Duties,
    /// Records that are needed.
    Records,
    /// Cleared, so that a time can be chosen.
    Ready,
    /// What has a date.
    Deadlines,
    /// Begun, without a date.
    Drafts,
}

impl TaskKind {
    /// Key of the default words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Trouble => "home-trouble",
            Self::Hand => "home-hand",
            Self::Steps => "home-steps",
            Self::Returned => "home-returned",
            Self::Cases => "home-cases",
            Self::Duties => "home-duties",
            Self::Records => "home-records",
            Self::Ready => "home-ready",
            Self::Deadlines => "home-deadlines",
            Self::Drafts => "home-drafts",
        }
    }

    /// Id of the heading.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Trouble => "trouble",
            Self::Hand => "hand",
            Self::Steps => "steps",
            Self::Returned => "returned",
            Self::Cases => "cases",
            Self::Duties => "duties",
            Self::Records => "records",
            Self::Ready => "ready",
            Self::Deadlines => "deadlines",
            Self::Drafts => "drafts",
        }
    }
}
