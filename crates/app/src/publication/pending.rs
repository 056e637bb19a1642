//! What a person has scheduled and is not finished: it leaves with nobody when an appointment ends, so it is listed.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, AppointmentId, PersonId, PostId, PublicationId, SystemRight,
    publication::{Publication, PublicationState},
};
use tatefuda_store::{Rows, Tx, account, member::person_find, post, publication};
use utoipa::ToSchema;

use crate::{
    actor::Actor,
    core::App,
    facts::org,
    failure::{Failure, left_out},
    query::{Sees, open},
};

/// An intended send of somebody. Ids and times only: what it says is read under the reader's own access to the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Pending {
    /// The intended send.
    pub publication: PublicationId,
    /// Its post.
    pub post: PostId,
    /// The document number of the post, once it has one.
    pub document_number: Option<String>,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub account_name: String,
    /// Where it stands.
    #[schema(value_type = String)]
    pub state: PublicationState,
    /// The time chosen.
    pub planned_at: Timestamp,
    /// The appointment in which it was scheduled: in it the regulation is asked at the send.
    pub capacity: AppointmentId,
    /// When that appointment ends or ended, the person's leaving included; absent: open.
    pub capacity_until: Option<Timestamp>,
    /// Whether nobody holds that appointment any more at the planned time: the send will be held then.
    pub orphaned: bool,
}

/// What a person has scheduled and nobody has finished; oneself, or with the right to manage users.
///
/// # Errors
/// [`Failure::NotFound`], [`Failure::Forbidden`].
pub async fn pending(app: &App, actor: &Actor, person: PersonId) -> Result<Vec<Pending>, Failure> {
    let tenant = actor.tenant;
    let mut tx = open(app, actor, Sees::EachRow).await?;
    person_find(&mut tx, tenant, person).await?.ok_or(Failure::NotFound)?;
    if actor.named() != Some(person) {
        actor.require(SystemRight::ManageUsers)?;
    }
    let intents = publication::of_person(&mut tx, tenant, person).await?;
    listed(app, tx, actor, intents).await
}

/// What is scheduled to an account and not finished: it is held when the account stops.
///
/// # Errors
/// Whatever the database says.
pub async fn pending_of_account(app: &App, actor: &Actor, account: AccountId) -> Result<Vec<Pending>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let intents = publication::of_account(&mut tx, actor.tenant, account).await?;
    listed(app, tx, actor, intents).await
}

async fn listed(app: &App, mut tx: Tx, actor: &Actor, intents: Rows<Publication>) -> Result<Vec<Pending>, Failure> {
    let tenant = actor.tenant;
    let org = org::load(app, &mut tx, tenant).await?;
    let mut list = vec![];
    for intent in intents {
        let post = left_out(post::get(&mut tx, tenant, intent.post).await)?;
        let account = left_out(account::get(&mut tx, tenant, intent.account).await)?;
        let person = left_out(person_find(&mut tx, tenant, intent.scheduled_by).await)?;
        let appointment = org.appointments.iter().find(|one| one.id == intent.capacity);
        let until = [appointment.and_then(|one| one.span.until), person.and_then(|person| person.ended_at)]
            .into_iter()
            .flatten()
            .min();
        list.push(Pending {
            publication: intent.id,
            post: intent.post,
            document_number: post.and_then(|post| post.document_number),
            account: intent.account,
            account_name: account.map(|account| account.name).unwrap_or_default(),
            state: intent.state.name(),
            planned_at: intent.planned_at,
            capacity: intent.capacity,
            capacity_until: until,
            orphaned: until.is_some_and(|until| until <= intent.planned_at.max(app.env.now())),
        });
    }
    tx.rollback().await?;
    Ok(list)
}
