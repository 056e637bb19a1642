//! 今日の仕事

use askama::Template;

use crate::Shell;
use crate::view::TaskGroup;

/// `GET /`
#[derive(Clone, Debug, Template)]
#[template(path = "page/home.html")]
pub struct HomePage {
    /// Surroundings.
    pub shell: Shell,
    /// The day in words.
    pub today: String,
    /// Groups in order; empty groups may be left out.
    pub groups: Vec<TaskGroup>,
    /// Whether the reader may begin a post.
    pub may_compose: bool,
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
