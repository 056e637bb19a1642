//! Who holds the roles of a document at this moment, by position or by a record.

use std::{collections::BTreeMap, sync::Arc};

use tatefuda_domain::Action;
use tatefuda_regulation::Who;

use super::Governing;
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Ask, SubjectRef},
    failure::Failure,
    query::{Sees, open},
};

/// The roles of a document with those who hold them, by role. Open to every member of the body.
///
/// # Errors
/// Whatever the database says.
pub async fn holders(app: &App, actor: &Actor, governing: &Arc<Governing>) -> Result<BTreeMap<String, Who>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    // The facts of any question hold the organisation and the records that appoint; its answer does not matter.
    let mut ask = Ask::new(Action::RecordGive, SubjectRef::Body);
    ask.candidate = Some(Arc::clone(governing));
    let asked = facts::ask(app, &mut tx, actor, ask, app.env.now()).await?;
    tx.rollback().await?;
    let regulation = &governing.regulation;
    let roles = regulation.body().roles.iter();
    Ok(roles.map(|role| (role.id.clone(), regulation.role_holders(&role.id, &asked.facts, asked.at))).collect())
}
