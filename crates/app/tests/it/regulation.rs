//! Packs, settings by two persons, activation.

use jiff::SignedDuration;
use tatefuda_app::{
    Failure, Forbidden,
    regulation::{self, ActivateRegulation, LoadWording, StorePack, handbook},
    setting::{self, ConfirmSetting},
};
use tatefuda_domain::SystemRight;
use tatefuda_regulation::PackSource;

use crate::{
    on_both,
    support::{Regulated, World, house, propose, town},
};

on_both!(
    activation_waits_for_required_values,
    a_value_needs_a_second_person,
    values_are_checked_against_their_type,
    a_broken_pack_names_its_line,
    two_documents_never_govern_one_service,
    nor_do_two_whose_days_meet_later,
    versions_of_a_document_take_turns,
    the_original_text_is_found_by_its_numbers,
);

async fn stored(world: &World) -> Regulated {
    let manage = [SystemRight::ManageRegulation];
    let first = world.person("one", world.a.clerk, &manage).await;
    let second = world.person("two", world.a.clerk, &manage).await;
    let house = world.run(&first, &StorePack { source: house() }).await.unwrap();
    let pack = world.run(&first, &StorePack { source: town() }).await.unwrap();
    Regulated { first, second, house, pack }
}

fn keys(failure: Result<impl Sized, Failure>) -> Vec<(String, String)> {
    match failure {
        Err(Failure::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.key)).collect(),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it happened"),
    }
}

fn pair(field: &str, key: &str) -> (String, String) {
    (field.to_owned(), key.to_owned())
}

async fn activation_waits_for_required_values(world: World) {
    let regulated = stored(&world).await;
    let activate = regulated.activate(world.now());
    let found = keys(world.run(&world.program(), &activate).await);
    assert_eq!(
        found,
        [pair("role:responsible", "unset-required"), pair("param:password", "unset-required")],
        "listed, not defaulted"
    );
    let refused = world.run(&regulated.first, &activate).await;
    let Err(Failure::Refused(refusal)) = refused else { panic!("{refused:?}") };
    let cites = refusal.answer.refusals.iter().flat_map(|line| &line.clauses);
    assert!(cites.into_iter().any(|clause| clause.id == "HOUSE-20"), "{:?}", refusal.answer.refusals);
    world.set(&regulated, "role:responsible", &world.a.chief.to_string()).await;
    let id = world.run(&regulated.first, &propose("param:password", "min_length=14")).await.unwrap();
    let refused = world.run(&regulated.first, &activate).await;
    assert!(matches!(refused, Err(Failure::Refused(_))), "proposed is not set: {refused:?}");
    world.run(&regulated.second, &ConfirmSetting { id }).await.unwrap();
    assert_eq!(world.run(&regulated.first, &activate).await.unwrap(), "town");
    let documents = regulation::documents(&world.app, &regulated.first).await.unwrap();
    assert_eq!((documents[0].document.as_str(), documents[0].pack), ("town", regulated.pack));
    assert_eq!(regulation::source(&world.app, &regulated.first, regulated.pack).await.unwrap(), town());
    world.finish().await;
}

