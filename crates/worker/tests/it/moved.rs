//! Somebody is moved: what they had scheduled is listed, and is held when its time comes.

use jiff::SignedDuration;
use tatefuda_app::{Failure, Forbidden, publication::pending};
use tatefuda_domain::publication::PublicationState;

use crate::{on_both, support::Town};

on_both!(what_was_scheduled_is_listed_when_the_appointment_ends);

/// Before: nothing told that sends of somebody who was moved would be held.
async fn what_was_scheduled_is_listed_when_the_appointment_ends(town: Town) {
    let saved = town.cleared("七時に開場します", &[town.facebook]).await;
    let at = town.now() + SignedDuration::from_hours(2);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    let person = town.operator.person;
    let listed = pending(&town.app, &town.admin, person).await.unwrap();
    assert_eq!(listed.iter().map(|one| (one.publication, one.orphaned)).collect::<Vec<_>>(), [(id, false)]);
    let foreign = pending(&town.app, &town.chief, person).await;
    assert!(matches!(foreign, Err(Failure::Forbidden(Forbidden::Right(_)))), "{foreign:?}");

    town.end_appointment(&town.operator).await;
    let listed = pending(&town.app, &town.admin, person).await.unwrap();
    let [one] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!((one.publication, one.post, one.planned_at), (id, saved.post, at));
    assert_eq!((one.state, one.capacity_until), (PublicationState::Scheduled, Some(town.now())));
    assert!(one.orphaned && one.document_number.is_some());

    town.pass(120);
    assert_eq!(town.tick().await.held, 1);
    let listed = pending(&town.app, &town.admin, person).await.unwrap();
    assert_eq!(listed[0].state, PublicationState::Held, "it stays on the list until somebody took it up");
    assert_eq!(town.double.state.sends(), 0);
    town.finish().await;
}
