//! People as they are shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tatefuda_domain::{PersonId, SystemRight};
use tatefuda_store::{
    Tx,
    member::{Person, credential_find, person_find, person_list, right_list, right_list_all},
};
use utoipa::ToSchema;

use crate::{
    Actor, App, Failure,
    failure::left_out,
    org::{AppointmentView, appointments_of},
    query::{Sees, open},
};

/// A person with what belongs to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Person)]
pub struct PersonView {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// Capacities at this time.
    pub appointments: Vec<AppointmentView>,
    /// System rights.
    #[schema(value_type = Vec<String>)]
    pub rights: BTreeSet<SystemRight>,
    /// Their password is an initial one.
    pub must_change_password: bool,
}

/// Everybody of the body; needs the right to manage users.
///
/// # Errors
/// [`Failure::Forbidden`].
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<PersonView>, Failure> {
    let mut tx = open(app, actor, Sees::With(SystemRight::ManageUsers)).await?;
    let mut rights: BTreeMap<PersonId, BTreeSet<SystemRight>> = BTreeMap::new();
    for (person, right) in right_list_all(&mut tx, actor.tenant).await? {
        rights.entry(person).or_default().insert(right);
    }
    let mut views = Vec::new();
    for person in person_list(&mut tx, actor.tenant).await? {
        let rights = rights.remove(&person.id).unwrap_or_default();
        views.push(view(app, &mut tx, actor, person, rights).await?);
    }
    Ok(views)
}

/// One person; oneself, or with the right to manage users.
///
/// # Errors
/// [`Failure::NotFound`], [`Failure::Forbidden`].
pub async fn find(app: &App, actor: &Actor, id: PersonId) -> Result<PersonView, Failure> {
    let mut tx = open(app, actor, Sees::EachRow).await?;
    let person = person_find(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    if actor.named() != Some(id) {
        actor.require(SystemRight::ManageUsers)?;
    }
    let rights = right_list(&mut tx, actor.tenant, id).await?;
    view(app, &mut tx, actor, person, rights).await
}

/// Who grants a right, for everybody to ask: those who manage people. Names and extensions, nothing else.
///
/// # Errors
/// Whatever the database says.
pub async fn managers(app: &App, actor: &Actor) -> Result<Vec<Person>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let holders: BTreeSet<PersonId> = right_list_all(&mut tx, actor.tenant)
        .await?
        .into_iter()
        .filter_map(|(person, right)| (right == SystemRight::ManageUsers).then_some(person))
        .collect();
    let people = person_list(&mut tx, actor.tenant).await?;
    Ok(people.into_iter().filter(|one| holders.contains(&one.id) && one.ended_at.is_none()).collect())
}

/// Oneself.
///
/// # Errors
/// [`Failure::NotFound`] for the program itself.
pub async fn own(app: &App, actor: &Actor) -> Result<PersonView, Failure> {
    find(app, actor, actor.person).await
}

async fn view(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    person: Person,
    rights: BTreeSet<SystemRight>,
) -> Result<PersonView, Failure> {
    let appointments = appointments_of(app, tx, actor, person.id, app.env.now()).await?;
    let must_change = left_out(credential_find(tx, actor.tenant, person.id).await)?.is_some_and(|one| one.must_change);
    Ok(PersonView { person, appointments, rights, must_change_password: must_change })
}
