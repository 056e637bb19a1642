//! Asks a stored question again: same packs, same settings, same facts, years later.

use serde::Serialize;
use tatefuda_domain::AnswerId;
use tatefuda_regulation::{Answer, Facts, Question};
use tatefuda_store::answer::settings_snapshot_get;

use super::find;
use crate::{actor::Actor, core::App, failure::Failure};

/// The answer then and now.
#[derive(Debug, Clone, Serialize)]
pub struct Replay {
    /// As it was stored.
    pub stored: Answer,
    /// As the engine answers today.
    pub again: Answer,
    /// Whether they are the same.
    pub same: bool,
}

/// Asks again.
///
/// # Errors
/// [`Failure::NotFound`]; the stored sources no longer load.
pub async fn replay(app: &App, actor: &Actor, id: AnswerId) -> Result<Replay, Failure> {
    let stored = find(app, actor, id).await?;
    let mut tx = app.db.read().await?;
    let settings = settings_snapshot_get(&mut tx, actor.tenant, stored.settings).await?;
    let settings = settings.ok_or_else(|| Failure::internal("the settings of the answer are not stored"))?;
    let regulation = app.regulations.joined(&mut tx, actor.tenant, stored.house, stored.pack, settings).await?;
    let facts: Facts = serde_json::from_str(&stored.facts).map_err(Failure::internal)?;
    let mut question = Question::new(stored.action, stored.asked_for, &facts);
    question.mode = stored.question.mode;
    question.step = stored.question.step;
    question.record_kind = stored.question.record_kind;
    let again = regulation.ask(&question);
    let same = again.digest() == stored.answer.digest();
    Ok(Replay { stored: stored.answer, again, same })
}
