use askama::Template;

use crate::{
    Shell,
    account::{
        AccountChange, AccountForm, AccountRow, AccountSearch, ConnectForm, LoginView, MoveView, OwnersView, RoadForm,
    },
    answer::AnswerView,
    case::CaseRow,
    paper::PaperRow,
    publication::PendingRow,
    view::{FilterTab, Link, Pair},
};

/// `GET /accounts`
#[derive(Clone, Debug, Template)]
#[template(path = "account/list.html")]
pub struct AccountsPage {
    pub shell: Shell,
    pub rows: Vec<AccountRow>,
    /// By state.
    pub filters: Vec<FilterTab>,
    /// By words and section.
    pub search: AccountSearch,
    /// The same as a table for other programs.
    pub csv: Link,
    /// The page for residents.
    pub public: Link,
    /// Whether entering an account may be the reader's.
    pub may_register: bool,
    /// Whether they may bring in a whole ledger.
    pub may_import: bool,
}

/// `GET /accounts/new`; the form posts to `/accounts`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/new.html")]
pub struct AccountFormPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub form: AccountForm,
    /// What the regulation said to what was typed.
    pub answer: Option<AnswerView>,
}

/// `GET /accounts/{id}`; forms post to `/accounts/{id}/start` and so on, `/change`, `/connect`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/show.html")]
pub struct AccountPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The line of the ledger.
    pub row: AccountRow,
    /// The sections that run it together with the one that operates it.
    pub owners: OwnersView,
    /// Dates and what else is known, in words.
    pub facts: Vec<Pair>,
    /// Where it can go from here, with what the regulation says to it.
    pub moves: Vec<MoveView>,
    /// What is scheduled to it and not finished.
    pub pending: Vec<PendingRow>,
    /// Choosing how posts go out; `None` where there is no choice or the reader may not.
    pub road: Option<RoadForm>,
    /// Connecting it; `None` when the reader may not or there is no connector.
    pub connect: Option<ConnectForm>,
    /// Procedures and incidents that run on it.
    pub cases: Vec<CaseRow>,
    /// Duties that wait on it and what is watched, with how each stands.
    pub duties: Vec<Link>,
    /// Its login; `None` where no text can be asked.
    pub login: Option<LoginView>,
    /// Papers that were archived about it.
    pub papers: Vec<PaperRow>,
    /// Changing what the ledger says; `None` when the text names nobody and the reader lacks the right.
    pub change: Option<AccountChange>,
}
