//! Sign-in and sessions.

use jiff::SignedDuration;
use tatefuda_app::{
    Failure, Forbidden, Scope, Secret, Via, audit, org,
    session::{self, ChooseCapacity, SignInForm, SignOut, SignOutEverywhere, SignedIn, authenticate, sign_in},
    token::{self, RevokeToken},
};
use tatefuda_audit::EntryKind;
use tatefuda_domain::SystemRight;

use crate::{on_both, support::World};

on_both!(
    wrong_passwords_are_entries_and_are_limited,
    unknown_logins_and_foreign_bodies_look_the_same,
    sessions_end_when_idle_and_in_any_case,
    sign_out_here_and_everywhere,
    capacities_are_chosen_among_running_appointments,
    sessions_and_tokens_end_with_the_appointment,
    tokens_carry_their_scope_and_end,
    tokens_tell_when_they_were_last_used,
    secrets_are_nowhere_in_the_database,
);

fn form(world: &World, login: &str, password: &str, source: &str) -> SignInForm {
    let (login, password, source) = (login.to_owned(), Secret::new(password), source.to_owned());
    SignInForm { tenant: world.a.tenant, login, password, source }
}

async fn signed(world: &World, login: &str) -> (SignedIn, String) {
    let (person, password) = world.enter(&world.program(), login).await;
    world.appoint(&world.program(), person, world.a.clerk).await;
    let form = form(world, login, &password, "192.0.2.1");
    (sign_in(&world.app, &form, Via::Screen).await.unwrap(), password)
}

async fn wrong_passwords_are_entries_and_are_limited(world: World) {
    let auditor = world.person("auditor", world.a.clerk, &[SystemRight::ReadAudit]).await;
    let (_, password) = signed(&world, "hanako").await;
    let limit = world.app.config.sign_in_per_pair;
    for _ in 0..limit {
        let wrong = sign_in(&world.app, &form(&world, "hanako", "wrong", "192.0.2.1"), Via::Screen).await;
        assert!(matches!(wrong, Err(Failure::Forbidden(Forbidden::SignIn))), "{wrong:?}");
    }
    let newest = audit::view::newest(&world.app, &auditor, None, 1).await.unwrap();
    let entry = newest[0].entry.as_ref().unwrap();
    assert_eq!((entry.kind, entry.command.as_str(), entry.person), (EntryKind::Refused, "session.sign_in", None));
    assert!(newest[0].details.iter().any(|detail| detail.field == "source"));
    let entries = world.entries().await;
    let right = sign_in(&world.app, &form(&world, "hanako", &password, "192.0.2.1"), Via::Screen).await;
    let Err(Failure::RateLimited { until }) = right else { panic!("{right:?}") };
    assert_eq!(until, world.now() + world.app.config.sign_in_window);
    assert_eq!(world.entries().await, entries, "nobody floods the records");
    // From elsewhere the owner still comes in.
    sign_in(&world.app, &form(&world, "hanako", &password, "198.51.100.7"), Via::Screen).await.unwrap();
    world.clock.set(until);
    sign_in(&world.app, &form(&world, "Hanako ", &password, "192.0.2.1"), Via::Screen).await.unwrap();
    world.finish().await;
}

async fn unknown_logins_and_foreign_bodies_look_the_same(world: World) {
    let (_, password) = signed(&world, "hanako").await;
    let mut foreign = form(&world, "hanako", &password, "192.0.2.1");
    foreign.tenant = world.b.tenant;
    for form in [form(&world, "nobody", &password, "192.0.2.1"), foreign] {
        let refused = sign_in(&world.app, &form, Via::Screen).await;
        assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::SignIn))), "{refused:?}");
    }
    // One source that tries many logins is stopped as well.
    let mut stopped = false;
    for number in 0..=world.app.config.sign_in_per_source {
        let guess = form(&world, &format!("guess{number}"), "x", "203.0.113.9");
        stopped = matches!(sign_in(&world.app, &guess, Via::Screen).await, Err(Failure::RateLimited { .. }));
    }
    assert!(stopped);
    world.finish().await;
}

