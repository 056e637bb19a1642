//! 公式アカウント台帳

use askama::Template;

use crate::Shell;
use crate::view::{AccountRow, Link};

/// `GET /accounts`
#[derive(Clone, Debug, Template)]
#[template(path = "page/accounts.html")]
pub struct AccountsPage {
    /// Surroundings.
    pub shell: Shell,
    /// The ledger.
    pub rows: Vec<AccountRow>,
    /// The page for residents.
    pub public: Link,
}