async fn a_value_needs_a_second_person(world: World) {
    let regulated = world.regulate().await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let refused = world.run(&clerk, &propose("param:frequency", "3")).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(SystemRight::ManageRegulation)))));
    let id = world.run(&regulated.first, &propose("param:frequency", "3")).await.unwrap();
    let own = world.run(&regulated.first, &ConfirmSetting { id }).await;
    assert!(matches!(own, Err(Failure::Forbidden(Forbidden::SamePerson))), "{own:?}");
    let set = async || {
        let documents = setting::view::documents(&world.app, &clerk).await.unwrap();
        documents[0].governing.regulation.settings().get("param:frequency").map(str::to_owned)
    };
    assert_eq!(set().await, None);
    world.run(&regulated.second, &ConfirmSetting { id }).await.unwrap();
    assert_eq!(set().await.as_deref(), Some("3"));
    let again = world.run(&regulated.second, &ConfirmSetting { id }).await;
    assert!(matches!(again, Err(Failure::State { .. })), "{again:?}");

    // A value for the day after tomorrow acts from then on; today's stays until that moment.
    let later = world.now() + SignedDuration::from_hours(48);
    let mut next = propose("param:frequency", "5");
    next.effective_from = Some(later);
    let id = world.run(&regulated.first, &next).await.unwrap();
    world.run(&regulated.second, &ConfirmSetting { id }).await.unwrap();
    assert_eq!(set().await.as_deref(), Some("3"));
    world.clock.set(later);
    assert_eq!(set().await.as_deref(), Some("5"));
    world.finish().await;
}

async fn values_are_checked_against_their_type(world: World) {
    let regulated = world.regulate().await;
    let wrong = async |key: &str, value: &str| keys(world.run(&regulated.first, &propose(key, value)).await);
    assert_eq!(wrong("param:frequency", "often").await, [pair("value", "not-a-number")]);
    assert_eq!(wrong("param:password", "long").await, [pair("value", "not-a-password-policy")]);
    assert_eq!(wrong("param:invented", "1").await, [pair("key", "unknown-setting")]);
    assert_eq!(wrong("role:responsible", "nobody").await, [pair("value", "unknown-position")]);
    assert_eq!(wrong("role:responsible", &world.b.chief.to_string()).await, [pair("value", "unknown-position")]);
    assert_eq!(wrong("param:frequency", "").await[0], pair("value", "required"));
    world.finish().await;
}

async fn a_broken_pack_names_its_line(world: World) {
    let regulated = stored(&world).await;
    let source = PackSource::new([("pack.toml", "[pack]\nid = \"town\"\nunknown = 1\n")]);
    let Err(Failure::Invalid(errors)) = world.run(&regulated.first, &StorePack { source }).await else {
        panic!("stored")
    };
    assert_eq!(errors[0].key, "pack-error");
    assert_eq!(errors[0].args.get("file").map(String::as_str), Some("pack.toml"));
    assert!(errors[0].args.get("line").is_some_and(|line| line.parse::<usize>().is_ok()));
    let unknown = ActivateRegulation {
        pack: tatefuda_domain::Digest::of(b"x"),
        house: regulated.house,
        from: world.now(),
        until: None,
    };
    assert_eq!(keys(world.run(&regulated.first, &unknown).await), [pair("pack", "unknown-pack")]);
    world.finish().await;
}

/// The town's text with something else in it.
async fn variant(world: &World, by: &Regulated, from: &str, to: &str) -> ActivateRegulation {
    let change = |text: String| text.replace(from, to).replace("required_for = [\"activation\"]", "");
    let files: Vec<(String, String)> = town().files.into_iter().map(|(path, text)| (path, change(text))).collect();
    let pack = world.run(&by.first, &StorePack { source: PackSource::new(files) }).await.unwrap();
    ActivateRegulation { pack, house: by.house, from: world.now(), until: None }
}

async fn two_documents_never_govern_one_service(world: World) {
    let regulated = world.regulate().await;
    let other = variant(&world, &regulated, "id = \"town\"", "id = \"other\"").await;
    assert_eq!(keys(world.run(&regulated.first, &other).await), [pair("pack", "governed-twice")]);
    world.finish().await;
}

