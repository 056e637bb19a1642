use askama::Template;

use crate::{
    Shell,
    import::{FieldGuide, ImportLine, ImportTable, ImportedRow},
    view::{Link, Pair},
};

/// `GET /imports`
#[derive(Clone, Debug, Template)]
#[template(path = "import/list.html")]
pub struct ImportsPage {
    pub shell: Shell,
    /// What the reader may bring in.
    pub start: Vec<Link>,
    /// What came in, the last first.
    pub rows: Vec<ImportLine>,
}

/// `GET /imports/new`; the form posts to `/imports/preview`.
#[derive(Clone, Debug, Template)]
#[template(path = "import/new.html")]
pub struct ImportNewPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// `accounts` or `people`.
    pub kind: String,
    /// What was pasted.
    pub text: String,
    /// What a table can say.
    pub guide: Vec<FieldGuide>,
}

/// `POST /imports/preview`: what was read, before anything is brought in; posts to itself and to `/imports`.
#[derive(Clone, Debug, Template)]
#[template(path = "import/look.html")]
pub struct ImportLookPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub table: ImportTable,
}

/// `GET /imports/{id}`
#[derive(Clone, Debug, Template)]
#[template(path = "import/show.html")]
pub struct ImportPage {
    pub shell: Shell,
    /// `accounts` or `people`.
    pub kind: String,
    /// By whom, when, by which decision.
    pub facts: Vec<Pair>,
    pub rows: Vec<ImportedRow>,
    /// Address of the rows before these.
    pub before: Option<String>,
    /// Address of the rows after these.
    pub next: Option<String>,
}

/// The word of lists of staff.
const PEOPLE: &str = "people";

impl ImportNewPage {
    fn title(&self) -> &'static str {
        if self.kind == PEOPLE { "import-new-people" } else { "import-new-accounts" }
    }

    fn about(&self) -> &'static str {
        if self.kind == PEOPLE { "import-new-people-text" } else { "import-new-accounts-text" }
    }
}

impl ImportPage {
    fn title(&self) -> &'static str {
        if self.kind == PEOPLE { "import-done-people" } else { "import-done-accounts" }
    }

    fn about(&self) -> &'static str {
        if self.kind == PEOPLE { "import-done-people-hint" } else { "import-done-accounts-hint" }
    }
}
