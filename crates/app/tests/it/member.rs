//! People, passwords, rights.

use tatefuda_app::{
    Failure, Forbidden, Secret, Via,
    member::{self, EndPerson, GrantRight, RevokeRight},
    session::{SignInForm, authenticate, sign_in},
    token,
};
use tatefuda_domain::SystemRight;

use crate::{on_both, support::World};

on_both!(
    first_password_must_be_changed_and_fit_the_regulation,
    reset_ends_sessions_and_tokens_and_shows_the_password_once,
    rights_are_granted_by_another_person,
    who_left_cannot_come_back,
);

fn form(world: &World, login: &str, password: &str) -> SignInForm {
    SignInForm {
        tenant: world.a.tenant,
        login: login.to_owned(),
        password: Secret::new(password),
        source: "192.0.2.1".to_owned(),
    }
}

const GOOD: &str = "yuki-Matsuri-kawa-831";

async fn first_password_must_be_changed_and_fit_the_regulation(world: World) {
    world.regulate().await;
    let (person, initial) = world.enter(&world.program(), "hanako").await;
    let signed = sign_in(&world.app, &form(&world, "hanako", &initial), Via::Screen).await.unwrap();
    assert!(signed.actor.must_change_password);
    assert_eq!(signed.actor.person, person);
    let change = async |old: &str, new: &str| {
        let (old, new) = (Secret::new(old), Secret::new(new));
        let (app, id) = (&world.app, world.app.env.id());
        member::change_password(app, &signed.actor, id, Some(signed.session), &old, &new).await
    };
    let keys = |result: Result<(), Failure>| match result {
        Err(Failure::Invalid(errors)) => errors.into_iter().map(|error| error.key).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    // min_length=14 and min_kinds=2 come from the settings of the regulation.
    assert_eq!(keys(change(&initial, "tsukinohikari").await), ["password-short", "password-kinds"]);
    assert_eq!(keys(change(&initial, "password123456").await), ["password-guessable"]);
    assert_eq!(keys(change(&initial, &initial).await), ["password-same"]);
    assert_eq!(keys(change("wrong", GOOD).await), ["password-wrong"]);
    change(&initial, GOOD).await.unwrap();
    let now = authenticate(&world.app, &signed.token, Via::Screen).await.unwrap().unwrap();
    assert!(!now.actor.must_change_password, "this session stays");
    let old = sign_in(&world.app, &form(&world, "hanako", &initial), Via::Screen).await;
    assert!(matches!(old, Err(Failure::Forbidden(Forbidden::SignIn))));
    world.finish().await;
}

async fn reset_ends_sessions_and_tokens_and_shows_the_password_once(world: World) {
    let admin = world.person("admin", world.a.chief, &[SystemRight::ManageUsers]).await;
    let (person, initial) = world.enter(&world.program(), "hanako").await;
    let signed = sign_in(&world.app, &form(&world, "hanako", &initial), Via::Screen).await.unwrap();
    let (old, new) = (Secret::new(&initial), Secret::new(GOOD));
    member::change_password(&world.app, &signed.actor, world.app.env.id(), None, &old, &new).await.unwrap();
    assert!(authenticate(&world.app, &signed.token, Via::Screen).await.unwrap().is_none(), "every session ended");
    let signed = sign_in(&world.app, &form(&world, "hanako", GOOD), Via::Screen).await.unwrap();
    let made = token::create(&world.app, &signed.actor, world.app.env.id(), "表計算", "act", 30).await.unwrap();
    let text = made.secret.unwrap();
    assert!(token::authenticate(&world.app, &text).await.unwrap().is_some());

    let id = world.app.env.id();
    let first = member::reset_password(&world.app, &admin, id, person).await.unwrap().unwrap();
    assert!(member::reset_password(&world.app, &admin, id, person).await.unwrap().is_none(), "shown once");
    assert!(authenticate(&world.app, &signed.token, Via::Screen).await.unwrap().is_none());
    assert!(token::authenticate(&world.app, &text).await.unwrap().is_none());
    let signed = sign_in(&world.app, &form(&world, "hanako", first.expose()), Via::Screen).await.unwrap();
    assert!(signed.actor.must_change_password);
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let refused = member::reset_password(&world.app, &clerk, world.app.env.id(), person).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(SystemRight::ManageUsers)))));
    world.finish().await;
}

async fn rights_are_granted_by_another_person(world: World) {
    let admin = world.person("admin", world.a.chief, &[SystemRight::ManageUsers]).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let own = GrantRight { person: admin.person, right: SystemRight::ReadAudit };
    assert!(matches!(world.run(&admin, &own).await, Err(Failure::Forbidden(Forbidden::SamePerson))));
    let grant = GrantRight { person: clerk.person, right: SystemRight::ReadAudit };
    assert!(matches!(world.run(&clerk, &grant).await, Err(Failure::Forbidden(Forbidden::Right(_)))));
    world.run(&admin, &grant).await.unwrap();
    assert!(matches!(world.run(&admin, &grant).await, Err(Failure::State { .. })));
    let view = member::find(&world.app, &admin, clerk.person).await.unwrap();
    assert_eq!(view.rights, crate::support::rights(&[SystemRight::ReadAudit]));
    let revoke = RevokeRight { person: clerk.person, right: SystemRight::ReadAudit };
    world.run(&admin, &revoke).await.unwrap();
    assert!(matches!(world.run(&admin, &revoke).await, Err(Failure::NotFound)));
    world.wrote(&["right.revoke"]).await;
    world.run(&admin, &grant).await.unwrap();
    // The last administrator stays one.
    let own = RevokeRight { person: admin.person, right: SystemRight::ManageUsers };
    assert!(matches!(world.run(&admin, &own).await, Err(Failure::Forbidden(Forbidden::SamePerson))));
    world.finish().await;
}

async fn who_left_cannot_come_back(world: World) {
    let admin = world.person("admin", world.a.chief, &[SystemRight::ManageUsers]).await;
    let (person, initial) = world.enter(&world.program(), "hanako").await;
    let signed = sign_in(&world.app, &form(&world, "hanako", &initial), Via::Screen).await.unwrap();
    let own = EndPerson { id: admin.person, version: 1 };
    assert!(matches!(world.run(&admin, &own).await, Err(Failure::Forbidden(Forbidden::SamePerson))));
    world.run(&admin, &EndPerson { id: person, version: 1 }).await.unwrap();
    assert!(authenticate(&world.app, &signed.token, Via::Screen).await.unwrap().is_none());
    let back = sign_in(&world.app, &form(&world, "hanako", &initial), Via::Screen).await;
    assert!(matches!(back, Err(Failure::Forbidden(Forbidden::SignIn))));
    world.finish().await;
}
