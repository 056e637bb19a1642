//! Carries out a command: one transaction, one entry, one id.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tatefuda_audit::{AnswerRef, Draft, EntryKind};
use tatefuda_domain::{AnswerId, CommandId, Digest, case::By, record::Subject};
use tatefuda_store::{
    Tx,
    answer::{answer_find, answer_insert},
    audit::audit_append,
    command::{Carried, Outcome, command_find, command_insert},
};

use super::{Command, Cx, cx::Note};
use crate::{
    actor::{Actor, Scope},
    core::App,
    facts,
    failure::{Failure, Forbidden, Refusal, Stale},
    noun::Done,
    reads::Owed,
};

/// How often an act that met another is tried. With the pauses between, about a second: longer than acts take, shorter than
/// a person waits.
const ATTEMPTS: u32 = 24;

/// A refusal as it is kept under the command id.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kept {
    Answer(AnswerId),
    Forbidden(Forbidden),
    Stale(Stale),
}

/// Carries out a command. The same id again gives the same result and changes nothing.
///
/// # Errors
/// See [`Failure`]; [`Failure::Invalid`] for what lies outside the bounds (decision 0023). After any error but a refusal the database is as before; a refusal leaves its entry.
pub async fn execute<C: Command>(app: &App, actor: &Actor, id: CommandId, command: &C) -> Result<C::Out, Failure> {
    super::bound::check(command)?;
    let input = command.input();
    let first = once(app, actor, id, command, input).await;
    if !matches!(first, Err(Failure::Busy)) {
        return first;
    }
    // The first try takes no turn: most acts meet nobody. Whoever was in somebody's way then queues behind the others of this
    // process, so that those who lost once do not go on losing to each other. Against other processes a pause helps that
    // grows and is drawn by lot: two that met do not meet again in step.
    let _turn = app.turns.lock().await;
    for attempt in 1..ATTEMPTS {
        match once(app, actor, id, command, input).await {
            Err(Failure::Busy) => {
                let [random] = app.env.bytes::<1>();
                let millis = u64::from(attempt) * 2 + u64::from(random) % (u64::from(attempt) * 4);
                tokio::time::sleep(Duration::from_millis(millis)).await;
            }
            other => return other,
        }
    }
    Err(Failure::Busy)
}

async fn once<C: Command>(
    app: &App,
    actor: &Actor,
    id: CommandId,
    command: &C,
    input: Digest,
) -> Result<C::Out, Failure> {
    let mut tx = app.db.write().await?;
    if let Some(carried) = command_find(&mut tx, actor.tenant, id).await? {
        if carried.name != C::NAME || carried.input != input || carried.person != actor.named() {
            return Err(Failure::CommandReused);
        }
        return repeat::<C>(&mut tx, actor, carried).await;
    }
    let owed = Owed::begin(app, &mut tx, actor, C::READS.thing(app, command)).await?;
    // What a refused act has written by then is undone, and that it was refused is entered in the same transaction: there is
    // no moment at which the one is true and the other is not.
    tx.savepoint().await?;
    let at = app.env.now();
    let mut cx = Cx::new::<C>(&mut tx, app, actor, id, at, owed);
    let result = match admitted::<C>(actor) {
        Ok(()) => command.run(&mut cx).await,
        Err(forbidden) => Err(Failure::Forbidden(forbidden)),
    };
    let (mut note, mut owed) = (std::mem::take(&mut cx.note), cx.owed);
    if owed.is_open() {
        // It ended before it asked anything. Why is for those who may read what it is about.
        tx.rollback_to_savepoint().await?;
        owed.settle(app, &mut tx, actor, None).await?;
        tx.savepoint().await?;
        if result.is_ok() {
            return Err(Failure::internal("an act on what has readers was done without asking"));
        }
    }
    let (outcome, result, back) = match result {
        Ok(out) => {
            let done = Done {
                tenant: actor.tenant,
                command: C::NAME,
                subject: note.subject.clone(),
                touched: std::mem::take(&mut note.touched),
                happened: std::mem::take(&mut note.happened),
                steps: std::mem::take(&mut note.steps),
                by: actor.named().zip(actor.capacity).map(|(person, capacity)| By { person, capacity }),
                at,
            };
            for follows in app.nouns.iter().filter_map(|noun| noun.follows) {
                follows.done(app, &mut tx, &done).await?;
            }
            tx.release().await?;
            (Outcome::Done, json(&out), Ok(out))
        }
        Err(failure) if failure.is_refusal() => {
            tx.rollback_to_savepoint().await?;
            let kept = refuse(&mut tx, actor, &mut note, &failure).await?;
            (Outcome::Refused, json(&kept), Err(failure))
        }
        Err(failure) => {
            tx.rollback().await?;
            return Err(failure);
        }
    };
    let carried = Carried { name: C::NAME.to_owned(), input, person: actor.named(), outcome, result };
    command_insert(&mut tx, actor.tenant, id, &carried, at).await?;
    // Last of all: the head of the chain is one row, and while it is locked every other act of the body waits.
    let draft = entry::<C>(actor, id, at, outcome, note);
    let entry = audit_append(&mut tx, draft, app.env.entropy()).await?;
    if outcome == Outcome::Done {
        command.entered(app, actor.tenant, entry.head()).await?;
    }
    tx.commit().await?;
    back
}

