use askama::Template;

use crate::{
    Shell,
    account::AccountRef,
    home::{Contact, TaskGroup},
    view::Link,
};

/// For somebody without any role: what exists and whom to ask.
#[derive(Clone, Debug, Template)]
#[template(path = "home/no_role.html")]
pub struct NoRolePage {
    pub shell: Shell,
    /// Whom to ask for what.
    pub contacts: Vec<Contact>,
    /// Names of the official accounts, for information.
    pub accounts: Vec<AccountRef>,
}

/// `GET /`
#[derive(Clone, Debug, Template)]
#[template(path = "home/show.html")]
pub struct HomePage {
    pub shell: Shell,
    /// The day in words.
    pub today: String,
    /// Groups in order; empty groups may be left out.
    pub groups: Vec<TaskGroup>,
    /// Whether the reader may begin a post.
    pub may_compose: bool,
    /// Further duties and what is watched, which have time.
    pub duties: Option<Link>,
    /// Page of the double, in the demonstration.
    pub double_url: Option<String>,
}

impl HomePage {
    /// Nothing waits.
    #[must_use]
    pub fn quiet(&self) -> bool {
        self.groups.iter().all(|g| g.items.is_empty())
    }
}
