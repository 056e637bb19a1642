//! Keeps what waits in step with what is done.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{PostId, RecordId, TenantId, post::PostState, record::Subject};
use tatefuda_regulation::Facts;
use tatefuda_store::{
    Tx, account,
    post::{self, Post},
    publication,
    record::record_find,
    task::{NewTask, Task, task_end, task_insert, task_next_change, task_stale, task_stale_sends, task_to_tend},
};
use uuid::Uuid;

use crate::{
    actor::{Actor, Via},
    command::Command as _,
    core::App,
    facts,
    failure::Failure,
    hand::Answer,
    noun::{Done, Follows},
    post::{asking, intended},
    publication::{Finish, Reconcile, Resolve},
    reads::Told,
};

/// How many posts are made anew in one transaction.
const AT_ONCE: i64 = 20;

/// Nouns of whose acts nothing that waits rests: their posts are named by the act, or they are looked up at reading.
const ELSEWHERE: &[&str] = &[
    "absence",
    "appointment",
    "audit",
    "copy",
    "device",
    "hand",
    "media",
    "notice",
    "pack",
    "password",
    "person",
    "position",
    "post",
    "publication",
    "record",
    "removal",
    "right",
    "session",
    "stop",
    "token",
];

/// The event that a send changes for its account.
const SENT: &str = "post.published";

/// The acts after which something may have been sent to an account. A lease, a stage, a hold change nothing for others.
const PUBLISHES: [&str; 4] = [Finish::NAME, Reconcile::NAME, Resolve::NAME, Answer::NAME];

/// See [`Follows`].
pub(super) struct Tasks;

impl Follows for Tasks {
    fn done<'a>(&'a self, app: &'a App, tx: &'a mut Tx, act: &'a Done) -> Told<'a, ()> {
        Box::pin(done(app, tx, act))
    }

    fn tend<'a>(&'a self, app: &'a App, tenant: TenantId) -> Told<'a, bool> {
        Box::pin(tend(app, tenant))
    }
}

async fn done(app: &App, tx: &mut Tx, act: &Done) -> Result<(), Failure> {
    let tenant = act.tenant;
    let noun = act.command.split('.').next().unwrap_or_default();
    let mut posts: Vec<PostId> = vec![];
    // What nobody has named as harmless may have changed what any of them rests on.
    let mut all = !ELSEWHERE.contains(&noun);
    for subject in act.subject.iter().chain(&act.touched) {
        match concerned(tx, tenant, subject).await? {
            Concerned::Post(post) if !posts.contains(&post) => posts.push(post),
            Concerned::All => all = true,
            Concerned::Post(_) | Concerned::Nothing => {}
        }
    }
    if all {
        task_stale(tx, tenant).await?;
    }
    for post in posts {
        if PUBLISHES.contains(&act.command) {
            task_stale_sends(tx, tenant, post).await?;
        }
        make(app, tx, tenant, post, act.at).await?;
    }
    Ok(())
}

/// What an act has changed by changing something.
enum Concerned {
    Post(PostId),
    All,
    Nothing,
}

async fn concerned(tx: &mut Tx, tenant: TenantId, subject: &Subject) -> Result<Concerned, Failure> {
    if subject.kind != "record" {
        return Ok(of(subject));
    }
    let Ok(id) = subject.id.parse::<RecordId>() else { return Ok(Concerned::Nothing) };
    match record_find(tx, tenant, id).await? {
        // What is said of a person, an account or the body may matter for every post.
        Some(record) if record.subject.kind != "post" => Ok(Concerned::All),
        Some(record) => Ok(of(&record.subject)),
        None => Ok(Concerned::Nothing),
    }
}

fn of(subject: &Subject) -> Concerned {
    let post = (subject.kind == "post").then(|| subject.id.parse().ok()).flatten();
    post.map_or(Concerned::Nothing, Concerned::Post)
}