async fn nor_do_two_whose_days_meet_later(world: World) {
    let regulated = world.regulate().await;
    let spring = world.now() + SignedDuration::from_hours(24 * 90);
    let own = ActivateRegulation { until: Some(spring), ..regulated.activate(world.now()) };
    world.run(&regulated.first, &own).await.unwrap();
    let other = variant(&world, &regulated, "id = \"town\"", "id = \"other\"").await;
    let mut role = propose("role:responsible", &world.a.chief.to_string());
    role.document = "other".to_owned();
    let id = world.run(&regulated.first, &role).await.unwrap();
    world.run(&regulated.second, &ConfirmSetting { id }).await.unwrap();
    world.run(&regulated.first, &ActivateRegulation { from: spring, ..other }).await.unwrap();
    let open = regulated.activate(world.now());
    assert_eq!(keys(world.run(&regulated.first, &open).await), [pair("pack", "governed-twice")]);
    world.run(&regulated.first, &own).await.unwrap();
    world.finish().await;
}

async fn versions_of_a_document_take_turns(world: World) {
    let regulated = world.regulate().await;
    let governs = async || {
        let all = setting::view::documents(&world.app, &regulated.first).await.unwrap();
        let all = all.iter().filter(|one| one.governing.from.is_some());
        all.map(|one| one.governing.pack).collect::<Vec<_>>()
    };
    assert_eq!(governs().await, [regulated.pack]);
    // What is brought into force at the very same moment takes the place of what was to begin then.
    let second = variant(&world, &regulated, "version = \"1\"", "version = \"2\"").await;
    world.run(&regulated.first, &second).await.unwrap();
    assert_eq!(governs().await, [second.pack]);
    // An amendment for the spring is entered ahead of time; a correction for the time until then ends where it starts.
    let spring = world.now() + SignedDuration::from_hours(24 * 90);
    let amended = variant(&world, &regulated, "version = \"1\"", "version = \"3\"").await;
    world.run(&regulated.first, &ActivateRegulation { from: spring, ..amended.clone() }).await.unwrap();
    world.clock.set(world.now() + SignedDuration::from_hours(24));
    world.run(&regulated.first, &regulated.activate(world.now())).await.unwrap();
    assert_eq!(governs().await, [regulated.pack]);
    world.clock.set(spring - SignedDuration::from_micros(1));
    assert_eq!(governs().await, [regulated.pack]);
    world.clock.set(spring);
    assert_eq!(governs().await, [amended.pack]);
    world.finish().await;
}

/// The body's own text stands beside the summaries; another text is not taken for it.
async fn the_original_text_is_found_by_its_numbers(world: World) {
    let regulated = world.regulate().await;
    let load = |text: &str| LoadWording { document: "town".to_owned(), text: text.to_owned() };
    let text = "第1条 責任者が、覚書を残す。\u{c}第3条 別に定める。\n";
    let loaded = world.run(&regulated.first, &load(text)).await.unwrap();
    assert_eq!((loaded.found, loaded.lost), (1, vec!["2".to_owned()]), "what is missing, by its printed number");
    let wiring = tatefuda_regulation::coverage::Wiring::default();
    let wording = async |id: &str| {
        let books = handbook::handbook(&world.app, &regulated.first, &wiring).await.unwrap();
        books[0].clauses.iter().find(|one| one.covered.id == id).unwrap().wording.clone()
    };
    assert_eq!(wording("T-1").await.as_deref(), Some("責任者が、覚書を残す。"));
    assert_eq!(wording("T-2").await, None, "no summary is ever shown as the text");
    // Nothing of it is there in another text, and somebody without the right loads none.
    let other = keys(world.run(&regulated.first, &load("お知らせです。番号はありません。")).await);
    assert_eq!(other, [pair("text", "no-clause-found")]);
    assert_eq!(keys(world.run(&regulated.first, &load(" \n ")).await), [pair("text", "required")]);
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let refused = world.run(&clerk, &load(text)).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(SystemRight::ManageRegulation)))));
    // The newest holds.
    world.clock.set(world.now() + SignedDuration::from_secs(1));
    world.run(&regulated.second, &load(&text.replace("覚書", "記録"))).await.unwrap();
    assert_eq!(wording("T-1").await.as_deref(), Some("責任者が、記録を残す。"));
    world.finish().await;
}