/// What is asked of every act apart from the regulation.
fn admitted<C: Command>(actor: &Actor) -> Result<(), Forbidden> {
    if actor.scope < Scope::Act {
        return Err(Forbidden::ReadOnlyToken);
    }
    if actor.must_change_password && !C::WITH_INITIAL_PASSWORD {
        return Err(Forbidden::MustChangePassword);
    }
    Ok(())
}

async fn refuse(tx: &mut Tx, actor: &Actor, note: &mut Note, failure: &Failure) -> Result<Kept, Failure> {
    // Texts of an act that did not happen are not kept; the reason is.
    note.details.clear();
    note.answers.clear();
    note.after = None;
    Ok(match failure {
        Failure::Refused(refusal) => {
            if let Some(refused) = note.refused.take() {
                let stored = refused.stored;
                facts::keep_settings(tx, actor.tenant, &refused.governing, stored.at).await?;
                answer_insert(tx, actor.tenant, &stored).await?;
                note.answers.push(AnswerRef { id: stored.id, digest: stored.answer.digest() });
            }
            Kept::Answer(refusal.id)
        }
        Failure::Stale(stale) => {
            note.details.insert("reason".to_owned(), "stale".to_owned());
            (note.before, note.after) = (Some(stale.shown), Some(stale.now));
            Kept::Stale((**stale).clone())
        }
        Failure::Forbidden(forbidden) => {
            note.details.insert("reason".to_owned(), forbidden.key());
            Kept::Forbidden(forbidden.clone())
        }
        _ => return Err(Failure::internal("not a refusal")),
    })
}

fn entry<C: Command>(actor: &Actor, id: CommandId, at: jiff::Timestamp, outcome: Outcome, mut note: Note) -> Draft {
    note.details.append(&mut note.circumstances);
    let subject = note.subject.unwrap_or_else(|| Subject::new("body", actor.tenant));
    if note.answers.len() > 1 {
        let lines: Vec<String> = note.answers.iter().map(|answer| format!("{} {}", answer.id, answer.digest)).collect();
        note.details.insert("answers".to_owned(), lines.join("\n"));
    }
    Draft {
        tenant: actor.tenant,
        at,
        kind: match outcome {
            Outcome::Done => EntryKind::Done,
            Outcome::Refused => EntryKind::Refused,
        },
        command: C::NAME.to_owned(),
        command_id: id,
        person: note.person.or_else(|| actor.named()),
        capacity: actor.capacity,
        subject: tatefuda_audit::Subject { kind: subject.kind, id: subject.id },
        before: note.before,
        after: note.after,
        answer: note.answers.last().copied(),
        details: note.details,
    }
}

/// The result that the command had the first time.
async fn repeat<C: Command>(tx: &mut Tx, actor: &Actor, carried: Carried) -> Result<C::Out, Failure> {
    if carried.outcome == Outcome::Done {
        return serde_json::from_str(&carried.result).map_err(Failure::internal);
    }
    Err(match serde_json::from_str(&carried.result).map_err(Failure::internal)? {
        Kept::Forbidden(forbidden) => Failure::Forbidden(forbidden),
        Kept::Stale(stale) => Failure::Stale(Box::new(stale)),
        Kept::Answer(id) => {
            let stored = answer_find(tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
            Failure::Refused(Box::new(Refusal { id, answer: stored.answer }))
        }
    })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("results are plain data")
}