/// Makes anew what waits of a post, as it stands in this transaction.
async fn make(app: &App, tx: &mut Tx, tenant: TenantId, id: PostId, now: Timestamp) -> Result<(), Failure> {
    task_end(tx, tenant, id).await?;
    match targets(app, tx, tenant, id, now).await {
        // A row of it cannot be read: it stands on the page of those, and nothing can be done with it before.
        Err(Failure::Unreadable(_)) => Ok(()),
        done => done,
    }
}

async fn targets(app: &App, tx: &mut Tx, tenant: TenantId, id: PostId, now: Timestamp) -> Result<(), Failure> {
    let Some(found) = post::get(tx, tenant, id).await?.filter(|post| post.state == PostState::Submitted) else {
        return Ok(());
    };
    if publication::of_post(tx, tenant, id).await?.iter().any(|one| one.state.name().send_begun()) {
        return Ok(());
    }
    let Some(revision) = post::revision(tx, tenant, found.revision).await? else { return Ok(()) };
    let at = intended(revision.window, now);
    let change = task_next_change(tx, tenant, at).await?;
    for (ordinal, target) in post::targets(tx, tenant, found.revision).await?.into_iter().enumerate() {
        let facts = match known(app, tx, tenant, &found, target.account, at).await {
            Ok(facts) => Some(facts),
            // No document is in force, or something cannot be read: nobody can tell before that is put right.
            Err(Failure::State { .. } | Failure::Unreadable(_)) => None,
            Err(other) => return Err(other),
        };
        // What ran before the regulation is asked about as started until its last moment.
        let stored = account::get(tx, tenant, target.account).await.ok().flatten();
        // Whose it is may change with time alone.
        let owners = stored.as_ref().and_then(|account| account.owners_change(at));
        let running = stored.and_then(|account| account.state.run()?.transition_until);
        // At the end of what a time can be, nothing comes after it.
        let running = running.filter(|until| at <= *until);
        let running = running.and_then(|until| until.checked_add(SignedDuration::from_micros(1)).ok());
        let task = Task {
            id: Uuid::from_u128(u128::from_be_bytes(app.env.bytes())).to_string(),
            post: id,
            account: target.account,
            ordinal: i64::try_from(ordinal).unwrap_or(i64::MAX),
            holds_until: change.into_iter().chain(running).chain(owners).min(),
            stale: facts.is_none(),
        };
        let text = facts.as_ref().map(Facts::canonical_json);
        // Which of the tasks a send of the account makes stale; most rules read nothing of earlier sends.
        let of_sends = facts.as_ref().is_some_and(|facts| facts.events.contains_key(SENT));
        if let Some(facts) = facts {
            // Whoever reads the list next need not parse what was just written. Where it is not there it is parsed from the row.
            app.kept.put(&task.id, Arc::new(facts));
        }
        task_insert(tx, tenant, &NewTask { task, facts: text, of_sends }).await?;
    }
    Ok(())
}

/// What is known of a target, whoever asks.
async fn known(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    post: &Post,
    account: tatefuda_domain::AccountId,
    at: Timestamp,
) -> Result<Facts, Failure> {
    let ask = asking::about(post.outward(), post.id, account).at(at);
    facts::known(app, tx, &Actor::nobody(tenant, Via::Worker), &ask, at).await
}

/// Makes a batch anew of what time or a change has made stale. No act: nothing is decided by it.
async fn tend(app: &App, tenant: TenantId) -> Result<bool, Failure> {
    let now = app.env.now();
    // Looked for without writing: nearly always there is nothing, and SQLite has one writer.
    let mut tx = app.db.read().await?;
    let any = task_to_tend(&mut tx, tenant, now, 1).await?;
    tx.rollback().await?;
    if any.is_empty() {
        return Ok(false);
    }
    let mut tx = app.db.write().await?;
    let posts = task_to_tend(&mut tx, tenant, now, AT_ONCE).await?;
    for post in &posts {
        make(app, &mut tx, tenant, *post, now).await?;
    }
    // Where nobody can tell it stays so until something changes: that is no reason to come again at once.
    let left = !task_to_tend(&mut tx, tenant, now, 1).await?.is_empty();
    tx.commit().await?;
    Ok(left && posts.len() == usize::try_from(AT_ONCE).unwrap_or(usize::MAX))
}