async fn sessions_end_when_idle_and_in_any_case(world: World) {
    let (first, password) = signed(&world, "hanako").await;
    let alive = async |one: &SignedIn| authenticate(&world.app, &one.token, Via::Screen).await.unwrap().is_some();
    let idle = world.app.config.session_idle;
    world.clock.advance(idle - SignedDuration::from_secs(1));
    assert!(alive(&first).await, "a request keeps it");
    world.clock.advance(idle - SignedDuration::from_secs(1));
    assert!(alive(&first).await);
    world.clock.advance(idle);
    assert!(!alive(&first).await, "idle");
    let second = sign_in(&world.app, &form(&world, "hanako", &password, "192.0.2.1"), Via::Screen).await.unwrap();
    let end = world.now() + world.app.config.session_absolute;
    while world.now() + idle < end {
        world.clock.advance(idle - SignedDuration::from_secs(1));
        assert!(alive(&second).await);
    }
    world.clock.set(end);
    assert!(!alive(&second).await, "in any case");
    assert_eq!(session::sweep(&world.app).await.unwrap(), 2);
    assert!(authenticate(&world.app, &Secret::new("tfs_invented"), Via::Screen).await.unwrap().is_none());
    world.finish().await;
}

async fn sign_out_here_and_everywhere(world: World) {
    let (first, password) = signed(&world, "hanako").await;
    let again =
        async || sign_in(&world.app, &form(&world, "hanako", &password, "192.0.2.1"), Via::Screen).await.unwrap();
    let alive = async |one: &SignedIn| authenticate(&world.app, &one.token, Via::Screen).await.unwrap().is_some();
    let (second, third) = (again().await, again().await);
    assert_eq!(session::list(&world.app, &first.actor).await.unwrap().len(), 3);
    world.run(&first.actor, &SignOut { session: first.session }).await.unwrap();
    assert!(!alive(&first).await && alive(&second).await);
    let (other, _) = signed(&world, "taro").await;
    let foreign = world.run(&other.actor, &SignOut { session: second.session }).await;
    assert!(matches!(foreign, Err(Failure::NotFound)), "{foreign:?}");
    let token = token::create(&world.app, &ready(&second.actor), world.app.env.id(), "表計算", "act", 7).await.unwrap();
    let token = token.secret.unwrap();
    assert!(token::authenticate(&world.app, &token).await.unwrap().is_some());
    let closed = world.run(&second.actor, &SignOutEverywhere {}).await.unwrap();
    assert_eq!((closed.sessions, closed.tokens), (2, 1));
    assert!(token::authenticate(&world.app, &token).await.unwrap().is_none(), "a token is a door too");
    assert!(!alive(&second).await && !alive(&third).await && alive(&other).await);
    world.finish().await;
}

async fn capacities_are_chosen_among_running_appointments(world: World) {
    let (signed, _) = signed(&world, "hanako").await;
    let (other, _) = signed2(&world).await;
    let actor = ready(&signed.actor);
    let second = world.appoint(&world.program(), actor.person, world.a.chief).await;
    let choose = |capacity| ChooseCapacity { session: signed.session, capacity };
    world.run(&actor, &choose(second)).await.unwrap();
    let now = authenticate(&world.app, &signed.token, Via::Screen).await.unwrap().unwrap();
    assert_eq!(now.actor.capacity, Some(second));
    world.wrote(&["session.choose_capacity"]).await;
    let foreign = world.run(&actor, &choose(other.actor.capacity.unwrap())).await;
    assert!(matches!(foreign, Err(Failure::NotFound)), "{foreign:?}");
    // Somebody without any appointment signs in all the same.
    let (_, password) = world.enter(&world.program(), "new").await;
    let new = sign_in(&world.app, &form(&world, "new", &password, "192.0.2.1"), Via::Screen).await.unwrap();
    assert_eq!(new.actor.capacity, None);
    world.finish().await;
}

/// As after the change of an initial password.
fn ready(actor: &tatefuda_app::Actor) -> tatefuda_app::Actor {
    tatefuda_app::Actor { must_change_password: false, ..actor.clone() }
}

/// Before: the session went on in another appointment of the person, the token under no appointment at all.
async fn sessions_and_tokens_end_with_the_appointment(world: World) {
    let (first, password) = signed(&world, "hanako").await;
    let actor = ready(&first.actor);
    let capacity = actor.capacity.unwrap();
    let token = token::create(&world.app, &actor, world.app.env.id(), "表計算", "act", 7).await.unwrap();
    let token = token.secret.unwrap();
    world.appoint(&world.program(), actor.person, world.a.chief).await;
    let end = world.now() + SignedDuration::from_hours(1);
    world.run(&world.program(), &org::EndAppointment { id: capacity, until: Some(end) }).await.unwrap();

    let doors = async || {
        let session = authenticate(&world.app, &first.token, Via::Screen).await.unwrap();
        (session.is_some(), token::authenticate(&world.app, &token).await.unwrap().is_some())
    };
    world.clock.set(end - SignedDuration::from_secs(1));
    assert_eq!(doors().await, (true, true), "to the last second");
    world.clock.set(end);
    assert_eq!(doors().await, (false, false), "at that minute");
    // Whoever still has another appointment signs in anew, in that one.
    let again = sign_in(&world.app, &form(&world, "hanako", &password, "192.0.2.1"), Via::Screen).await.unwrap();
    assert_ne!(again.actor.capacity, Some(capacity));
    assert!(again.actor.capacity.is_some());
    world.finish().await;
}

