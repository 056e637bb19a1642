//! What stands in a calendar: sends by the time at which they went out, or at which they are to.

use jiff::Timestamp;
use tatefuda_domain::{AccountId, PersonId, SectionId, TenantId, post::PostState, publication::Publication};

use super::{BETWEEN, read};
use crate::{Result, Rows, Tx, args, sql::columns::unfit};

/// What of the sends is looked at.
#[derive(Debug, Clone)]
pub struct Between {
    /// From this moment.
    pub from: Timestamp,
    /// Up to, without it.
    pub until: Timestamp,
    /// Only to this account.
    pub account: Option<AccountId>,
    /// Only of posts of this section, unless written by `person`.
    pub only_section: Option<SectionId>,
    /// Who looks.
    pub person: PersonId,
}

/// A send with what it is of.
#[derive(Debug, Clone)]
pub struct Standing {
    pub publication: Publication,
    /// Title of the post as it is now.
    pub title: String,
    /// Where the paper lies.
    pub post_state: PostState,
}

/// Sends of a time, the earliest first.
///
/// # Errors
/// As [`super::get`].
pub async fn between(tx: &mut Tx, tenant: TenantId, which: &Between, limit: i64) -> Result<Rows<Standing>> {
    let values = args![tenant, which.from, which.until, which.account, which.only_section, which.person, limit];
    Rows::read("publication", &tx.all(BETWEEN, values).await?, |row| {
        let state = row.text("paper_state")?;
        Ok(Standing {
            publication: read(row)?,
            title: row.text("title")?,
            post_state: PostState::parse(&state).ok_or_else(|| unfit("paper_state", state))?,
        })
    })
}
