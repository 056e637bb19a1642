//! Stored answers can be asked again.

use tatefuda_app::{
    Failure, answer,
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::{SystemRight, record::Subject};

use crate::{on_both, support::World};

on_both!(stored_answers_replay_the_same_after_settings_changed);

async fn stored_answers_replay_the_same_after_settings_changed(world: World) {
    let regulated = world.regulate().await;
    let chief = world.person("chief", world.a.chief, &[SystemRight::ReadAudit]).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let fields = [("text".to_owned(), "覚え".to_owned())].into();
    let memo = GiveRecord {
        record: Supply { kind: "memo".to_owned(), fields, ..Supply::default() },
        on: Given::Body,
        shown: None,
        document: None,
    };
    world.clock.advance(jiff::SignedDuration::from_secs(1));
    world.run(&chief, &memo).await.unwrap();
    world.clock.advance(jiff::SignedDuration::from_secs(1));
    let Err(Failure::Refused(refusal)) = world.run(&clerk, &memo).await else { panic!("permitted") };
    // From now on the clerks are responsible: yesterday's answers stay what they were.
    world.clock.advance(jiff::SignedDuration::from_hours(1));
    world.set(&regulated, "role:responsible", &world.a.clerk.to_string()).await;
    let subject = Subject::new("body", world.a.tenant);
    let stored = answer::list(&world.app, &chief, &subject).await.unwrap();
    let acts: Vec<&str> = stored.iter().map(|one| one.action.as_str()).collect();
    assert_eq!(acts, ["regulation.activate", "record.give", "record.give"]);
    for one in &stored {
        let replay = answer::replay(&world.app, &chief, one.id).await.unwrap();
        assert!(replay.same, "{:#?}\n{:#?}", replay.stored, replay.again);
    }
    assert_eq!(stored[2].id, refusal.id);
    world.run(&clerk, &memo).await.unwrap();
    assert!(matches!(world.run(&chief, &memo).await, Err(Failure::Refused(_))));
    world.finish().await;
}
