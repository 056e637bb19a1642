//! Wrong sign-ins: guessing is slowed down wherever it comes from, and nobody is locked out by what others do.

use tatefuda_app::{
    Failure, Forbidden, Secret, Via,
    session::{self, SignInForm, SignedIn, sign_in},
};

use crate::{on_both, support::World};

on_both!(
    a_hundred_wrong_tries_do_not_lock_an_office,
    guessing_from_everywhere_is_slowed_and_its_owner_comes_in,
    the_addresses_of_one_subscriber_are_one_source,
    thirty_right_sign_ins_at_once_all_succeed,
    what_no_longer_counts_is_removed,
);

const OFFICE: &str = "192.0.2.1";

async fn tried(world: &World, login: &str, password: &str, source: &str) -> Result<SignedIn, Failure> {
    let (login, password, source) = (login.to_owned(), Secret::new(password), source.to_owned());
    let form = SignInForm { tenant: world.a.tenant, login, password, source };
    sign_in(&world.app, &form, Via::Screen).await
}

#[track_caller]
fn wrong(result: &Result<SignedIn, Failure>) {
    assert!(matches!(result, Err(Failure::Forbidden(Forbidden::SignIn))), "{result:?}");
}

fn limited(result: &Result<SignedIn, Failure>) -> bool {
    matches!(result, Err(Failure::RateLimited { .. }))
}

/// Everybody in an office may come from the address of its proxy. Before, a hundred wrong tries from there were enough.
async fn a_hundred_wrong_tries_do_not_lock_an_office(world: World) {
    let (_, hanako) = world.enter(&world.program(), "hanako").await;
    let (_, taro) = world.enter(&world.program(), "taro").await;
    let (_, jiro) = world.enter(&world.program(), "jiro").await;
    tried(&world, "hanako", &hanako, OFFICE).await.unwrap();
    for number in 0..120 {
        wrong(&tried(&world, &format!("guess{}", number / 8), "x", OFFICE).await);
    }
    tried(&world, "taro", &taro, OFFICE).await.unwrap();
    // Somebody who goes on is stopped in the end …
    let mut stopped = false;
    for number in 0..world.app.config.sign_in_per_source {
        stopped |= limited(&tried(&world, &format!("more{number}"), "x", OFFICE).await);
    }
    assert!(stopped && limited(&tried(&world, "jiro", &jiro, OFFICE).await));
    // … and whoever came in from there before still does.
    tried(&world, "hanako", &hanako, OFFICE).await.unwrap();
    tried(&world, "taro", &taro, OFFICE).await.unwrap();
    // Their own wrong tries count all the same.
    for _ in 0..world.app.config.sign_in_per_pair {
        wrong(&tried(&world, "hanako", "x", OFFICE).await);
    }
    assert!(limited(&tried(&world, "hanako", &hanako, OFFICE).await));
    world.finish().await;
}

