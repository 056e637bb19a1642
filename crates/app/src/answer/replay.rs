//! Asks a stored question again: same packs, same settings, same facts, years later.

use serde::Serialize;
use tatefuda_domain::AnswerId;
use tatefuda_regulation::{Answer, Facts, Question};
use tatefuda_store::answer::{answer_find, settings_snapshot_get};

use super::view::answer;
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{Look, Query, query},
    reads::Reads,
};

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
/// [`Failure::NotFound`] also for somebody who may not read the answer; the stored sources no longer load.
pub async fn replay(app: &App, actor: &Actor, id: AnswerId) -> Result<Replay, Failure> {
    query(app, actor, &Again { answer: id }).await
}

/// See [`replay`].
struct Again {
    answer: AnswerId,
}

impl Query for Again {
    const READS: Reads<Self> = Reads::Of(|of| Some(answer(of.answer)));
    type Out = Replay;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Replay, Failure> {
        let tenant = look.actor.tenant;
        let stored = answer_find(look.tx, tenant, self.answer).await?.ok_or(Failure::NotFound)?;
        let settings = settings_snapshot_get(look.tx, tenant, stored.settings).await?;
        let settings = settings.ok_or_else(|| Failure::internal("the settings of the answer are not stored"))?;
        let regulation = look.app.regulations.joined(look.tx, tenant, stored.house, stored.pack, settings).await?;
        let facts: Facts = serde_json::from_str(&stored.facts).map_err(Failure::internal)?;
        let mut question = Question::new(stored.action, stored.asked_for, &facts);
        question.mode = stored.question.mode;
        question.step = stored.question.step;
        question.record_kind = stored.question.record_kind;
        question.procedure = stored.question.procedure;
        question.end = stored.question.end;
        question.duty = stored.question.duty;
        let again = regulation.ask(&question);
        let same = again.digest() == stored.answer.digest();
        Ok(Replay { stored: stored.answer, again, same })
    }
}
