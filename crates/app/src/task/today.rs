//! What waits for a person (今日の仕事), in some statements however much there is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use tatefuda_domain::{
    AccountId, PostId, SystemRight,
    post::PostState,
    publication::{Publication, PublicationState},
};
use tatefuda_regulation::RecordScope;
use tatefuda_store::{
    Tx,
    post::trail,
    task::{task_own, task_own_sends, task_own_targets, task_seen_before, task_trouble, task_written},
};

use super::{
    stand::{self, Waiting},
    view::{Today, TodayRecord, TodayReturned, TodayStep, TodayTrouble},
};
use crate::{
    actor::Actor,
    case,
    core::App,
    failure::Failure,
    post::{
        asking,
        find::{Stand, can_send, note_view, step_offers},
        list::{line, names},
        people::Names,
        rights,
        view::PostRow,
    },
    query::{Look, Query, query},
    reads::Reads,
};

/// Most posts of one kind on one page.
const MANY: i64 = 200;
/// A window that ends within this time is shown.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// Everything that waits for this person in this capacity.
///
/// # Errors
/// Whatever the database says.
pub async fn today(app: &App, actor: &Actor) -> Result<Today, Failure> {
    query(app, actor, &Own).await
}

/// See [`today`].
struct Own;

impl Query for Own {
    // What waits for somebody is theirs to read; the rest is their own, or near them.
    const READS: Reads<Self> = Reads::EachRow;
    type Out = Today;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Today, Failure> {
        let (app, actor) = (look.app, look.actor);
        let names = names(app, look.tx, actor).await?;
        let mut today = Today::default();
        let waiting = stand::all(app, look.tx, actor, &names, MANY).await?;
        if !waiting.is_empty() {
            let mine = Mine {
                seen_before: task_seen_before(look.tx, actor.tenant, actor.person).await?.into_iter().collect(),
                written: task_written(look.tx, actor.tenant, actor.person).await?.into_iter().collect(),
            };
            for one in waiting {
                submitted(look, &names, &mine, one, &mut today);
            }
        }
        for post in own(look.tx, actor, &names, PostState::Returned).await? {
            let notes = trail::notes(look.tx, actor.tenant, post.id).await?;
            let note = notes.into_iter().rev().find(|note| note.kind == "return");
            today.returned.push(TodayReturned { post, note: note.map(|note| note_view(note, &names)) });
        }
        today.drafts = own(look.tx, actor, &names, PostState::Drafting).await?;
        trouble(look, &names, &mut today).await?;
        today.cases = case::turns(look, &names).await?;
        today.once();
        Ok(today)
    }
}

/// What of the posts that wait is this person's.
struct Mine {
    seen_before: BTreeSet<PostId>,
    written: BTreeSet<PostId>,
}

fn submitted(look: &Look<'_>, names: &Names, mine: &Mine, one: Waiting, today: &mut Today) {
    let (actor, now) = (look.actor, look.at);
    let id = one.listed.post.id;
    let accounts: Vec<AccountId> = one.targets.iter().map(|task| task.account).collect();
    let stand = Stand {
        state: one.listed.post.state,
        accounts: accounts.clone(),
        publications: &one.publications,
        ledger: &names.accounts,
    };
    let asked = one.asked.unwrap_or_default();
    let authors = [one.listed.post.created_by, one.listed.person];
    let steps = step_offers(&stand, &asked, actor);
    let live = one.publications.iter().any(|one| one.state.name().is_live());
    // What was held stands among the troubles, with the way on.
    let held = one.publications.iter().any(|one| one.state.name() == PublicationState::Held);
    let ready = can_send(&stand, &asked, asking::is_about_time) && !held;
    let view = line(names, one.listed, accounts.iter().copied(), &one.publications);
    let before = today.records.len() + today.ending.len() + today.ready.len() + today.steps.len();
    for (account, one) in accounts.iter().zip(&asked) {
        for awaited in asking::open_records(&one.answer, actor.person) {
            // What the reader would owe if it were they who brought it out (a pledge of their own) is no work that this
            // post makes for them, and what its authors can give waits for them alone.
            let of_authors = || authors.iter().any(|author| asking::holds(awaited.who, *author));
            if !mine.written.contains(&id) && (awaited.scope == RecordScope::Person || of_authors()) {
                continue;
            }
            // One line for a record, to however many accounts the post goes.
            if today.records.iter().any(|known| known.post.id == id && known.kind == awaited.kind) {
                continue;
            }
            today.records.push(TodayRecord {
                post: view.clone(),
                kind: awaited.kind.to_owned(),
                label: awaited.label.clone(),
                account: *account,
                clauses: awaited.group.clauses.clone(),
            });
        }
    }
    let ends_soon = view.window.until.is_some_and(|until| until.duration_since(now) < SOON);
    if ends_soon && !live && (!steps.is_empty() || mine.written.contains(&id)) {
        today.ending.push(view.clone());
    }
    if ready {
        today.ready.push(view.clone());
    }
    if !steps.is_empty() {
        today.steps.push(TodayStep { post: view, steps, seen_before: mine.seen_before.contains(&id) });
    }
    let listed = today.records.len() + today.ending.len() + today.ready.len() + today.steps.len() > before;
    if one.checking && listed {
        today.checking.push(id);
    }
}

/// The person's own posts in a state, the last changed first.
async fn own(tx: &mut Tx, actor: &Actor, names: &Names, state: PostState) -> Result<Vec<PostRow>, Failure> {
    let (tenant, person) = (actor.tenant, actor.person);
    let listed = task_own(tx, tenant, state, person, MANY).await?.readable();
    if listed.is_empty() {
        return Ok(vec![]);
    }
    let mut accounts: BTreeMap<PostId, Vec<AccountId>> = BTreeMap::new();
    for (post, account) in task_own_targets(tx, tenant, state, person).await? {
        accounts.entry(post).or_default().push(account);
    }
    let mut sends: BTreeMap<PostId, Vec<Publication>> = BTreeMap::new();
    for one in task_own_sends(tx, tenant, state, person).await? {
        sends.entry(one.post).or_default().push(one);
    }
    let rows = listed.into_iter().map(|listed| {
        let id = listed.post.id;
        let accounts = accounts.remove(&id).unwrap_or_default();
        line(names, listed, accounts.into_iter(), &sends.remove(&id).unwrap_or_default())
    });
    Ok(rows.collect())
}

/// Troubles are shown to those who scheduled, wrote, or sit in the section, and to those who read all drafts.
async fn trouble(look: &mut Look<'_>, names: &Names, today: &mut Today) -> Result<(), Failure> {
    let actor = look.actor;
    let section = rights::section(look.app, look.tx, actor).await?;
    for state in [PublicationState::Unknown, PublicationState::Held, PublicationState::Failed] {
        for one in task_trouble(look.tx, actor.tenant, state, MANY).await? {
            let near = actor.may(SystemRight::ReadDrafts)
                || one.publication.scheduled_by == actor.person
                || one.created_by == actor.person
                || section == Some(one.section);
            if near {
                let publication = names.publication(&one.publication);
                today.trouble.push(TodayTrouble { post: one.publication.post, title: one.title, publication });
            }
        }
    }
    Ok(())
}
