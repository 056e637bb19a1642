//! Random walks over commands of all outcomes: the chain stays whole, each command has one entry.

use proptest::prelude::*;
use tatefuda_app::{
    Actor, Failure, execute,
    member::{ChangePerson, PersonTexts},
    org::{StartAbsence, Term},
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::{CommandId, SystemRight};

use crate::support::World;

#[derive(Debug, Clone)]
enum Step {
    Memo { by: usize, text: String },
    Guarded { by: usize },
    Permit { by: usize },
    Rename { by: usize, version: i64, name: String },
    Absence { by: usize, of: usize },
    Repeat { back: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let by = 0..3_usize;
    prop_oneof![
        (by.clone(), "[ぁ-ん]{0,3}").prop_map(|(by, text)| Step::Memo { by, text }),
        by.clone().prop_map(|by| Step::Guarded { by }),
        by.clone().prop_map(|by| Step::Permit { by }),
        (by.clone(), 0..4_i64, "[a-z]{0,2}").prop_map(|(by, version, name)| Step::Rename { by, version, name }),
        (by.clone(), by).prop_map(|(by, of)| Step::Absence { by, of }),
        (1..6_usize).prop_map(|back| Step::Repeat { back }),
    ]
}

fn give(kind: &str, text: Option<&str>) -> GiveRecord {
    let fields = text.map(|text| ("text".to_owned(), text.to_owned())).into_iter().collect();
    let record = Supply { kind: kind.to_owned(), fields, ..Supply::default() };
    GiveRecord { record, on: Given::Body, shown: None, document: None }
}

/// What a step came to, for comparison with its repeat.
async fn act(world: &World, people: &[Actor], id: CommandId, step: &Step) -> Result<String, Failure> {
    let app = &world.app;
    match step {
        Step::Memo { by, text } => {
            execute(app, &people[*by], id, &give("memo", Some(text))).await.map(|id| id.to_string())
        }
        Step::Guarded { by } => execute(app, &people[*by], id, &give("guarded", None)).await.map(|id| id.to_string()),
        Step::Permit { by } => execute(app, &people[*by], id, &give("permit", None)).await.map(|id| id.to_string()),
        Step::Rename { by, version, name } => {
            let texts = PersonTexts { name: name.clone(), ..PersonTexts::default() };
            let command = ChangePerson { id: people[2].person, version: *version, texts };
            execute(app, &people[*by], id, &command).await.map(|version| version.to_string())
        }
        Step::Absence { by, of } => {
            let span = Term::new(app.env.now(), None);
            execute(app, &people[*by], id, &StartAbsence { person: people[*of].person, span }).await
        }
        Step::Repeat { .. } => Err(Failure::NotFound),
    }
}

async fn walk(world: World, steps: Vec<Step>) {
    world.regulate().await;
    let people = [
        world.person("chief", world.a.chief, &[]).await,
        world.person("admin", world.a.clerk, &[SystemRight::ManageUsers]).await,
        world.person("clerk", world.a.clerk, &[]).await,
    ];
    let mut done: Vec<(CommandId, Step, Result<String, Failure>)> = Vec::new();
    for step in steps {
        if let Step::Repeat { back } = step {
            let Some((id, step, result)) = done.len().checked_sub(back).and_then(|at| done.get(at)) else { continue };
            let entries = world.entries().await;
            let again = act(&world, &people, *id, step).await;
            match result {
                Ok(result) => assert_eq!(&again.unwrap(), result),
                Err(failure) if failure.is_refusal() => {
                    assert_eq!(again.unwrap_err().to_string(), failure.to_string());
                }
                // Nothing was kept of it, so it is tried anew; it may well be possible now.
                Err(_) => continue,
            }
            assert_eq!(world.entries().await, entries, "a repeat leaves no entry");
        } else {
            let id = world.app.env.id();
            let before = world.entries().await;
            let result = act(&world, &people, id, &step).await;
            let left = result.as_ref().map_or_else(Failure::is_refusal, |_| true);
            assert_eq!(world.entries().await, before + u64::from(left), "{step:?} {result:?}");
            done.push((id, step, result));
        }
    }
    world.finish().await;
}

fn walks(cases: u32, world: impl AsyncFn() -> Option<World>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let strategy = prop::collection::vec(step(), 1..30);
    let result = runner.run(&strategy, |steps| {
        runtime.block_on(async {
            if let Some(world) = world().await {
                walk(world, steps).await;
            }
        });
        Ok(())
    });
    result.unwrap();
}

#[test]
fn sqlite() {
    walks(12, async || Some(World::sqlite().await));
}

#[test]
fn postgres() {
    walks(4, async || World::postgres().await);
}
