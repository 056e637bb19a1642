//! Decision 0008: one transaction, one entry, one id.

use tatefuda_app::{
    Actor, Failure, Forbidden, Scope, Via, execute,
    member::{ChangePerson, PersonTexts},
    org::StartAbsence,
    org::Term,
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::{CommandId, SystemRight};

use crate::{on_both, support::World};

on_both!(
    same_id_same_result_and_no_second_entry,
    same_id_for_something_else_is_refused,
    refused_act_rolls_back_and_leaves_one_entry_with_its_answer,
    repeat_of_a_refusal_gives_the_same_refusal,
    version_conflict_and_invalid_input_leave_nothing,
    read_tokens_and_initial_passwords_may_not_act,
    acts_side_by_side_keep_the_chain_whole,
);

fn texts(name: &str) -> PersonTexts {
    PersonTexts { name: name.to_owned(), ..PersonTexts::default() }
}

fn memo() -> GiveRecord {
    let fields = [("text".to_owned(), "配信の覚え".to_owned())].into();
    GiveRecord {
        record: Supply { kind: "memo".to_owned(), fields, ..Supply::default() },
        on: Given::Body,
        shown: None,
        document: None,
    }
}

async fn same_id_same_result_and_no_second_entry(world: World) {
    let chief = world.person("chief", world.a.chief, &[]).await;
    let command = StartAbsence { person: chief.person, span: Term::new(world.now(), None) };
    let id: CommandId = world.app.env.id();
    let first = execute(&world.app, &chief, id, &command).await.unwrap();
    let entries = world.entries().await;
    world.clock.advance(jiff::SignedDuration::from_hours(3));
    assert_eq!(execute(&world.app, &chief, id, &command).await.unwrap(), first);
    assert_eq!(world.entries().await, entries);
    world.finish().await;
}

async fn same_id_for_something_else_is_refused(world: World) {
    let chief = world.person("chief", world.a.chief, &[]).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let span = Term::new(world.now(), None);
    let id: CommandId = world.app.env.id();
    execute(&world.app, &chief, id, &StartAbsence { person: chief.person, span }).await.unwrap();
    let other = StartAbsence { person: clerk.person, span };
    let reused = execute(&world.app, &chief, id, &other).await;
    assert!(matches!(reused, Err(Failure::CommandReused)), "other input");
    let same = StartAbsence { person: chief.person, span };
    let reused = execute(&world.app, &clerk, id, &same).await;
    assert!(matches!(reused, Err(Failure::CommandReused)), "other person");
    let reused = execute(&world.app, &chief, id, &memo()).await;
    assert!(matches!(reused, Err(Failure::CommandReused)), "other command");
    world.finish().await;
}

async fn refused_act_rolls_back_and_leaves_one_entry_with_its_answer(world: World) {
    world.regulate().await;
    let clerk = world.person("clerk", world.a.clerk, &[SystemRight::ReadAudit]).await;
    let before = world.entries().await;
    let refused = world.run(&clerk, &memo()).await;
    let Err(Failure::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert!(!refusal.answer.refusals.is_empty());
    assert_eq!(world.entries().await, before + 1);
    let stored = tatefuda_app::answer::find(&world.app, &clerk, refusal.id).await.unwrap();
    assert_eq!(stored.answer, refusal.answer);
    let newest = tatefuda_app::audit::view::newest(&world.app, &clerk, None, 1).await.unwrap();
    let entry = newest[0].entry.as_ref().unwrap();
    assert_eq!(entry.kind, tatefuda_audit::EntryKind::Refused);
    assert_eq!(entry.answer.unwrap().id, refusal.id);
    let subject = tatefuda_domain::record::Subject::new("body", world.a.tenant);
    let records = tatefuda_app::record::list(&world.app, &clerk, &subject).await.unwrap();
    assert!(records.is_empty(), "the act left nothing");
    world.finish().await;
}

async fn repeat_of_a_refusal_gives_the_same_refusal(world: World) {
    world.regulate().await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let id: CommandId = world.app.env.id();
    let Err(Failure::Refused(first)) = execute(&world.app, &clerk, id, &memo()).await else { panic!("permitted") };
    let entries = world.entries().await;
    let Err(Failure::Refused(second)) = execute(&world.app, &clerk, id, &memo()).await else { panic!("permitted") };
    assert_eq!((first.id, &first.answer), (second.id, &second.answer));
    assert_eq!(world.entries().await, entries);
    world.finish().await;
}

async fn version_conflict_and_invalid_input_leave_nothing(world: World) {
    let chief = world.person("chief", world.a.chief, &[]).await;
    let program = world.program();
    let change = |version, name: &str| ChangePerson { id: chief.person, version, texts: texts(name) };
    world.run(&program, &change(1, "鈴木")).await.unwrap();
    let entries = world.entries().await;
    let conflict = world.run(&program, &change(1, "田中")).await;
    assert!(matches!(conflict, Err(Failure::Conflict { seen: 1, current: 2 })), "{conflict:?}");
    let invalid = world.run(&program, &change(2, "  ")).await;
    let Err(Failure::Invalid(errors)) = invalid else { panic!("{invalid:?}") };
    assert_eq!((errors[0].field.as_str(), errors[0].key.as_str()), ("name", "required"));
    assert_eq!(world.entries().await, entries);
    world.finish().await;
}

async fn read_tokens_and_initial_passwords_may_not_act(world: World) {
    let chief = world.person("chief", world.a.chief, &[]).await;
    let command = StartAbsence { person: chief.person, span: Term::new(world.now(), None) };
    let reader = Actor { scope: Scope::Read, via: Via::Api, ..chief.clone() };
    let refused = world.run(&reader, &command).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::ReadOnlyToken))), "{refused:?}");
    let new = Actor { must_change_password: true, ..chief };
    let refused = world.run(&new, &command).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::MustChangePassword))), "{refused:?}");
    world.finish().await;
}

async fn acts_side_by_side_keep_the_chain_whole(world: World) {
    let chief = world.person("chief", world.a.chief, &[]).await;
    let entries = world.entries().await;
    let tasks: Vec<_> = (0..12)
        .map(|_| {
            let (app, actor) = (world.app.clone(), chief.clone());
            let command = StartAbsence { person: chief.person, span: Term::new(world.now(), None) };
            tokio::spawn(async move { execute(&app, &actor, app.env.id(), &command).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(world.entries().await, entries + 12);
    world.finish().await;
}
