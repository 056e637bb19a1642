//! What waits for a person (今日の仕事), in some statements however much there is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use tatefuda_domain::{
    AccountId, PersonId, PostId, PublicationId, SectionId, SystemRight,
    post::PostState,
    publication::{Evidence, Publication, PublicationState, Shows, State, open_finding},
    removal::Removal,
};
use tatefuda_regulation::RecordScope;
use tatefuda_store::{
    Tx,
    post::trail,
    publication::evidence::evidence_doubted,
    removal::{removals_of, removals_open},
    task::{
        Troubled, task_of_send, task_own, task_own_sends, task_own_targets, task_seen_before, task_trouble,
        task_written,
    },
};

use super::{
    MANY, acting,
    stand::{self, Waiting},
    view::{Today, TodayFinding, TodayHand, TodayRecord, TodayRemoval, TodayReturned, TodayStep, TodayTrouble},
};
use crate::{
    actor::Actor,
    core::App,
    duty,
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
    removal,
};

/// A window that ends within this time is shown.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// Lines of one kind that stand on the page, where the list of them has the others.
const SHOWN: i64 = 20;
/// Most lines of one kind for programs that tell somebody of them.
const TOLD: i64 = 200;

/// What waits for this person in this capacity, as the page shows it.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn today(app: &App, actor: &Actor) -> Result<Today, Failure> {
    query(app, actor, &Own { most: SHOWN }).await
}

/// The same for a program that has no list to lead to.
///
/// # Errors
/// As [`today`].
pub async fn told(app: &App, actor: &Actor) -> Result<Today, Failure> {
    query(app, actor, &Own { most: TOLD }).await
}

/// How many things wait: what [`Today::count`] says of [`today`].
///
/// # Errors
/// As [`today`].
pub async fn count(app: &App, actor: &Actor) -> Result<usize, Failure> {
    Ok(query(app, actor, &Own { most: 0 }).await?.count())
}

/// See [`today`].
struct Own {
    /// Lines of steps and of duties; they are counted all the same.
    most: i64,
}

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
        let near = Near::of(look).await?;
        trouble(look, &names, &near, &mut today).await?;
        hand(look, &names, &near, &mut today).await?;
        findings(look, &names, &near, &mut today).await?;
        removals(look, &names, &near, &mut today).await?;
        acting::add(look, &names, &mut today).await?;
        let found = duty::of_today(look, &names, self.most).await?;
        let number = |count: i64| usize::try_from(count).unwrap_or_default();
        today.more_cases = number(found.count.steps).saturating_sub(found.turns.len());
        today.more_duties = number(found.count.pressing).saturating_sub(found.duties.len());
        today.later = number(found.count.told - found.count.pressing);
        (today.cases, today.duties) = (found.turns, found.duties);
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
    let stand = Stand { state: one.listed.post.state, accounts: accounts.clone(), publications: &one.publications };
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

/// Whose sends a person sees among what waits for them.
struct Near {
    all: bool,
    person: PersonId,
    section: Option<SectionId>,
}

impl Near {
    async fn of(look: &mut Look<'_>) -> Result<Self, Failure> {
        let section = rights::section(look.app, look.tx, look.actor).await?;
        Ok(Self { all: look.actor.may(SystemRight::ReadDrafts), person: look.actor.person, section })
    }

    /// Those who scheduled, wrote, or sit in the section, and those who read all drafts.
    fn sees(&self, one: &Troubled) -> bool {
        self.all
            || one.publication.scheduled_by == self.person
            || one.created_by == self.person
            || self.section == Some(one.section)
    }
}

async fn trouble(look: &mut Look<'_>, names: &Names, near: &Near, today: &mut Today) -> Result<(), Failure> {
    for state in [PublicationState::Unknown, PublicationState::Held, PublicationState::Failed] {
        for one in task_trouble(look.tx, look.actor.tenant, state, MANY).await? {
            if near.sees(&one) {
                let publication = names.publication(&one.publication);
                today.trouble.push(TodayTrouble { post: one.publication.post, title: one.title, publication });
            }
        }
    }
    Ok(())
}

/// Tasks by hand that may be taken, and those that this person has taken.
async fn hand(look: &mut Look<'_>, names: &Names, near: &Near, today: &mut Today) -> Result<(), Failure> {
    for state in [PublicationState::Taken, PublicationState::Waiting] {
        for one in task_trouble(look.tx, look.actor.tenant, state, MANY).await? {
            let mine = matches!(one.publication.state, State::Taken { by, .. } if by == near.person);
            if mine || (state == PublicationState::Waiting && near.sees(&one)) {
                today.hand.push(TodayHand {
                    post: one.publication.post,
                    until: one.publication.state.until(),
                    publication: names.publication(&one.publication),
                    title: one.title,
                    mine,
                });
            }
        }
    }
    Ok(())
}

/// Published posts of which somebody found something else than what was approved, until that is settled.
async fn findings(look: &mut Look<'_>, names: &Names, near: &Near, today: &mut Today) -> Result<(), Failure> {
    let tenant = look.actor.tenant;
    let mut of: BTreeMap<PublicationId, Vec<Evidence>> = BTreeMap::new();
    for one in evidence_doubted(look.tx, tenant).await? {
        of.entry(one.publication).or_default().push(one);
    }
    for (id, evidence) in of {
        let Some(open) = open_finding(&evidence) else { continue };
        // Gone as it was decided.
        let removed = |one: &Removal| matches!(one.state, tatefuda_domain::removal::State::Removed { .. });
        if open.shows == Shows::Gone && removals_of(look.tx, tenant, id).await?.iter().any(removed) {
            continue;
        }
        let Some(one) = task_of_send(look.tx, tenant, id).await?.filter(|one| near.sees(one)) else { continue };
        today.findings.push(TodayFinding {
            post: one.publication.post,
            publication: names.publication(&one.publication),
            title: one.title,
            finding: names.evidence(open.clone()),
        });
    }
    Ok(())
}

/// Published posts that somebody has to take down, or to look at.
async fn removals(look: &mut Look<'_>, names: &Names, near: &Near, today: &mut Today) -> Result<(), Failure> {
    let tenant = look.actor.tenant;
    for removal in removals_open(look.tx, tenant, MANY).await? {
        let send = task_of_send(look.tx, tenant, removal.publication).await?;
        let Some(one) = send.filter(|one| near.sees(one)) else { continue };
        today.removals.push(TodayRemoval {
            post: one.publication.post,
            publication: names.publication(&one.publication),
            title: one.title,
            removal: removal::view::view(removal, names),
        });
    }
    Ok(())
}