async fn signed2(world: &World) -> (SignedIn, String) {
    signed(world, "taro").await
}

async fn tokens_carry_their_scope_and_end(world: World) {
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let id = world.app.env.id();
    let made = token::create(&world.app, &clerk, id, "表計算", "read", 7).await.unwrap();
    let text = made.secret.unwrap();
    assert!(token::create(&world.app, &clerk, id, "表計算", "read", 7).await.unwrap().secret.is_none(), "once");
    let actor = token::authenticate(&world.app, &text).await.unwrap();
    // The person has an initial password still: the token says so too.
    let actor = actor.unwrap();
    assert_eq!((actor.person, actor.scope, actor.via), (clerk.person, Scope::Read, Via::Api));
    let mut tampered = text.expose().to_owned();
    tampered.insert(5, '0');
    assert!(token::authenticate(&world.app, &Secret::new(tampered)).await.unwrap().is_none());
    world.clock.advance(SignedDuration::from_hours(7 * 24));
    assert!(token::authenticate(&world.app, &text).await.unwrap().is_none(), "ended");
    let made = token::create(&world.app, &clerk, world.app.env.id(), "別", "act", 7).await.unwrap();
    world.run(&clerk, &RevokeToken { id: made.id }).await.unwrap();
    assert!(token::authenticate(&world.app, &made.secret.unwrap()).await.unwrap().is_none(), "revoked");
    world.wrote(&["token.revoke"]).await;
    world.finish().await;
}

async fn tokens_tell_when_they_were_last_used(world: World) {
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let made = token::create(&world.app, &clerk, world.app.env.id(), "表計算", "read", 30).await.unwrap();
    let text = made.secret.unwrap();
    let used = async || token::view::list(&world.app, &clerk).await.unwrap()[0].used_at;
    assert_eq!(used().await, None);
    let first = world.now();
    assert!(token::authenticate(&world.app, &text).await.unwrap().is_some());
    assert_eq!(used().await, Some(first));
    // Not each request writes.
    world.clock.advance(SignedDuration::from_secs(59));
    assert!(token::authenticate(&world.app, &text).await.unwrap().is_some());
    assert_eq!(used().await, Some(first));
    world.clock.advance(SignedDuration::from_secs(1));
    assert!(token::authenticate(&world.app, &text).await.unwrap().is_some());
    assert_eq!(used().await, Some(world.now()));
    // What is refused is no use.
    world.run(&clerk, &RevokeToken { id: made.id }).await.unwrap();
    let last = used().await;
    world.clock.advance(SignedDuration::from_mins(5));
    assert!(token::authenticate(&world.app, &text).await.unwrap().is_none());
    assert_eq!(used().await, last);
    world.finish().await;
}

async fn secrets_are_nowhere_in_the_database(world: World) {
    let (signed, password) = signed(&world, "hanako").await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let made = token::create(&world.app, &clerk, world.app.env.id(), "表計算", "act", 7).await.unwrap();
    let token = made.secret.unwrap();
    let random = token.expose().split('.').next().unwrap().to_owned();
    let secrets = [password, signed.token.expose().to_owned(), random];
    let mut bytes = Vec::new();
    if world.app.db.kind() == tatefuda_store::sql::Kind::Sqlite {
        for suffix in ["", "-wal"] {
            let path = format!("{}{suffix}", world.directory.path.display());
            bytes.extend(std::fs::read(path).unwrap_or_default());
        }
        assert!(contains(&bytes, b"hanako"), "the search finds what is there");
    } else {
        let mut tx = world.app.db.read().await.unwrap();
        for sql in [
            "SELECT row_to_json(x)::text AS line FROM session x",
            "SELECT row_to_json(x)::text AS line FROM token x",
            "SELECT row_to_json(x)::text AS line FROM command x",
            "SELECT row_to_json(x)::text AS line FROM audit_detail x",
            "SELECT row_to_json(x)::text AS line FROM credential x",
            "SELECT row_to_json(x)::text AS line FROM person x",
            "SELECT row_to_json(x)::text AS line FROM rate_limit x",
        ] {
            for row in tx.all(sql, vec![]).await.unwrap() {
                bytes.extend(row.text("line").unwrap().into_bytes());
            }
        }
        assert!(contains(&bytes, b"hanako"));
    }
    for secret in &secrets {
        assert!(!contains(&bytes, secret.as_bytes()), "{secret}");
    }
    world.finish().await;
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
