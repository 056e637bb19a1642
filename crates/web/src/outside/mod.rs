//! システム外投稿: what was posted outside the system, registered afterwards.

mod act;
pub(crate) mod page;
