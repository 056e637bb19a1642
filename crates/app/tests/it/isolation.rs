//! No request reaches another body's rows, although both have sections and people of equal names.

use tatefuda_app::{
    Failure, answer, audit, device,
    member::{self, ChangePerson, EndPerson, GrantRight, PersonTexts},
    org::{self, Appoint, ChangeSection, CreatePosition, EndPosition, EndSection, Names, StartAbsence, Term, Tier},
    record::{self, GiveRecord, Given, Supply},
    regulation, session,
    setting::{self, ConfirmSetting},
    token,
};
use tatefuda_domain::{SystemRight, record::Subject};
use tatefuda_regulation::AppointmentKind;

use crate::{
    on_both,
    support::{World, propose},
};

on_both!(queries_show_own_rows_only, commands_do_not_find_foreign_ids);

const ALL: &[SystemRight] = SystemRight::ALL;

async fn queries_show_own_rows_only(world: World) {
    let regulated = world.regulate().await;
    let chief = world.person("chief", world.a.chief, ALL).await;
    let fields = [("text".to_owned(), "秘".to_owned())].into();
    let record = Supply { kind: "memo".to_owned(), fields, ..Supply::default() };
    let memo = GiveRecord { record, on: Given::Body, shown: None, document: None };
    let memo = world.run(&chief, &memo).await.unwrap();
    token::create(&world.app, &chief, world.app.env.id(), "表計算", "read", 30).await.unwrap();
    let other = world.person_of(&world.b, "chief", world.b.chief, ALL).await;
    let app = &world.app;
    let body = Subject::new("body", world.a.tenant);

    assert!(record::list(app, &other, &body).await.unwrap().is_empty());
    assert!(matches!(record::find(app, &other, memo).await, Err(Failure::NotFound)));
    let own = answer::list(app, &chief, &body).await.unwrap();
    assert!(answer::list(app, &other, &body).await.unwrap().is_empty());
    assert!(matches!(answer::find(app, &other, own[0].id).await, Err(Failure::NotFound)));
    assert!(matches!(answer::replay(app, &other, own[0].id).await, Err(Failure::NotFound)));
    assert!(regulation::documents(app, &other).await.unwrap().is_empty());
    assert!(regulation::packs(app, &other).await.unwrap().is_empty());
    assert!(matches!(regulation::source(app, &other, regulated.pack).await, Err(Failure::NotFound)));
    assert!(setting::view::documents(app, &other).await.unwrap().is_empty());
    assert!(matches!(member::find(app, &other, chief.person).await, Err(Failure::NotFound)));
    let people = member::list(app, &other).await.unwrap();
    assert_eq!(people.iter().map(|one| one.person.id).collect::<Vec<_>>(), [other.person]);
    assert!(matches!(org::absences_of(app, &chief, other.person).await, Ok(list) if list.is_empty()));
    let documents = setting::view::documents(app, &chief).await.unwrap();
    let held = regulation::holders(app, &other, &documents[0].governing).await.unwrap();
    assert!(held.values().all(|who| who.holders.is_empty()), "nobody of another body holds a role: {held:?}");
    assert!(token::view::list(app, &other).await.unwrap().is_empty());
    assert!(session::list(app, &other).await.unwrap().is_empty());
    let chart = org::chart(app, &other, world.now()).await.unwrap();
    assert_eq!(chart.sections.iter().map(|one| one.id).collect::<Vec<_>>(), [world.b.section]);
    assert!(chart.positions.iter().all(|one| one.section == world.b.section));
    for view in audit::view::newest(app, &other, None, 200).await.unwrap() {
        assert_eq!(view.entry.unwrap().tenant, world.b.tenant);
    }
    let activate = regulated.activate(world.now());
    let foreign = world.run(&other, &activate).await;
    assert!(matches!(foreign, Err(Failure::Invalid(_))), "another body's pack: {foreign:?}");
    let form = record::form(app, &other, "town", "memo", world.now()).await;
    assert!(matches!(form, Err(Failure::NotFound)));
    world.finish().await;
}

async fn commands_do_not_find_foreign_ids(world: World) {
    let regulated = world.regulate().await;
    let pending = world.run(&regulated.first, &propose("param:frequency", "3")).await.unwrap();
    let chief = world.person("chief", world.a.chief, ALL).await;
    let other = world.person_of(&world.b, "chief", world.b.chief, ALL).await;
    let now = world.now();
    let span = Term::new(now, None);
    let texts = PersonTexts { name: "x".to_owned(), ..PersonTexts::default() };
    macro_rules! not_found {
        ($($command:expr),* $(,)?) => {$({
            let result = world.run(&other, &$command).await;
            assert!(matches!(result, Err(Failure::NotFound)), "{}: {:?}", stringify!($command), result.err());
        })*};
    }
    let device = device::issue(&world.app, &chief, world.app.env.id(), "PC-1").await.unwrap();
    let code = device.code.unwrap();
    let before = world.entries().await;
    let foreign = device::enrol(&world.app, &other, world.app.env.id(), code.expose(), "10.0.0.1").await;
    assert!(matches!(foreign, Err(Failure::Invalid(_))), "the code of another body");
    assert!(device::list(&world.app, &other).await.unwrap().is_empty());
    not_found!(
        ChangePerson { id: chief.person, version: 1, texts },
        EndPerson { id: chief.person, version: 1 },
        GrantRight { person: chief.person, right: SystemRight::ReadAudit },
        ConfirmSetting { id: pending },
        EndSection { id: world.a.section, until: Some(now) },
        ChangeSection { section: world.a.section, tier: Tier::default() },
        device::Revoke { id: device.id },
        EndPosition { id: world.a.chief, until: Some(now) },
        StartAbsence { person: chief.person, span },
        propose("param:frequency", "3"),
    );
    let names = Names::new("部長", "", "");
    let position = CreatePosition {
        section: world.a.section,
        names,
        rank: String::new(),
        rank_order: 0,
        extension: String::new(),
        span,
    };
    let appoint = Appoint {
        person: chief.person,
        position: world.a.chief,
        kind: AppointmentKind::Regular,
        deputy_of: chief.capacity,
        deputy_order: 0,
        span,
    };
    assert!(matches!(world.run(&other, &position).await, Err(Failure::Invalid(_))));
    let Err(Failure::Invalid(errors)) = world.run(&other, &appoint).await else { panic!("foreign ids") };
    let keys: Vec<&str> = errors.iter().map(|error| error.key.as_str()).collect();
    assert_eq!(keys, ["unknown-person", "unknown-position", "unknown-appointment"]);
    let reset = member::reset_password(&world.app, &other, world.app.env.id(), chief.person).await;
    assert!(matches!(reset, Err(Failure::NotFound)), "{:?}", reset.err());
    assert_eq!(world.entries().await, before, "the foreign chain is untouched");
    world.finish().await;
}
