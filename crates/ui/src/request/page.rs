use askama::Template;

use super::{RequestForm, RequestRow, RequestSearch, RequestView};
use crate::{
    Shell,
    view::{FilterTab, Link},
};

/// `GET /requests`
#[derive(Clone, Debug, Template)]
#[template(path = "request/list.html")]
pub struct RequestsPage {
    pub shell: Shell,
    pub filters: Vec<FilterTab>,
    pub search: RequestSearch,
    pub rows: Vec<RequestRow>,
    /// The same list as a table for other programs.
    pub csv: Link,
    /// The page after this one.
    pub next: Option<Link>,
}

/// `GET /requests/new`; the form posts to `/requests`.
#[derive(Clone, Debug, Template)]
#[template(path = "request/new.html")]
pub struct RequestNewPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub form: RequestForm,
}

/// `GET /requests/{id}`; forms post to `/requests/{id}`, `/requests/{id}/take` and so on.
#[derive(Clone, Debug, Template)]
#[template(path = "request/show.html")]
pub struct RequestPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub request: RequestView,
}
