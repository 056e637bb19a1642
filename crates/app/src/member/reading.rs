//! Who may read a draft: a matter of the system, apart from the regulation, which governs acts.

use tatefuda_domain::{PersonId, SectionId, SystemRight};
use tatefuda_store::Tx;

use crate::{Actor, App, Failure, facts::org};

/// What decides about reading a draft.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The section to which it belongs.
    pub section: SectionId,
    /// Everybody who wrote any revision, gave a step or is addressed.
    pub involved: &'a [PersonId],
}

/// Whether a person may read a draft: with the right, as one of those involved, or from the same section.
/// Those whose step it waits for are found by the caller, who has the regulation's answer.
///
/// # Errors
/// Whatever the database says.
pub async fn may_read_draft(app: &App, tx: &mut Tx, actor: &Actor, draft: Draft<'_>) -> Result<bool, Failure> {
    if actor.may(SystemRight::ReadDrafts) || draft.involved.contains(&actor.person) {
        return Ok(true);
    }
    let Some(capacity) = actor.capacity else { return Ok(false) };
    let org = org::load(app, tx, actor.tenant).await?;
    let mut running = org.running(actor.person, app.env.now());
    Ok(running.any(|one| one.id == capacity && one.section == draft.section))
}
