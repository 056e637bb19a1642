//! What waits for a person (今日の仕事).

use jiff::SignedDuration;
use tatefuda_domain::{Action, SystemRight, post::PostState, publication::PublicationState};
use tatefuda_store::{
    Tx,
    post::{self, Filter, Listed, trail},
    publication,
};

use super::{
    asking, find,
    list::{names, row},
    paper::Paper,
    people::Names,
    rights, submit,
    view::{Today, TodayRecord, TodayReturned, TodayStep, TodayTrouble},
};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Asked},
    failure::{Failure, left_out},
};

/// Most posts looked at for one page.
const MANY: i64 = 200;
/// A window that ends within this time is shown.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// Everything that waits for this person in this capacity.
///
/// # Errors
/// Whatever the database says.
pub async fn today(app: &App, actor: &Actor) -> Result<Today, Failure> {
    let mut tx = app.db.read().await?;
    let names = names(app, &mut tx, actor).await?;
    let mut today = Today::default();
    for listed in in_state(&mut tx, actor, PostState::Submitted).await? {
        left_out(submitted(app, &mut tx, actor, &names, listed, &mut today).await)?;
    }
    for listed in in_state(&mut tx, actor, PostState::Returned).await? {
        if is_mine(&mut tx, actor, &listed).await? {
            let notes = trail::notes(&mut tx, actor.tenant, listed.post.id).await?;
            let note = notes.into_iter().rev().find(|note| note.kind == "return");
            let note = note.map(|note| find::note_view(note, &names));
            today.returned.push(TodayReturned { post: row(&mut tx, actor, &names, listed).await?, note });
        }
    }
    for listed in in_state(&mut tx, actor, PostState::Drafting).await? {
        if is_mine(&mut tx, actor, &listed).await? {
            today.drafts.push(row(&mut tx, actor, &names, listed).await?);
        }
    }
    trouble(app, &mut tx, actor, &names, &mut today).await?;
    tx.rollback().await?;
    Ok(today)
}

async fn in_state(tx: &mut Tx, actor: &Actor, state: PostState) -> Result<Vec<Listed>, Failure> {
    let filter = Filter { state: Some(state), ..Filter::default() };
    Ok(post::list(tx, actor.tenant, &filter, MANY).await?.readable())
}

async fn is_mine(tx: &mut Tx, actor: &Actor, listed: &Listed) -> Result<bool, Failure> {
    if listed.post.created_by == actor.person || listed.person == actor.person {
        return Ok(true);
    }
    let revisions = post::revisions(tx, actor.tenant, listed.post.id).await?;
    Ok(revisions.iter().any(|revision| revision.person == actor.person))
}

async fn submitted(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    names: &Names,
    listed: Listed,
    today: &mut Today,
) -> Result<(), Failure> {
    let now = app.env.now();
    let paper = Paper::load(tx, actor.tenant, listed.post.id).await?;
    if paper.publications.iter().any(|one| one.state.send_begun()) {
        return Ok(());
    }
    let at = submit::intended(&paper, now);
    let mut asked: Vec<Asked> = vec![];
    for target in &paper.targets {
        let ask = asking::about(Action::PostPublish, paper.post.id, target.account).at(at);
        asked.push(facts::ask(app, tx, actor, ask, now).await?);
    }
    let steps = find::step_offers(&paper, &asked, actor);
    let view = row(tx, actor, names, listed).await?;
    for (target, one) in paper.targets.iter().zip(&asked) {
        for awaited in asking::open_records(&one.answer, actor.person) {
            today.records.push(TodayRecord {
                post: view.clone(),
                kind: awaited.kind.to_owned(),
                label: awaited.label.clone(),
                account: target.account,
                clauses: awaited.group.clauses.clone(),
            });
        }
    }
    let ends_soon = view.window.until.is_some_and(|until| until.duration_since(now) < SOON);
    let live = paper.publications.iter().any(|one| one.state.is_live());
    if ends_soon && !live && (!steps.is_empty() || paper.authors.contains(&actor.person)) {
        today.ending.push(view.clone());
    }
    // What was held stands among the troubles, with the way on.
    let held = paper.publications.iter().any(|one| one.state == PublicationState::Held);
    if find::can_send(&paper, &asked, asking::is_about_time) && !held {
        today.ready.push(view.clone());
    }
    if !steps.is_empty() {
        let present = paper.revision.id;
        let seen = trail::last_look(tx, actor.tenant, paper.post.id, actor.person, present).await?;
        today.steps.push(TodayStep { post: view, steps, seen_before: seen.is_some() });
    }
    Ok(())
}

/// Troubles are shown to those who scheduled, wrote, or sit in the section, and to those who read all drafts.
async fn trouble(app: &App, tx: &mut Tx, actor: &Actor, names: &Names, today: &mut Today) -> Result<(), Failure> {
    let section = rights::section(app, tx, actor).await?;
    for state in [PublicationState::Unknown, PublicationState::Held, PublicationState::Failed] {
        for one in publication::in_state(tx, actor.tenant, state, MANY).await? {
            let siblings = publication::of_post(tx, actor.tenant, one.post).await?;
            // A failure is settled once something newer exists for the account.
            let newer = siblings.iter().any(|p| p.account == one.account && p.scheduled_at > one.scheduled_at);
            if state == PublicationState::Failed && newer {
                continue;
            }
            let Some(post) = left_out(post::get(tx, actor.tenant, one.post).await)? else { continue };
            let near = actor.may(SystemRight::ReadDrafts)
                || one.scheduled_by == actor.person
                || post.created_by == actor.person
                || section == Some(post.section);
            if near && post.state != PostState::Withdrawn {
                let revision = left_out(post::revision(tx, actor.tenant, post.revision).await)?;
                let title = revision.map(|revision| revision.title).unwrap_or_default();
                today.trouble.push(TodayTrouble { post: post.id, title, publication: names.publication(&one) });
            }
        }
    }
    Ok(())
}
