//! The list of posts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, PersonId, PostId, PublicationId, SystemRight, post::PostState, publication::Publication,
};
use tatefuda_store::{
    Tx,
    post::{
        self,
        list::{self, Filter, Line, Listed, Sends},
    },
    publication,
    removal::removals_of_posts,
};

use super::{
    paper,
    people::Names,
    rights,
    view::{PostPage, PostRow, RowAccount},
};
use crate::{
    actor::Actor,
    core::App,
    facts::org,
    failure::{Failure, left_out},
    query::{self, Look},
    reads::{self, Reads},
    removal::{self, view::RemovalView},
    task,
};

/// So far a list is counted.
pub const COUNTED: i64 = 1000;

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only those in this state.
    pub state: Option<PostState>,
    /// Only those whose sends stand so.
    pub sends: Option<Sends>,
    /// Only those whose title or text contains this.
    pub text: Option<String>,
    /// Only those begun by this person.
    pub author: Option<PersonId>,
    /// Cursor: only those last changed before.
    pub before: Option<Timestamp>,
    /// At most so many rows, 1 to 100; 0 means 50.
    pub limit: u32,
}

/// A page of the posts that this person may read, the last changed first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor, query: &Query) -> Result<PostPage, Failure> {
    query::query(app, actor, query).await
}

impl query::Query for Query {
    // The section, one's own and what waits: each row is looked at.
    const READS: Reads<Self> = Reads::EachRow;
    type Out = PostPage;

    async fn answer(&self, look: &mut Look<'_>) -> Result<PostPage, Failure> {
        let (app, actor) = (look.app, look.actor);
        let tx = &mut *look.tx;
        let names = names(app, tx, actor).await?;
        let limit = i64::from(if self.limit == 0 { 50 } else { self.limit.min(100) });
        let all = actor.may(SystemRight::ReadDrafts);
        let section = rights::section(app, tx, actor).await?;
        // Somebody without a section sees only what is theirs: no section has the nil id.
        let nowhere = tatefuda_domain::Id::from_uuid(uuid::Uuid::nil());
        let filter = Filter {
            reader: (!all).then(|| (section.unwrap_or(nowhere), actor.person)),
            author: self.author,
            state: self.state,
            sends: self.sends,
            text: self.text.clone(),
            before: self.before,
        };
        let found = list::list(tx, actor.tenant, &filter, limit + 1).await?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let counted = Filter { before: None, ..filter.clone() };
        let total = list::count(tx, actor.tenant, &counted, COUNTED + 1).await?;
        let mut page = PostPage { rows: vec![], next: None, total: total.min(COUNTED), more: total > COUNTED };
        let (mut waiting, mut shown_posts) = (None, vec![]);
        for Line { listed, near } in found.into_iter().take(shown) {
            page.next = Some(listed.post.updated_at);
            if !near {
                let waiting = match &waiting {
                    Some(known) => known,
                    None => waiting.insert(task::waiting(app, tx, actor, &names, limit + 1).await?),
                };
                // What waits for somebody is theirs to read, and is stored for all posts. Where nothing is stored, it is asked;
                // where that cannot be told, it is not shown.
                let readable = match waiting.get(&listed.post.id) {
                    Some(waits) => *waits,
                    None => left_out(reads::may(app, tx, actor, rights::post(listed.post.id)).await)?,
                };
                if !readable {
                    continue;
                }
            }
            shown_posts.push(listed);
        }
        page.rows = rows(tx, actor, &names, shown_posts).await?;
        page.next = page.next.filter(|_| more);
        Ok(page)
    }
}

pub(crate) async fn names(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Names, Failure> {
    Ok(Names { org: org::load(app, tx, actor.tenant).await?, accounts: paper::accounts(tx, actor.tenant).await? })
}

/// Lines of a page, in three statements however many they are.
pub(crate) async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    names: &Names,
    listed: Vec<Listed>,
) -> Result<Vec<PostRow>, Failure> {
    let ids: Vec<PostId> = listed.iter().map(|one| one.post.id).collect();
    let mut sends: BTreeMap<PostId, Vec<Publication>> = BTreeMap::new();
    for one in publication::of_posts(tx, actor.tenant, &ids).await?.readable() {
        sends.entry(one.post).or_default().push(one);
    }
    let mut removals: BTreeMap<PublicationId, Vec<RemovalView>> = BTreeMap::new();
    for one in removals_of_posts(tx, actor.tenant, &ids).await?.readable() {
        removals.entry(one.publication).or_default().push(removal::view::view(one, names));
    }
    let mut accounts: BTreeMap<PostId, Vec<AccountId>> = BTreeMap::new();
    for (post, account) in post::accounts(tx, actor.tenant, &ids).await? {
        accounts.entry(post).or_default().push(account);
    }
    let row = |listed: Listed| {
        let id = listed.post.id;
        let accounts = accounts.remove(&id).unwrap_or_default();
        let mut row = line(names, listed, accounts.into_iter(), &sends.remove(&id).unwrap_or_default());
        for send in &mut row.publications {
            send.removals = removals.remove(&send.id).unwrap_or_default();
        }
        row
    };
    Ok(listed.into_iter().map(row).collect())
}

/// A line of a list, with everything at hand.
pub(crate) fn line(
    names: &Names,
    listed: Listed,
    accounts: impl Iterator<Item = AccountId>,
    publications: &[Publication],
) -> PostRow {
    let account =
        |account| RowAccount { account, name: names.account(account), service: names.service(account).cloned() };
    PostRow {
        id: listed.post.id,
        version: listed.post.version,
        title: listed.title,
        state: listed.post.state,
        document_number: listed.post.document_number,
        section_name: names.section(listed.post.section),
        category: listed.category,
        person: names.person(listed.person, None),
        updated_at: listed.post.updated_at,
        window: listed.window,
        accounts: accounts.map(account).collect(),
        publications: publications.iter().map(|one| names.publication(one)).collect(),
    }
}