/// One login, guessed once from each of many addresses. Before, nothing stood against it.
async fn guessing_from_everywhere_is_slowed_and_its_owner_comes_in(world: World) {
    let (_, password) = world.enter(&world.program(), "hanako").await;
    tried(&world, "hanako", &password, OFFICE).await.unwrap();
    let most = world.app.config.sign_in_per_login;
    let mut seen = 0;
    for number in 0..100 {
        let result = tried(&world, "hanako", &format!("guess{number}"), &format!("198.51.100.{number}")).await;
        if !limited(&result) {
            wrong(&result);
            seen += 1;
        }
    }
    assert_eq!(seen, most, "the rest was not looked at");
    // The owner comes in from where they always do, as often as they like.
    tried(&world, "hanako", &password, OFFICE).await.unwrap();
    tried(&world, "hanako", &password, OFFICE).await.unwrap();
    // From elsewhere they wait, a little and never longer than the window, and come in.
    let elsewhere = "203.0.113.80";
    let Err(Failure::RateLimited { until }) = tried(&world, "hanako", &password, elsewhere).await else {
        panic!("a brake");
    };
    assert!(until > world.now() && until <= world.now() + world.app.config.sign_in_window);
    world.clock.set(until);
    tried(&world, "hanako", &password, elsewhere).await.unwrap();
    // A whole day of guessing as fast as the brake lets through comes to a hundred or so.
    let (mut guesses, end) = (0, world.now() + jiff::SignedDuration::from_hours(24));
    while world.now() < end {
        let result = tried(&world, "hanako", "guess", &format!("2001:db8:{guesses:x}::1")).await;
        match result {
            Err(Failure::RateLimited { until }) => world.clock.set(until),
            other => {
                wrong(&other);
                guesses += 1;
            }
        }
    }
    assert!((50..150).contains(&guesses), "{guesses} guesses in a day");
    // Another login is another matter, and what is unknown is braked alike.
    wrong(&tried(&world, "taro", "x", "198.51.100.1").await);
    for number in 0..most {
        wrong(&tried(&world, "nobody", "x", &format!("198.51.100.{number}")).await);
    }
    assert!(limited(&tried(&world, "nobody", "x", "203.0.113.9").await));
    world.finish().await;
}

/// Whoever has IPv6 has more addresses than could be counted.
async fn the_addresses_of_one_subscriber_are_one_source(world: World) {
    let (_, password) = world.enter(&world.program(), "hanako").await;
    for number in 0..world.app.config.sign_in_per_pair {
        wrong(&tried(&world, "hanako", "x", &format!("2001:db8:0:7::{number:x}")).await);
    }
    assert!(limited(&tried(&world, "hanako", &password, "2001:db8:0:7:ffff::1").await));
    tried(&world, "hanako", &password, "2001:db8:0:8::1").await.unwrap();
    world.finish().await;
}

/// The beginning of a working day. Before, on PostgreSQL those who met on the count of their common address were told
/// that the service is busy.
async fn thirty_right_sign_ins_at_once_all_succeed(world: World) {
    let mut people = vec![];
    for number in 0..30 {
        let login = format!("clerk{number}");
        let (person, password) = world.enter(&world.program(), &login).await;
        world.appoint(&world.program(), person, world.a.clerk).await;
        people.push((login, password));
    }
    let mut running = tokio::task::JoinSet::new();
    for (login, password) in people {
        let app = world.app.clone();
        let form =
            SignInForm { tenant: world.a.tenant, login, password: Secret::new(password), source: OFFICE.to_owned() };
        running.spawn(async move { sign_in(&app, &form, Via::Screen).await });
    }
    for signed in running.join_all().await {
        signed.unwrap();
    }
    // Nothing of it is left on the count of the address.
    for number in 0..world.app.config.sign_in_per_source {
        wrong(&tried(&world, &format!("guess{number}"), "x", OFFICE).await);
    }
    world.finish().await;
}

/// Where people come from is not kept longer than it is of use.
async fn what_no_longer_counts_is_removed(world: World) {
    let (_, password) = world.enter(&world.program(), "hanako").await;
    tried(&world, "hanako", &password, OFFICE).await.unwrap();
    wrong(&tried(&world, "taro", "x", OFFICE).await);
    let rows = async || {
        let mut tx = world.app.db.read().await.unwrap();
        let counts = tx.all("SELECT id FROM rate_limit", vec![]).await.unwrap().len();
        (counts, tx.all("SELECT id FROM sign_in_source", vec![]).await.unwrap().len())
    };
    let (counts, sources) = rows().await;
    assert!(counts > 0 && sources == 1);
    let memory = world.app.config.sign_in_memory;
    world.clock.advance(memory);
    session::sweep(&world.app).await.unwrap();
    assert_eq!(rows().await, (0, 1));
    world.clock.advance(world.app.config.source_memory - memory);
    session::sweep(&world.app).await.unwrap();
    assert_eq!(rows().await, (0, 0));
    world.finish().await;
}
