//! What deputies did for this person while they were away, until they have looked at it (後閲, HOUSE-23).

use tatefuda_regulation::ClauseRef;
use tatefuda_store::post::acting::unseen;

use super::{
    MANY,
    view::{Today, TodayRecord},
};
use crate::{
    failure::Failure,
    governing,
    post::{list::line, people::Names},
    query::Look,
};

/// The kind of record by which the holder says that they looked.
const SEEN: &str = "house:acting-seen";

/// Adds it to what is to be stated.
pub(super) async fn add(look: &mut Look<'_>, names: &Names, today: &mut Today) -> Result<(), Failure> {
    let (tenant, person) = (look.actor.tenant, look.actor.person);
    let found = unseen(look.tx, tenant, person, SEEN, look.at, MANY).await?.readable();
    if found.is_empty() {
        return Ok(());
    }
    let documents = governing::documents(look.app, look.tx, tenant, look.at).await?;
    for (listed, account) in found {
        // Where no document is in force there is nothing by which it could be stated.
        let Ok(governing) = documents.find(names.service(account)) else { continue };
        let Some(kind) = governing.regulation.record_kind(SEEN) else { continue };
        let document = governing.regulation.house().header.id.as_str();
        let clauses = kind.clauses.iter().map(|id| ClauseRef { id: id.clone(), document: document.into() });
        today.records.push(TodayRecord {
            clauses: clauses.collect(),
            kind: SEEN.to_owned(),
            label: kind.label.clone(),
            account,
            post: line(names, listed, std::iter::once(account), &[]),
        });
    }
    Ok(())
}
