//! Filling that was cut off anywhere is completed, and then nothing differs from one that ran through.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeMap, future::poll_fn, path::Path, pin::pin, task::Poll};

use tatefuda_app::{App, Config};
use tatefuda_store::{Db, args};
use tatefuda_vault::{KeyRing, OsEntropy, PasswordParams};

use super::{super::data, *};

async fn open(folder: &Path) -> App {
    let keys = KeyRing::open_or_create(&folder.join("keys"), &OsEntropy).unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.join("tatefuda.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    let config = Config { passwords: PasswordParams::CHEAP_FOR_TESTS, ..Config::default() };
    App::new(db, crate::world::env(), keys, config)
}

/// Fills as the program does at its start, and goes away at the given step if it comes that far. Gives the steps taken.
async fn fill(folder: &Path, body: &data::Body, steps: usize) -> usize {
    let app = open(folder).await;
    let known = tenant::list(&app).await.unwrap().into_iter().find(|one| one.slug == body.slug);
    let mut taken = 0;
    let mut filling = pin!(super::body(&app, body, known.map(|one| one.id)));
    poll_fn(|cx| {
        taken += 1;
        if taken > steps { Poll::Ready(()) } else { filling.as_mut().poll(cx).map(|done| done.unwrap()) }
    })
    .await;
    taken
}

/// How often each act was done. Passwords are left out: somebody whose first one was lost gets another.
async fn acts(folder: &Path) -> BTreeMap<String, usize> {
    let app = open(folder).await;
    let tenant = tenant::list(&app).await.unwrap()[0].id;
    let mut tx = app.db.read().await.unwrap();
    let mut acts = BTreeMap::new();
    for row in tx.all("SELECT name FROM command WHERE tenant_id = $1", args![tenant]).await.unwrap() {
        *acts.entry(row.text("name").unwrap()).or_default() += 1;
    }
    acts.retain(|name, _| !name.starts_with("password."));
    acts
}

async fn everybody_signs_in(folder: &Path, body: &data::Body) {
    use tatefuda_app::session::{SignInForm, sign_in};
    let app = open(folder).await;
    let tenant = tenant::list(&app).await.unwrap()[0].id;
    for person in &body.person {
        let (login, source) = (person.login.clone(), "192.0.2.1".to_owned());
        let form = SignInForm { tenant, login, password: Secret::new(PASSWORD), source };
        let signed = sign_in(&app, &form, Via::Screen).await.unwrap();
        assert!(!signed.actor.must_change_password, "{}", person.login);
    }
}

/// Before, a body that was there at all counted as filled.
#[tokio::test]
async fn what_was_cut_off_is_completed() {
    let bodies = data::bodies().unwrap();
    let body = bodies.iter().find(|body| body.slug == "hinoki").unwrap();
    let whole = tempfile::tempdir().unwrap();
    let steps = fill(whole.path(), body, usize::MAX).await;
    let expected = acts(whole.path()).await;
    assert!(expected["post.draft"] > 0, "{expected:?}");
    for part in 1..8 {
        let folder = tempfile::tempdir().unwrap();
        // Where exactly differs from run to run; whole it becomes in each case.
        fill(folder.path(), body, steps * part / 8).await;
        fill(folder.path(), body, usize::MAX).await;
        assert_eq!(acts(folder.path()).await, expected, "cut off after {part} eighths");
        everybody_signs_in(folder.path(), body).await;
    }
    // And filling what is whole changes nothing.
    fill(whole.path(), body, usize::MAX).await;
    assert_eq!(acts(whole.path()).await, expected);
}
