//! An act that is ended at any of its points of waiting, by a client that leaves or by a panic, harms nobody.

use tatefuda_app::{
    execute,
    health::{Health, look},
    org::{StartAbsence, Term},
};
use tatefuda_domain::CommandId;
use tatefuda_testkit::interrupt::{Ending, after};

use crate::{on_both, support::World};

on_both!(an_act_ended_at_any_point_is_done_once_or_not_at_all, a_page_ended_at_any_point_spoils_nobodys_save);

/// Every connection of either pool is met, in what order ever they come.
const ALL_CONNECTIONS: usize = 20;

async fn an_act_ended_at_any_point_is_done_once_or_not_at_all(world: World) {
    let chief = world.person("chief", world.a.chief, &[]).await;
    let command = || StartAbsence { person: chief.person, span: Term::new(world.now(), None) };
    for ending in Ending::ALL {
        for waits in 0.. {
            let before = world.entries().await;
            let id: CommandId = world.app.env.id();
            let (app, actor, act) = (world.app.clone(), chief.clone(), command());
            let done = after(waits, ending, async move { execute(&app, &actor, id, &act).await.map(drop) }).await;
            // Somebody else's act, then the same one again: it is not done twice.
            world.run(&chief, &command()).await.unwrap_or_else(|failure| panic!("{ending:?} at {waits}: {failure:?}"));
            execute(&world.app, &chief, id, &command()).await.unwrap();
            assert_eq!(world.entries().await, before + 2, "{ending:?} at {waits}");
            if let Some(done) = done {
                done.unwrap();
                break;
            }
        }
    }
    assert_eq!(look(&world.app).await, Health::Good);
    world.finish().await;
}

/// On PostgreSQL the next save failed on a transaction that only reads.
async fn a_page_ended_at_any_point_spoils_nobodys_save(world: World) {
    let chief = world.person("chief", world.a.chief, &[]).await;
    for ending in Ending::ALL {
        for waits in 0.. {
            let (app, actor) = (world.app.clone(), chief.clone());
            let page = async move { tatefuda_app::account::ledger(&app, &actor).await.map(drop) };
            let done = after(waits, ending, page).await;
            for _ in 0..if done.is_some() { ALL_CONNECTIONS } else { 6 } {
                let command = StartAbsence { person: chief.person, span: Term::new(world.now(), None) };
                let saved = world.run(&chief, &command).await;
                saved.unwrap_or_else(|failure| panic!("{ending:?} at {waits}: {failure:?}"));
            }
            if let Some(done) = done {
                done.unwrap();
                break;
            }
        }
    }
    world.finish().await;
}
