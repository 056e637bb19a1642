//! Reading the operation records.

use std::collections::BTreeMap;

use tatefuda_audit::{Detail, Entry, Unreadable};
use tatefuda_domain::{AccountId, PersonId, PostId, SystemRight};
use tatefuda_store::{
    Tx, account,
    audit::{audit_details, audit_newest},
    post,
};

use crate::{
    actor::Actor,
    core::App,
    facts::org::{self, Org},
    failure::{Failure, left_out},
    query::{Sees, open},
};

/// Most entries that one page holds.
pub const PAGE_MAX: i64 = 200;

/// An entry with the texts that stand beside the chain.
#[derive(Debug, Clone)]
pub struct EntryView {
    /// The entry; a row that cannot be read is shown as such, never skipped.
    pub entry: Result<Entry, Unreadable>,
    /// Its texts; erased ones without value.
    pub details: Vec<Detail>,
}

/// What the subjects of entries are called, by kind and id, as far as they have a name that can be read. Whoever reads the
/// records may know of everything what it was, not what stood in it.
///
/// # Errors
/// [`Failure::Forbidden`] without the right to read them.
pub async fn names(
    app: &App,
    actor: &Actor,
    entries: &[EntryView],
) -> Result<BTreeMap<(String, String), String>, Failure> {
    let mut tx = open(app, actor, Sees::With(SystemRight::ReadAudit)).await?;
    let org = org::load(app, &mut tx, actor.tenant).await?;
    let mut names = BTreeMap::new();
    for entry in entries.iter().filter_map(|one| one.entry.as_ref().ok()) {
        if let Some(person) = entry.person
            && let Some(known) = org.people.get(&person)
        {
            names.insert(("person".to_owned(), person.to_string()), known.name.clone());
        }
        let key = (entry.subject.kind.clone(), entry.subject.id.clone());
        if names.contains_key(&key) {
            continue;
        }
        if let Some(name) = name(&mut tx, actor, &org, &key).await? {
            names.insert(key, name);
        }
    }
    tx.rollback().await?;
    Ok(names)
}

async fn name(tx: &mut Tx, actor: &Actor, org: &Org, key: &(String, String)) -> Result<Option<String>, Failure> {
    let (kind, id, tenant) = (key.0.as_str(), key.1.as_str(), actor.tenant);
    Ok(match kind {
        "post" => match id.parse::<PostId>() {
            Ok(id) => match left_out(post::get(tx, tenant, id).await)? {
                // A title is the first line of a text, which is not everybody's to read.
                Some(post) if actor.may(SystemRight::ReadDrafts) => {
                    left_out(post::revision(tx, tenant, post.revision).await)?.map(|one| one.title)
                }
                Some(post) => post.document_number,
                None => None,
            },
            Err(_) => None,
        },
        "account" => match id.parse::<AccountId>() {
            Ok(id) => left_out(account::get(tx, tenant, id).await)?.map(|one| one.name),
            Err(_) => None,
        },
        "person" => id.parse::<PersonId>().ok().and_then(|id| org.people.get(&id)).map(|one| one.name.clone()),
        _ => None,
    })
}

/// Entries before a number (absent: from the end), newest first.
///
/// # Errors
/// [`Failure::Forbidden`] without the right to read them.
pub async fn newest(app: &App, actor: &Actor, before: Option<u64>, limit: i64) -> Result<Vec<EntryView>, Failure> {
    let mut tx = open(app, actor, Sees::With(SystemRight::ReadAudit)).await?;
    let limit = limit.clamp(1, PAGE_MAX);
    let entries = audit_newest(&mut tx, actor.tenant, before.unwrap_or(u64::MAX), limit).await?;
    let numbers = entries.iter().filter_map(|entry| entry.as_ref().ok().map(|entry| entry.seq));
    let (from, to) = numbers.fold((u64::MAX, 0), |(from, to), seq| (from.min(seq), to.max(seq)));
    let mut details = if from <= to { left_out(audit_details(&mut tx, actor.tenant, from, to).await)? } else { vec![] };
    Ok(entries
        .into_iter()
        .map(|entry| {
            let seq = entry.as_ref().ok().map(|entry| entry.seq);
            let own = details.extract_if(.., |detail| Some(detail.seq) == seq).collect();
            EntryView { entry, details: own }
        })
        .collect())
}
