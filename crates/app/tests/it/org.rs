//! The organisation by date.

use jiff::SignedDuration;
use tatefuda_app::{
    Failure, Forbidden,
    member::{ChangePerson, PersonTexts},
    org::{self, Appoint, EndAbsence, EndAppointment, EndPosition, EndSection, StartAbsence, Term},
    tenant::{self, ChangeTenant, TenantTexts},
};
use tatefuda_domain::SystemRight;
use tatefuda_regulation::AppointmentKind;

use crate::{on_both, support::World};

on_both!(reorganisation_changes_today_and_keeps_yesterday, absences, only_administrators_change_the_organisation);

async fn reorganisation_changes_today_and_keeps_yesterday(world: World) {
    let admin = world.person("admin", world.a.clerk, &[SystemRight::ManageUsers]).await;
    let chief = world.person("chief", world.a.chief, &[]).await;
    let before = world.now();
    let until = world.clock.advance(SignedDuration::from_hours(24));
    let again = Appoint {
        person: chief.person,
        position: world.a.clerk,
        kind: AppointmentKind::Concurrent,
        deputy_of: None,
        deputy_order: 0,
        span: Term::new(until, None),
    };
    world.run(&admin, &again).await.unwrap();
    world.run(&admin, &EndAppointment { id: chief.capacity.unwrap(), until: Some(until) }).await.unwrap();
    world.run(&admin, &EndPosition { id: world.a.chief, until: Some(until) }).await.unwrap();
    let early = world
        .run(&admin, &EndSection { id: world.a.section, until: Some(before - SignedDuration::from_hours(1)) })
        .await;
    assert!(matches!(early, Err(Failure::Invalid(_))), "{early:?}");
    let held = async |at| {
        let chart = org::chart(&world.app, &admin, at).await.unwrap();
        let own = chart.appointments.into_iter().filter(|one| one.appointment.person == chief.person);
        own.map(|one| one.position_name).collect::<Vec<_>>()
    };
    assert_eq!(held(before).await, ["課長"]);
    assert_eq!(held(until).await, ["主事"]);
    world.run(&admin, &EndSection { id: world.a.section, until: Some(until) }).await.unwrap();
    assert!(org::chart(&world.app, &admin, until).await.unwrap().sections.is_empty());
    assert_eq!(org::chart(&world.app, &admin, before).await.unwrap().sections.len(), 1);
    world.finish().await;
}

async fn absences(world: World) {
    let admin = world.person("admin", world.a.clerk, &[SystemRight::ManageUsers]).await;
    let chief = world.person("chief", world.a.chief, &[]).await;
    let span = Term::new(world.now(), None);
    let id = world.run(&admin, &StartAbsence { person: chief.person, span }).await.unwrap();
    let away = async || {
        let chart = org::chart(&world.app, &chief, world.now()).await.unwrap();
        chart.appointments.into_iter().find(|one| one.appointment.person == chief.person).unwrap().absent
    };
    assert!(away().await);
    let until = world.clock.advance(SignedDuration::from_hours(8));
    world.run(&chief, &EndAbsence { id, until: Some(until) }).await.unwrap();
    assert!(!away().await);
    let other = world.run(&chief, &StartAbsence { person: admin.person, span }).await;
    assert!(matches!(other, Err(Failure::Forbidden(_))));
    world.finish().await;
}

async fn only_administrators_change_the_organisation(world: World) {
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let until = world.now();
    let refused = world.run(&clerk, &EndSection { id: world.a.section, until: Some(until) }).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(SystemRight::ManageUsers)))));
    let texts = PersonTexts { name: "x".to_owned(), ..PersonTexts::default() };
    let refused = world.run(&clerk, &ChangePerson { id: clerk.person, version: 1, texts }).await;
    assert!(matches!(refused, Err(Failure::Forbidden(_))));
    let texts = TenantTexts {
        name_ja: "新水辺町".to_owned(),
        name_kana: "しんみずべちょう".to_owned(),
        prefecture: "架空県".to_owned(),
        ..TenantTexts::default()
    };
    let change = ChangeTenant { texts };
    assert!(matches!(world.run(&clerk, &change).await, Err(Failure::Forbidden(_))));
    world.run(&world.program(), &change).await.unwrap();
    assert_eq!(tenant::by_slug(&world.app, "mizube").await.unwrap().name_ja, "新水辺町");
    assert_eq!(tenant::list(&world.app).await.unwrap().len(), 2);
    world.wrote(&["tenant.change"]).await;
    world.finish().await;
}
